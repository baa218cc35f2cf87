"""One golden case: call PyTorch on given inputs, write down inputs, output and gradients.

float32 inputs are exact float32 numbers, but the calculation runs in float64, so what is written is
the true value to about nine digits and a test may choose its tolerance. A second run with the real
dtypes gives the dtype of the result. See README.md for the format.
"""
import json
import math
import re
import zlib

import numpy as np
import torch
import torch.nn.functional as F

F32_MAX = float(np.finfo(np.float32).max)
# Limpide's only signed integer is int32; PyTorch's indices and integer sums are int64.
DTYPE = {torch.float32: "float32", torch.float64: "float64", torch.int32: "int32", torch.int64: "int32",
         torch.uint8: "uint8", torch.bool: "bool"}


def camel(name):
    return re.sub(r"_([a-z0-9])", lambda m: m.group(1).upper(), name)


def snake(name):
    return re.sub(r"[A-Z]", lambda m: "_" + m.group(0).lower(), name)


def number(v):
    """A number as JSON: nine significant digits, non-finite values as strings."""
    if isinstance(v, (bool, np.bool_)):
        return 1 if v else 0
    if isinstance(v, (int, np.integer)):
        return int(v)
    v = float(v)
    if math.isnan(v):
        return "NaN"
    if math.isinf(v):
        return "Infinity" if v > 0 else "-Infinity"
    short = float("%.9g" % v)
    return int(short) if short == int(short) and abs(short) < 1e9 and not (short == 0 and math.copysign(1, short) < 0) else short


def encode(t, dtype=None, exact=False):
    """A tensor as {shape, dtype, data}. Overflow of the stated dtype becomes Infinity."""
    if t is None:
        return None
    t = t.detach()
    dtype = dtype or DTYPE[t.dtype]
    values = t.contiguous().reshape(-1).tolist()
    if dtype == "float32":
        values = [math.copysign(math.inf, v) if isinstance(v, float) and abs(v) > F32_MAX and math.isfinite(v) else v for v in values]
    if exact and dtype == "float64":
        data = [v if isinstance(v, float) and math.isfinite(v) else number(v) for v in values]
    else:
        data = [number(v) for v in values]
    return {"shape": list(t.shape), "dtype": dtype, "data": data}


def plain(v):
    """An option as JSON."""
    if isinstance(v, torch.dtype):
        return DTYPE[v]
    if isinstance(v, torch.Tensor):
        return encode(v)
    if isinstance(v, (list, tuple)):
        return [plain(x) for x in v]
    if isinstance(v, float) and not math.isfinite(v):
        return number(v)
    return v


def find(op):
    for place in (F, torch, torch.Tensor):
        f = getattr(place, snake(op), None)
        if f is not None:
            return f
    raise AttributeError(op)


class File:
    """The cases of one JSON file, with its own random numbers."""

    def __init__(self, name):
        self.name = name
        self.cases = []
        self.names = set()
        self.gen = torch.Generator().manual_seed(zlib.crc32(name.encode()))

    # -- inputs: exact float32 numbers with few digits, never zero --------------------------------------------------------
    def randn(self, *shape):
        shape = shape[0] if shape and isinstance(shape[0], tuple) else shape
        return (torch.floor(torch.randn(shape, generator=self.gen, dtype=torch.float64) * 128) + 0.5).div(128).float()

    def uniform(self, lo, hi, *shape):
        u = torch.rand(shape, generator=self.gen, dtype=torch.float64) * (hi - lo) + lo
        return (torch.floor(u * 256) + 0.5).div(256).float()

    def ints(self, lo, hi, *shape, dtype=torch.int32):
        return torch.randint(lo, hi, shape, generator=self.gen).to(dtype)

    def bools(self, *shape):
        return torch.randint(0, 2, shape, generator=self.gen).bool()

    def distinct(self, *shape):
        """No two equal, none nearly equal: for sort, max, argmax."""
        n = int(np.prod(shape)) if shape else 1
        return (torch.randperm(n, generator=self.gen).double() * 0.375 - n * 0.1875 + 0.0625).float().reshape(shape)

    # -- cases ---------------------------------------------------------------------------------------------------
    def unique(self, name):
        base, k = name, 2
        while name in self.names:
            name, k = f"{base} #{k}", k + 1
        self.names.add(name)
        return name

    def add(self, op, inputs, *args, call=None, name=None, grads=True, long=(), names=None, as_list=False,
            out_dtype=None, extra=None, no_grad_for=(), **options):
        """Records one case. `options` are given in snake_case and passed on to PyTorch unless `call` is given.

        long: positions of index inputs (int32 in the file, int64 for PyTorch); names: the inputs' parameter
        names; no_grad_for: positions of float inputs that need no gradient.
        """
        f = call or find(op)
        passing = {} if call else options

        def run(wide):
            xs, leaves = [], []
            for i, t in enumerate(inputs):
                if t is None:
                    xs.append(None)
                    leaves.append(None)
                    continue
                x = t.long() if i in long else t.double() if wide and t.dtype == torch.float32 else t.clone()
                wants = grads and x.is_floating_point() and i not in no_grad_for
                x = x.clone().requires_grad_(wants)
                leaves.append(x if wants else None)
                xs.append(x)
            out = f(list(xs), *args, **passing) if as_list else f(*xs, *([] if call else args), **passing)
            return (list(out) if isinstance(out, (tuple, list)) else out), leaves

        torch.set_default_dtype(torch.float64)
        out, leaves = run(True)
        torch.set_default_dtype(torch.float32)
        outs = out if isinstance(out, list) else [out]
        dtypes = [out_dtype] * len(outs)
        if out_dtype is None:
            try:
                real, _ = run(False)
                dtypes = [DTYPE[o.dtype] for o in (real if isinstance(real, list) else [real])]
            except RuntimeError:
                dtypes = ["float32" if o.dtype == torch.float64 else DTYPE[o.dtype] for o in outs]

        words = [op] + ["none" if t is None else str(list(t.shape)).replace(" ", "") for t in inputs]
        words += [str(plain(a)) for a in args] + [f"{camel(k)}={plain(v)}" for k, v in options.items()]
        record = {"name": self.unique(name or " ".join(words)), "op": op}
        record["inputs"] = []
        for t, leaf in zip(inputs, leaves):
            e = encode(t, exact=True)
            if e is not None:
                e["requiresGrad"] = leaf is not None
            record["inputs"].append(e)
        if names:
            record["inputNames"] = names
        if as_list:
            record["inputsAs"] = "list"
        record["args"] = [plain(a) for a in args]
        record["options"] = {camel(k): plain(v) for k, v in options.items()}
        encoded = [encode(o, d) for o, d in zip(outs, dtypes)]
        record["output"] = encoded if isinstance(out, list) else encoded[0]

        live = [o for o in outs if o.requires_grad]
        if live:
            weights = self.cotangents(record["name"], outs)
            found = torch.autograd.grad([o for o in outs if o.requires_grad],
                                        [x for x in leaves if x is not None],
                                        [w for o, w in zip(outs, weights) if o.requires_grad], allow_unused=True)
            found = iter(found)
            kept = [encode(w, d) for w, d in zip(weights, dtypes)]
            record["gradOutput"] = kept if isinstance(out, list) else kept[0]
            record["grads"] = []
            for t, x in zip(inputs, leaves):
                g = next(found) if x is not None else None
                record["grads"].append(encode(g, DTYPE[t.dtype]) if g is not None else None)
        else:
            record["gradOutput"] = None
            record["grads"] = None
        if extra:
            record.update(extra(record) if callable(extra) else extra)
        self.cases.append(record)
        return record

    def cotangents(self, name, outs):
        """Seeded weights for each output that has a gradient; they depend on the case's name only."""
        g = torch.Generator().manual_seed(zlib.crc32(name.encode()))
        result = []
        for o in outs:
            w = torch.round(torch.randn(o.shape, generator=g, dtype=torch.float64) * 256).div(256)
            result.append(w if o.requires_grad else None)
        return result

    def write(self, folder):
        lines = ",\n".join(json.dumps(c, separators=(",", ":"), ensure_ascii=False) for c in self.cases)
        text = f"[\n{lines}\n]\n"
        (folder / f"{self.name}.json").write_text(text, encoding="utf8")
        return len(self.cases), len(text)
