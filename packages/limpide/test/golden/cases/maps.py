"""Unary and binary maps, comparisons, logic, where, clamp, lerp, casts; broadcasting and promotion."""
import torch
import torch.nn.functional as F

INF, NAN = float("inf"), float("nan")
SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 2.5, 1e-6, -1e-6, 20.0, -20.0, 88.0, -100.0, 1e10, -1e10, INF, -INF, NAN]
TRIG = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 1e-6, 10.0, -30.0, 100.0, INF, -INF, NAN]

# name → the open interval where it is smooth
UNARY = {
    "abs": (-3, 3), "neg": (-3, 3), "exp": (-5, 5), "exp2": (-5, 5), "expm1": (-2, 2), "log": (0.01, 9), "log1p": (-0.9, 9),
    "log2": (0.01, 9), "log10": (0.01, 9), "sqrt": (0.01, 9), "rsqrt": (0.1, 9), "reciprocal": (0.2, 4), "square": (-3, 3),
    "sin": (-7, 7), "cos": (-7, 7), "tan": (-1.4, 1.4), "asin": (-0.99, 0.99), "acos": (-0.99, 0.99), "atan": (-5, 5),
    "sinh": (-4, 4), "cosh": (-4, 4), "tanh": (-4, 4), "asinh": (-5, 5), "acosh": (1.1, 6), "atanh": (-0.95, 0.95),
    "sigmoid": (-6, 6), "erf": (-3, 3), "erfc": (-3, 3), "floor": (-3, 3), "ceil": (-3, 3), "round": (-3, 3), "trunc": (-3, 3),
    "sign": (-3, 3), "frac": (-3, 3),
}
ACTIVATIONS = [
    ("relu", {}), ("leakyRelu", {}), ("leakyRelu", {"negative_slope": 0.2}), ("elu", {}), ("elu", {"alpha": 0.5}), ("selu", {}),
    ("celu", {}), ("celu", {"alpha": 2.0}), ("gelu", {}), ("gelu", {"approximate": "tanh"}), ("silu", {}), ("mish", {}),
    ("softplus", {}), ("softplus", {"beta": 2.0, "threshold": 5.0}), ("softsign", {}), ("hardtanh", {}),
    ("hardtanh", {"min_val": -0.5, "max_val": 2.0}), ("hardsigmoid", {}), ("hardswish", {}), ("relu6", {}), ("logsigmoid", {}),
    ("hardshrink", {}), ("softshrink", {}), ("softshrink", {"lambd": 0.25}), ("tanhshrink", {}),
]
BINARY = ["add", "sub", "mul", "div", "maximum", "minimum", "fmod", "remainder", "atan2"]
COMPARE = ["eq", "ne", "lt", "le", "gt", "ge"]
LOGIC = ["logicalAnd", "logicalOr", "logicalXor"]


def floor_divide(a, b):
    return torch.div(a, b, rounding_mode="floor")


def cases(f):
    for op, (lo, hi) in UNARY.items():
        f.add(op, [f.uniform(lo, hi, 2, 5)])
        trig = op in ("sin", "cos", "tan")
        f.add(op, [torch.tensor(TRIG if trig else SPECIAL)], grads=False, name=f"{op} special values")
    f.add("round", [torch.tensor([-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 8388609.0, 0.49999997])], grads=False, name="round half to even")
    f.add("round", [f.uniform(-9, 9, 6)], decimals=2, grads=False)
    for op, options in ACTIVATIONS:
        f.add("logSigmoid" if op == "logsigmoid" else op, [f.uniform(-6, 6, 3, 5)], call=lambda x, g=getattr(F, _snake(op)), o=options: g(x, **o), **options)
        f.add("logSigmoid" if op == "logsigmoid" else op, [torch.tensor([v for v in SPECIAL if op not in ("gelu", "silu", "mish", "hardswish", "tanhshrink", "softsign") or v not in (INF, -INF)])],
              call=lambda x, g=getattr(F, _snake(op)), o=options: g(x, **o), grads=False, name=f"{op} special values {options or ''}".strip(), **options)
    f.add("prelu", [f.randn(2, 3, 4), f.uniform(0.1, 0.5, 3)], call=lambda x, w: F.prelu(x, w), names=["input", "weight"])
    f.add("glu", [f.randn(2, 6)], dim=-1)
    f.add("threshold", [f.randn(8)], threshold=0.25, value=-3.0, call=lambda x: F.threshold(x, 0.25, -3.0))
    for op in ("isnan", "isinf", "isfinite"):
        f.add(op, [torch.tensor(SPECIAL)])
    f.add("nanToNum", [torch.tensor([1.0, NAN, INF, -INF])], nan=0.5, posinf=9.0, neginf=-9.0, grads=False)
    for op in ("abs", "neg", "square", "sign"):
        f.add(op, [f.ints(-9, 9, 6)], name=f"{op} of int32")
    for op in ("exp", "sqrt", "sigmoid", "sin", "reciprocal"):
        f.add(op, [f.ints(1, 5, 4)], name=f"{op} of int32 gives float32")
        f.add(op, [f.bools(4)], name=f"{op} of bool gives float32", grads=False)
    f.add("logicalNot", [torch.tensor([0.0, 1.5, -0.0, NAN])])
    f.add("logicalNot", [f.bools(5)])
    f.add("exp", [torch.tensor([1.0, -2.0, 0.3], dtype=torch.float64)], name="exp of float64")

    # broadcasting
    shapes = [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((4, 1, 3), (2, 1)), ((), (2, 2)), ((3,), ()), ((0, 3), (1, 3)), ((2, 1), (2, 0))]
    for op in BINARY + ["pow", "floorDivide"]:
        for sa, sb in shapes if op in ("add", "mul", "div") else shapes[:1] + shapes[3:5]:
            a = f.uniform(-4, 4, *sa)
            b = f.uniform(0.5, 3, *sb) * (torch.where(f.bools(*sb), 1.0, -1.0) if op in ("div", "fmod", "remainder", "floorDivide", "atan2") else 1)
            if op == "pow":
                a = f.uniform(0.2, 3, *sa)
            f.add(op, [a, b], call=floor_divide if op == "floorDivide" else None, grads=op != "floorDivide")
    signs_a = torch.tensor([5.5, -5.5, 5.5, -5.5, 6.0, -6.0, 0.0, -0.0, 7.0])
    signs_b = torch.tensor([3.0, 3.0, -3.0, -3.0, 3.0, -3.0, 2.0, 2.0, 0.1])
    zero_a = torch.tensor([1.0, -1.0, 0.0, INF, NAN, -INF, 1.0, -0.0])
    zero_b = torch.tensor([0.0, 0.0, 0.0, 2.0, 1.0, -2.0, -0.0, 0.0])
    for op in ("fmod", "remainder", "floorDivide"):
        # 7 / 0.1 depends on the rounding of 0.1: leave it to div
        f.add(op, [signs_a[:-1], signs_b[:-1]], grads=False, name=f"{op} signs", call=floor_divide if op == "floorDivide" else None)
        f.add(op, [torch.tensor([7, -7, 7, -7, 0, 6], dtype=torch.int32), torch.tensor([3, 3, -3, -3, 5, -3], dtype=torch.int32)],
              name=f"{op} signs of int32", call=floor_divide if op == "floorDivide" else None)
    f.add("div", [zero_a, zero_b], grads=False, name="div by zero and infinities")
    for mode in ("trunc", "floor"):
        f.add("div", [signs_a[:-1], signs_b[:-1]], rounding_mode=mode, grads=False)
    f.add("div", [torch.tensor([7, -7, 1], dtype=torch.int32), torch.tensor([2, 2, 4], dtype=torch.int32)], name="div int32 by int32 is true division")
    for op in ("add", "sub", "mul", "maximum", "minimum", "pow", "atan2"):
        f.add(op, [torch.tensor([INF, -INF, NAN, 1.0, 0.0, -0.0, INF, 1.0]), torch.tensor([-INF, INF, 1.0, NAN, INF, -0.0, 0.0, -INF])],
              grads=False, name=f"{op} special values")
    ties_a, ties_b = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([1.0, 5.0, 3.0])
    f.add("maximum", [ties_a, ties_b], name="maximum shares the gradient of ties")
    f.add("minimum", [ties_a, ties_b], name="minimum shares the gradient of ties")
    f.add("pow", [torch.tensor([-2.0, -1.5, 0.0, 0.0, 2.0, -2.0]), torch.tensor([3.0, 2.0, 0.0, 2.0, -1.0, 0.5])], grads=False, name="pow negative and zero bases")
    for e in (0, 1, 2, 3, -1, 0.5, -0.5, 2.5):
        f.add("pow", [f.uniform(0.3, 3, 5)], e)
    f.add("pow", [torch.tensor([-2.0, 0.0, 1.5])], 2, name="pow 2 at zero and below")
    f.add("pow", [torch.tensor([-3, 0, 2, 5], dtype=torch.int32)], 3, name="pow int32 by 3")
    for op in BINARY[:4] + ["fmod", "remainder"]:
        f.add(op, [f.uniform(-4, 4, 2, 3)], 1.5, call=lambda x, g=getattr(torch, op): g(x, 1.5))
    f.add("sub", [f.randn(3), f.randn(3)], alpha=2)
    f.add("add", [f.randn(2, 2), f.randn(2)], alpha=-0.5)

    # comparisons and logic
    for op in COMPARE:
        f.add(op, [torch.tensor([[1.0, 2.0, NAN], [3.0, INF, -0.0]]), torch.tensor([[1.0, 3.0, NAN], [2.0, INF, 0.0]])], name=f"{op} special values", grads=False)
        f.add(op, [f.ints(0, 3, 3, 1), f.randn(4)], name=f"{op} int32 with float32, broadcast", grads=False)
        f.add(op, [f.ints(0, 3, 5)], 1)
    for op in LOGIC:
        f.add(op, [f.bools(2, 4), f.bools(4)])
        f.add(op, [torch.tensor([0.0, 1.0, NAN, -2.0]), torch.tensor([1, 0, 0, 3], dtype=torch.int32)], grads=False, name=f"{op} float32 with int32")

    # promotion: every pair
    kinds = [torch.float32, torch.float64, torch.int32, torch.uint8, torch.bool]
    values = {torch.float32: [1.5, -2.25, 0.5], torch.float64: [0.75, 3.5, -1.25], torch.int32: [7, -3, 2], torch.uint8: [250, 3, 9], torch.bool: [True, False, True]}
    for a in kinds:
        for b in kinds:
            x, y = torch.tensor(values[a], dtype=a), torch.tensor(values[b][::-1], dtype=b)
            for op in ("add", "mul", "sub", "div", "maximum", "pow"):
                if (op in ("sub", "pow") and torch.bool in (a, b)) or (op == "pow" and not (a.is_floating_point or b.is_floating_point)) or (op == "pow" and x.min() < 0):
                    continue
                f.add(op, [x, y], name=f"{op} {str(a)[6:]} with {str(b)[6:]}", grads=False)
    for dtype in kinds:
        for scalar, word in ((2, "an integer"), (1.5, "a fraction"), (True, "a boolean")):
            for op in ("add", "mul"):
                f.add(op, [torch.tensor(values[dtype], dtype=dtype)], scalar, name=f"{op} {str(dtype)[6:]} with {word}", grads=False)
    f.add("add", [torch.tensor([1.0, 2.0]), torch.tensor(0.5, dtype=torch.float64)], name="a float64 scalar tensor leaves float32", grads=False)
    f.add("add", [torch.tensor([1, 2], dtype=torch.int32), torch.tensor(0.5)], name="a float32 scalar tensor promotes int32", grads=False)
    f.add("add", [torch.tensor([1, 2], dtype=torch.uint8), torch.tensor(3, dtype=torch.int32)], name="an int32 scalar tensor leaves uint8", grads=False)
    f.add("add", [torch.tensor([2147483647, -2147483648], dtype=torch.int32), torch.tensor([1, -1], dtype=torch.int32)], name="int32 wraps")
    f.add("mul", [torch.tensor([200, 255], dtype=torch.uint8), torch.tensor([2, 255], dtype=torch.uint8)], name="uint8 wraps")
    f.add("mul", [torch.tensor([65537, 123456789], dtype=torch.int32), torch.tensor([65537, 987654321], dtype=torch.int32)], name="int32 product wraps")

    # casts
    for src in kinds:
        for dst in kinds:
            v = torch.tensor([3.9, 0.0, 1.2]).to(src) if dst == torch.uint8 else torch.tensor([3.9, 0.0, -1.7]).to(src) if src != torch.uint8 else torch.tensor([200, 0, 7], dtype=src)
            # the plain conversion; never through float64, so that the stated dtype is kept
            f.add("to", [v], dtype=dst, call=lambda x, d=dst: x.to(d), grads=False, out_dtype=str(dst)[6:])
    f.add("to", [f.randn(3)], dtype=torch.float64, call=lambda x: x.to(torch.float64), name="to float64 and its gradient", out_dtype="float64")

    # where, clamp, lerp
    f.add("where", [f.bools(2, 3), f.randn(2, 3), f.randn(3)])
    f.add("where", [f.bools(4, 1), f.randn(2), f.randn(1)])
    f.add("where", [torch.tensor([True, False]), torch.tensor([1, 2], dtype=torch.int32), torch.tensor([0.5, 0.25])], name="where promotes int32 with float32", grads=False)
    f.add("where", [torch.tensor([True, False, True]), torch.tensor([1.0, NAN, INF]), torch.tensor([NAN, 2.0, NAN])], name="where drops the other side's NaN", grads=False)
    f.add("clamp", [torch.tensor([-2.0, -1.0, -0.5, 0.5, 1.0, 2.0, NAN])], min=-1.0, max=1.0, name="clamp and its gradient at the bounds")
    f.add("clamp", [f.randn(6)], min=-0.25)
    f.add("clamp", [f.randn(6)], max=0.25)
    f.add("clamp", [f.randn(3)], min=1.0, max=-1.0)
    f.add("clamp", [f.ints(-9, 9, 5)], min=-2, max=3)
    f.add("clamp", [f.randn(2, 3), f.uniform(-1, 0, 3), f.uniform(0, 1, 2, 1)], names=["input", "min", "max"], no_grad_for=(1, 2), name="clamp with tensors as bounds")
    f.add("lerp", [f.randn(2, 3), f.randn(2, 3)], 0.25)
    f.add("lerp", [f.randn(3), f.randn(3)], 0.75)
    f.add("lerp", [f.randn(2, 3), f.randn(3), f.uniform(0, 1, 2, 1)])


def _snake(op):
    import re
    return re.sub(r"[A-Z]", lambda m: "_" + m.group(0).lower(), op)
