"""Gather, scatter and the operators built on them."""
import torch
import torch.nn.functional as F


def cases(f):
    r, i = f.randn, f.ints
    for d in (0, 1, -1):
        f.add("gather", [r(3, 4), i(0, 3, 3, 4)], call=lambda x, k, d=d: torch.gather(x, d, k), dim=d, long=(1,), names=["input", "index"])
    f.add("gather", [r(3, 4), i(0, 4, 3, 2)], call=lambda x, k: torch.gather(x, 1, k), dim=1, long=(1,), names=["input", "index"], name="gather fewer columns")
    f.add("gather", [r(4, 3), i(0, 4, 2, 2)], call=lambda x, k: torch.gather(x, 0, k), dim=0, long=(1,), names=["input", "index"], name="gather a smaller index on both axes")
    f.add("gather", [i(0, 99, 2, 3), i(0, 3, 2, 5)], call=lambda x, k: torch.gather(x, 1, k), dim=1, long=(1,), names=["input", "index"])
    f.add("gather", [r(2, 3, 4), i(0, 3, 2, 2, 4)], call=lambda x, k: torch.gather(x, 1, k), dim=1, long=(1,), names=["input", "index"])
    perm = torch.tensor([[2, 0, 1], [1, 2, 0]], dtype=torch.int32)
    names = ["input", "index", "src"]
    f.add("scatter", [r(2, 4), perm, r(2, 3)], call=lambda x, k, s: torch.scatter(x, 1, k, s), dim=1, long=(1,), names=names)
    f.add("scatter", [r(4, 3), torch.tensor([[0, 1, 2], [3, 0, 1]], dtype=torch.int32), r(2, 3)], call=lambda x, k, s: torch.scatter(x, 0, k, s), dim=0, long=(1,), names=names)
    f.add("scatter", [r(2, 4), perm], call=lambda x, k: torch.scatter(x, 1, k, 2.5), dim=1, value=2.5, long=(1,), names=names[:2])
    f.add("scatterAdd", [r(2, 3), i(0, 3, 2, 5), r(2, 5)], call=lambda x, k, s: torch.scatter_add(x, 1, k, s), dim=1, long=(1,), names=names)
    f.add("scatterAdd", [r(3, 2), torch.zeros(4, 2, dtype=torch.int32), r(4, 2)], call=lambda x, k, s: torch.scatter_add(x, 0, k, s), dim=0, long=(1,), names=names, name="scatterAdd all on one row")
    f.add("scatterAdd", [i(0, 9, 4), torch.tensor([0, 0, 3], dtype=torch.int32), i(0, 9, 3)], call=lambda x, k, s: torch.scatter_add(x, 0, k, s), dim=0, long=(1,), names=names)
    for d in (0, 1, -1):
        f.add("indexSelect", [r(3, 4), torch.tensor([2, 0, 2], dtype=torch.int32)], call=lambda x, k, d=d: torch.index_select(x, d, k), dim=d, long=(1,), names=["input", "index"])
    f.add("indexSelect", [r(2, 3, 2), torch.tensor([1, 1], dtype=torch.int32)], call=lambda x, k: torch.index_select(x, 1, k), dim=1, long=(1,), names=["input", "index"])
    f.add("indexSelect", [r(3, 2), torch.zeros(0, dtype=torch.int32)], call=lambda x, k: torch.index_select(x, 0, k), dim=0, long=(1,), names=["input", "index"], name="indexSelect nothing")
    f.add("indexAdd", [r(3, 2), torch.tensor([0, 2, 0], dtype=torch.int32), r(3, 2)], call=lambda x, k, s: torch.index_add(x, 0, k, s), dim=0, long=(1,), names=names)
    f.add("maskedFill", [r(2, 3), f.bools(2, 3)], call=lambda x, m: x.masked_fill(m, -1.5), value=-1.5, names=["input", "mask"])
    f.add("maskedFill", [r(2, 3), f.bools(3)], call=lambda x, m: x.masked_fill(m, float("-inf")), value=float("-inf"), names=["input", "mask"], name="maskedFill with -Infinity, broadcast mask")
    f.add("maskedFill", [i(0, 9, 2, 3), f.bools(2, 1)], call=lambda x, m: x.masked_fill(m, 7), value=7, names=["input", "mask"])
    f.add("maskedSelect", [r(2, 4), f.bools(2, 4)], names=["input", "mask"])
    f.add("take", [r(2, 4), torch.tensor([[0, 7], [3, 3]], dtype=torch.int32)], long=(1,), names=["input", "index"])
    f.add("takeAlongDim", [r(2, 4), torch.tensor([[0, 3], [2, 2]], dtype=torch.int32)], call=lambda x, k: torch.take_along_dim(x, k, 1), dim=1, long=(1,), names=["input", "index"])
    f.add("oneHot", [i(0, 4, 3)], call=lambda k: F.one_hot(k, 4), num_classes=4, long=(0,))
    f.add("oneHot", [torch.tensor([[0, 2], [1, 0]], dtype=torch.int32)], call=lambda k: F.one_hot(k), long=(0,), name="oneHot finds the number of classes")
    f.add("embedding", [i(0, 5, 2, 3), r(5, 4)], long=(0,), names=["input", "weight"])
    f.add("embedding", [torch.tensor([[1, 0, 1], [4, 1, 0]], dtype=torch.int32), r(5, 3)], call=lambda k, w: F.embedding(k, w, padding_idx=1), padding_idx=1, long=(0,), names=["input", "weight"], name="embedding with paddingIdx: no gradient for that row")
    f.add("embedding", [torch.tensor(2, dtype=torch.int32), r(4, 3)], long=(0,), names=["input", "weight"], name="embedding of a scalar index")
