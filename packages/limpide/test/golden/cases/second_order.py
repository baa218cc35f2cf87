"""Second derivatives: f(inputs) is a scalar; "hvp" is the gradient of ⟨∇f, vector⟩, one per input.

"expression" says the function in words close to code; x, w, b… are the inputs in order.
"""
import torch
import torch.nn.functional as F

from golden_case import encode


def second(f, op, expression, inputs, function, long=()):
    xs = [x.double().requires_grad_() if x.is_floating_point() else x.long() for x in inputs]
    live = [x for x in xs if x.requires_grad]
    vectors = [f.randn(*x.shape) for x in live]
    y = function(*xs)
    assert y.dim() == 0
    first = torch.autograd.grad(y, live, create_graph=True)
    inner = sum((g * v.double()).sum() for g, v in zip(first, vectors))
    hvp = torch.autograd.grad(inner, live, allow_unused=True)
    listed = lambda ts: [encode(t, "float32") if t is not None else None for t in ts]
    record = {"name": f.unique(f"{op}: {expression}"), "op": op, "expression": expression,
              "inputs": [{**encode(x), "requiresGrad": x.is_floating_point()} for x in inputs], "args": [], "options": {},
              "output": encode(y, "float32"), "grads": listed(first), "vectors": listed(vectors), "hvp": listed([h if h is not None else torch.zeros_like(x) for h, x in zip(hvp, live)])}
    f.cases.append(record)


def cases(f):
    r, u = f.randn, f.uniform
    for op, x in (("exp", u(-1, 1, 4)), ("log", u(0.5, 3, 4)), ("sin", r(4)), ("tanh", r(4)), ("sigmoid", r(4)), ("sqrt", u(0.5, 3, 4)), ("erf", r(4)), ("reciprocal", u(0.5, 2, 4))):
        second(f, op, f"(x.{op}() * x).sum()", [x], lambda x, g=getattr(torch, op): (g(x) * x).sum())
    for op in ("gelu", "silu", "mish", "softplus", "elu", "selu"):
        second(f, op, f"{op}(x).square().sum()", [r(5)], lambda x, g=getattr(F, op): g(x).square().sum())
    second(f, "relu", "(relu(x) ** 3).sum()", [r(5)], lambda x: (F.relu(x) ** 3).sum())
    second(f, "pow", "(x ** w).sum()", [u(0.5, 2, 3), u(0.5, 2, 3)], lambda x, w: (x ** w).sum())
    second(f, "div", "(x / w).square().sum()", [r(2, 3), u(0.5, 2, 3)], lambda x, w: (x / w).square().sum())
    second(f, "mul", "(x * w * x).sum()", [r(2, 3), r(3)], lambda x, w: (x * w * x).sum())
    second(f, "matmul", "tanh(x @ w).square().sum()", [r(2, 3), r(3, 4)], lambda x, w: torch.tanh(x @ w).square().sum())
    second(f, "softmax", "(softmax(x, 1) ** 2).sum()", [r(2, 4)], lambda x: (torch.softmax(x, 1) ** 2).sum())
    second(f, "logSoftmax", "(logSoftmax(x, 1) ** 2).sum()", [r(2, 4)], lambda x: (torch.log_softmax(x, 1) ** 2).sum())
    second(f, "logsumexp", "logsumexp(x, 1).square().sum()", [r(2, 4)], lambda x: torch.logsumexp(x, 1).square().sum())
    second(f, "prod", "x.prod(1).square().sum()", [u(0.5, 2, 2, 3)], lambda x: x.prod(1).square().sum())
    second(f, "var", "x.var(1).square().sum()", [r(2, 4)], lambda x: x.var(1).square().sum())
    second(f, "norm", "x.norm() * x.sum()", [r(4)], lambda x: torch.linalg.vector_norm(x) * x.sum())
    second(f, "cumsum", "(cumsum(x, 0) ** 3).sum()", [r(4)], lambda x: (torch.cumsum(x, 0) ** 3).sum())
    second(f, "layerNorm", "(layerNorm(x, [5], w, b) ** 3).sum()", [r(2, 5), r(5), r(5)], lambda x, w, b: (F.layer_norm(x, [5], w, b) ** 3).sum())
    second(f, "conv2d", "tanh(conv2d(x, w, b, {padding: 1})).square().sum()", [r(1, 2, 4, 4), r(2, 2, 3, 3), r(2)], lambda x, w, b: torch.tanh(F.conv2d(x, w, b, padding=1)).square().sum())
    second(f, "maxPool2d", "(maxPool2d(x, 2) ** 3).sum()", [f.distinct(1, 1, 4, 4) / 4], lambda x: (F.max_pool2d(x, 2) ** 3).sum())
    second(f, "avgPool2d", "(avgPool2d(x, 2) ** 3).sum()", [r(1, 1, 4, 4)], lambda x: (F.avg_pool2d(x, 2) ** 3).sum())
    second(f, "crossEntropy", "crossEntropy(x, w).square(), w: classes", [r(3, 4), f.ints(0, 4, 3)], lambda x, k: F.cross_entropy(x, k).square())
    second(f, "gather", "(x.gather(1, w) ** 3).sum(), w: indices", [r(2, 4), f.ints(0, 4, 2, 3)], lambda x, k: (x.gather(1, k) ** 3).sum())
    second(f, "mlp", "crossEntropy(tanh(x @ w.T + b) @ v.T, k), k: classes", [r(3, 4), r(5, 4), r(5), r(3, 5), f.ints(0, 3, 3)],
           lambda x, w, b, v, k: F.cross_entropy(torch.tanh(x @ w.T + b) @ v.T, k))
    second(f, "scaledDotProductAttention", "scaledDotProductAttention(x, w, b).square().sum()", [r(1, 3, 2), r(1, 3, 2), r(1, 3, 2)],
           lambda q, k, v: (torch.softmax(q @ k.transpose(1, 2) / 2 ** 0.5, -1) @ v).square().sum())
    second(f, "rosenbrock", "((1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2)", [torch.tensor([-1.25, 1.0])], lambda x: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2)
