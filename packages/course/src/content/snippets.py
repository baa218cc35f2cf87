"""Reads the Python code of lessons: called by snippets.ts, which writes the blocks as JSON on the
standard input and reads one JSON object for each from the standard output.

A block must be Python, and use no name that neither it nor the lesson's `before.<title>.py` defines.
Where everything that it imports is installed it is run, after that file; a comment `# tensor(…)`
beside a line is held against the value of the line.
"""

import ast
import builtins
import contextlib
import importlib.util
import io
import json
import re
import sys
import traceback
import urllib.error
import warnings


def imported(tree):
    """The top-level names of the packages that a block imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def defined(tree):
    """Every name that a block gives a value to, anywhere."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return names


def used(tree):
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def agrees(said, value):
    """Whether the numbers of a comment are those of a value, to the digits that are written."""
    wanted = [float(x) for x in NUMBER.findall(said)]
    got = [float(x) for x in value.detach().reshape(-1).tolist()]
    return len(wanted) == len(got) and all(
        abs(a - b) <= 1e-3 + 1e-3 * abs(b) for a, b in zip(wanted, got)
    )


def run(source, tree, scope):
    """Runs a block line by line, and holds `# tensor(…)` against what the line gives."""
    lines = source.split("\n")
    for node in tree.body:
        comment = re.search(r"#\s*(tensor\(.*\))\s*$", lines[node.end_lineno - 1])
        if isinstance(node, ast.Expr):
            call = node.value
            prints = isinstance(call, ast.Call) and getattr(call.func, "id", "") == "print"
            shown = call.args[0] if prints and len(call.args) == 1 else call
            value = eval(compile(ast.Expression(shown), "lesson", "eval"), scope)
        else:
            exec(compile(ast.Module([node], []), "lesson", "exec"), scope)
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            value = scope.get(target.id) if isinstance(target, ast.Name) else None
        if comment and value is not None and not agrees(comment[1][7:-1], value):
            return f"line {node.lineno} says {comment[1]} and gives {value}"
    return None


def look(block):
    source, before = block["source"], block["before"]
    try:
        tree = ast.parse(source)
        first = ast.parse(before)
    except SyntaxError as error:
        return {"read": False, "ran": False, "problem": f"line {error.lineno}: {error.msg}"}
    unknown = used(tree) - defined(tree) - defined(first) - set(dir(builtins))
    if unknown:
        names = ", ".join(sorted(unknown))
        problem = f"uses {names}, which neither it nor {block['file']} defines"
        return {"read": True, "ran": False, "problem": problem}
    missing = sorted(
        name
        for name in imported(tree) | imported(first)
        if name not in sys.modules and importlib.util.find_spec(name) is None
    )
    if missing:
        return {"read": True, "ran": False, "missing": missing}
    scope = {"__name__": "lesson"}
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(first, block["file"], "exec"), scope)
            problem = run(source, tree, scope)
    except Exception as error:
        if isinstance(error, urllib.error.URLError) or "URL fetch failure" in str(error):
            return {"read": True, "ran": False, "missing": ["network"]}
        problem = "".join(traceback.format_exception_only(error)).strip().split("\n")[0]
    return {"read": True, "ran": True, **({"problem": problem} if problem else {})}


for block in json.load(sys.stdin):
    print(json.dumps({**look(block), "where": block["where"]}), flush=True)
