"""Sums and other folds, softmax, scans, sort and topk."""
import torch

INF, NAN = float("inf"), float("nan")


def vector_norm(x, p=2, dim=None, keepdim=False):
    return torch.linalg.vector_norm(x, ord=p, dim=dim, keepdim=keepdim)


def cases(f):
    dims = [{}, {"dim": 0}, {"dim": 1}, {"dim": -1}, {"dim": 1, "keepdim": True}, {"dim": [0, 2]}, {"dim": [-1, 0], "keepdim": True}]
    for op in ("sum", "mean"):
        for d in dims:
            f.add(op, [f.randn(2, 3, 4)], **d)
        f.add(op, [f.randn(())], name=f"{op} of a scalar")
    for op in ("amax", "amin"):
        for d in dims:
            f.add(op, [f.distinct(2, 3, 4)], **d)
        f.add(op, [torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])], dim=1, name=f"{op} shares the gradient of ties")
    for op in ("var", "std"):
        for d in dims:
            f.add(op, [f.randn(2, 3, 4)], **{"dim": None, **d, "correction": 1}, name=f"{op} {d or 'all'}")
        for c in (0, 2):
            f.add(op, [f.randn(2, 5)], dim=1, correction=c)
        f.add(op, [f.randn(2, 1)], dim=1, correction=1, grads=False, name=f"{op} of one element is NaN")
        f.add(op, [f.randn(2, 6) + 1000], dim=1, correction=1, name=f"{op} far from zero")
    for d in ({}, {"dim": 0}, {"dim": -1, "keepdim": True}):
        f.add("prod", [f.randn(3, 4)], **d)
    f.add("prod", [torch.tensor([[2.0, 0.0, 3.0], [0.0, 4.0, 0.0]])], dim=1, name="prod and its gradient with one and two zeros")
    for op in ("max", "min"):
        f.add(op, [f.distinct(3, 4)])
        for d in ({"dim": 0}, {"dim": 1}, {"dim": -1, "keepdim": True}):
            f.add(op, [f.distinct(3, 4)], **d)
        f.add(op, [torch.tensor([[1.0, NAN, 3.0], [2.0, 5.0, 4.0]])], dim=1, grads=False, name=f"{op} propagates NaN")
        f.add(op, [torch.tensor([1.0, NAN, 3.0])], grads=False, name=f"{op} of all propagates NaN")
        f.add(op, [torch.tensor([[INF, -INF], [-INF, -INF]])], dim=1, grads=False, name=f"{op} of infinities")
        f.add(op, [f.ints(-50, 50, 6)])
    for op in ("argmax", "argmin"):
        for d in ({}, {"dim": 0}, {"dim": 1, "keepdim": True}, {"dim": -1}):
            f.add(op, [f.distinct(3, 4)], grads=False, **d)
        f.add(op, [torch.tensor([[2.0, NAN, 3.0, NAN], [0.0, 5.0, 5.0, 0.0]])], dim=1, grads=False, name=f"{op}: the first NaN, the first of ties")
    for op in ("any", "all"):
        for d in ({}, {"dim": 0}, {"dim": 1, "keepdim": True}):
            f.add(op, [f.bools(3, 4)], **d)
        f.add(op, [torch.tensor([[0.0, 0.0], [NAN, 1.0]])], dim=1, grads=False, name=f"{op} of float32")
    for p in (0, 1, 2, 3, INF, -INF):
        f.add("norm", [f.distinct(3, 4) / 2], call=lambda x, p=p: vector_norm(x, p), p=p, grads=p != 0)
        f.add("norm", [f.distinct(3, 4) / 2], call=lambda x, p=p: vector_norm(x, p, 1), p=p, dim=1, grads=p != 0)
    f.add("norm", [f.randn(2, 3, 2)], call=lambda x: vector_norm(x, 2, [0, 2], True), p=2, dim=[0, 2], keepdim=True)
    f.add("norm", [torch.zeros(3)], call=lambda x: vector_norm(x, 2), p=2, name="norm of zero has a zero gradient")
    for d in ({"dim": 0}, {"dim": 1}, {"dim": -1, "keepdim": True}, {"dim": [0, 1]}):
        f.add("logsumexp", [f.randn(3, 4) * 3], **d)
    f.add("logsumexp", [torch.tensor([[1000.0, 1000.5], [-1000.0, -999.0], [-INF, -INF], [-INF, 2.0], [INF, 1.0]])], dim=1, grads=False, name="logsumexp of extremes")
    for op in ("softmax", "logSoftmax"):
        for d in (0, 1, -1):
            f.add(op, [f.randn(3, 5) * 2], dim=d)
        f.add(op, [f.randn(2, 3, 4)], dim=1)
        f.add(op, [torch.tensor([[1000.0, 1001.0, 999.0], [-INF, 0.0, 1.0], [-1e30, 0.0, -1e30]])], dim=1, grads=False, name=f"{op} of extremes")
        f.add(op, [torch.tensor([[NAN, 0.0], [-INF, -INF]])], dim=1, grads=False, name=f"{op} gives NaN")
        f.add(op, [f.randn(4, 70)], dim=1, name=f"{op} of long rows")
        f.add(op, [torch.zeros(0, 3)], dim=1)
    f.add("softmin", [f.randn(2, 4)], dim=1)
    for op in ("cumsum", "cumprod"):
        for d in (0, 1, -1):
            f.add(op, [f.randn(3, 4)], dim=d)
        f.add(op, [f.ints(-4, 5, 6)], dim=0)
    f.add("cumsum", [f.bools(5)], dim=0)
    f.add("cumprod", [torch.tensor([[2.0, 0.0, 3.0, 4.0], [1.5, 0.0, 0.0, 2.0]])], dim=1, name="cumprod and its gradient with zeros")
    f.add("cumsum", [torch.tensor([1.0, INF, -INF, 1.0])], dim=0, grads=False, name="cumsum of infinities")
    for d in ({}, {"dim": 0}, {"dim": 1, "descending": True}):
        f.add("sort", [f.distinct(3, 5)], **d)
        f.add("argsort", [f.distinct(3, 5)], grads=False, **d)
    f.add("sort", [torch.tensor([2.0, 1.0, 2.0, 1.0, 0.0])], call=lambda x: torch.sort(x, stable=True), name="sort keeps the order of ties")
    f.add("sort", [torch.tensor([2.0, 1.0, 2.0, 1.0])], call=lambda x: torch.sort(x, stable=True, descending=True), descending=True, name="sort descending keeps the order of ties")
    f.add("sort", [torch.tensor([NAN, 1.0, -INF, INF, NAN, 0.0])], call=lambda x: torch.sort(x, stable=True), grads=False, name="sort puts NaN last")
    f.add("sort", [f.ints(-99, 99, 9)], call=lambda x: torch.sort(x, stable=True), name="sort of int32")
    f.add("topk", [f.distinct(3, 6)], 2)
    f.add("topk", [f.distinct(3, 6)], 3, dim=0)
    f.add("topk", [f.distinct(3, 6)], 4, dim=1, largest=False)

    # integers, booleans, emptiness
    for dtype in (torch.int32, torch.uint8, torch.bool):
        x = torch.tensor([[1, 0, 200], [3, 200, 1]]).to(dtype)
        f.add("sum", [x], name=f"sum of {str(dtype)[6:]}")
        f.add("sum", [x], dim=1, name=f"sum of {str(dtype)[6:]} by row")
        f.add("prod", [x.clamp(max=5) if dtype != torch.bool else x], dim=1, name=f"prod of {str(dtype)[6:]}")
    empty = torch.zeros(0)
    for op in ("sum", "mean", "prod"):
        f.add(op, [empty], grads=False, name=f"{op} of nothing")
        f.add(op, [torch.zeros(3, 0)], dim=1, grads=False)
        f.add(op, [torch.zeros(3, 0)], dim=0, grads=False)
    f.add("any", [empty], grads=False, name="any of nothing")
    f.add("all", [empty], grads=False, name="all of nothing")
    f.add("logsumexp", [torch.zeros(2, 0)], dim=1, grads=False)
    f.add("amax", [torch.zeros(0, 3)], dim=1, grads=False)
    f.add("cumsum", [torch.zeros(2, 0)], dim=1, grads=False)
    f.add("sort", [torch.zeros(2, 0)], dim=1, grads=False)
    for op in ("sum", "mean", "prod"):
        f.add(op, [torch.tensor([[1.0, NAN], [INF, 2.0], [INF, -INF]])], dim=1, grads=False, name=f"{op} of NaN and infinities")
    f.add("sum", [f.randn(37, 29)], dim=0, name="sum of a longer axis by column")
    f.add("mean", [f.randn(37, 29)], dim=1, name="mean of a longer axis by row")
    f.add("sum", [torch.ones(3000) * 0.1], name="sum of 3000 equal numbers", grads=False)
