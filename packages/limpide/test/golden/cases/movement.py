"""Views and copies that compute nothing: shapes, axes, slices, padding, joining."""
import torch
import torch.nn.functional as F


def slices(x, ranges):
    return x[tuple(slice(*r) for r in ranges)]


def cases(f):
    r = f.randn
    f.add("reshape", [r(2, 6)], [3, 4])
    f.add("reshape", [r(2, 6)], [-1, 2, 2])
    f.add("reshape", [r(1)], [])
    f.add("reshape", [r(0, 3)], [3, 0])
    f.add("reshape", [r(2, 3, 4)], [4, 6], call=lambda x: x.permute(2, 0, 1).reshape(4, 6), name="reshape after permute 2,0,1", permute=[2, 0, 1])
    f.add("view", [r(2, 6)], [4, -1], call=lambda x: x.view(4, -1))
    f.add("flatten", [r(2, 3, 4)])
    f.add("flatten", [r(2, 3, 4)], start_dim=1)
    f.add("flatten", [r(2, 3, 4)], start_dim=0, end_dim=-2)
    f.add("unflatten", [r(2, 6)], 1, [2, -1], call=lambda x: x.unflatten(1, (2, -1)))
    f.add("permute", [r(2, 3, 4)], [2, 0, 1])
    f.add("permute", [r(2, 3, 4)], [-1, 0, -2])
    f.add("transpose", [r(2, 3, 4)], 0, 2)
    f.add("transpose", [r(2, 3, 4)], -1, -2)
    f.add("t", [r(2, 3)])
    f.add("movedim", [r(2, 3, 4)], 0, -1)
    f.add("squeeze", [r(1, 3, 1, 2)])
    f.add("squeeze", [r(1, 3, 1, 2)], 2)
    f.add("squeeze", [r(1, 3, 1, 2)], 1)
    f.add("unsqueeze", [r(2, 3)], 0)
    f.add("unsqueeze", [r(2, 3)], -1)
    f.add("expand", [r(3, 1)], [3, 4], call=lambda x: x.expand(3, 4))
    f.add("expand", [r(3, 1)], [2, -1, 4], call=lambda x: x.expand(2, -1, 4))
    f.add("expand", [r(())], [2, 2], call=lambda x: x.expand(2, 2))
    f.add("broadcastTo", [r(1, 3)], [2, 3])
    f.add("repeat", [r(2, 3)], [2, 1], call=lambda x: x.repeat(2, 1))
    f.add("repeat", [r(2, 3)], [2, 1, 3], call=lambda x: x.repeat(2, 1, 3))
    f.add("tile", [r(2, 3)], [2], call=lambda x: x.tile(2))
    f.add("repeatInterleave", [r(2, 3)], 2, call=lambda x: x.repeat_interleave(2, dim=1), dim=1)
    for d in (0, 1, -1):
        f.add("cat", [r(2, 2), r(2, 2), r(2, 2)], as_list=True, dim=d)
        f.add("stack", [r(2, 3), r(2, 3)], as_list=True, dim=d)
    f.add("cat", [r(2, 3), r(0, 3), r(1, 3)], as_list=True, dim=0, name="cat of unequal and empty parts")
    f.add("cat", [f.ints(0, 9, 2), r(2)], as_list=True, dim=0, name="cat promotes int32 with float32")
    f.add("split", [r(5, 2)], 2)
    f.add("split", [r(2, 5)], [1, 4], call=lambda x: torch.split(x, [1, 4], dim=1), dim=1)
    f.add("chunk", [r(7, 2)], 3)
    f.add("chunk", [r(2, 4)], 2, dim=-1)
    f.add("unbind", [r(2, 3)], dim=1)
    f.add("narrow", [r(4, 3)], 0, 1, 2)
    f.add("select", [r(4, 3)], 1, -1)
    for ranges in ([[1, 3, 1]], [[0, 5, 2], [1, 4, 1]], [[-3, -1, 1]], [[1, None, 3], [None, None, 2]], [[2, 2, 1]], [[0, 99, 1]]):
        f.add("slice", [r(5, 6)], ranges, call=lambda x, s=ranges: slices(x, s))
    f.add("slice", [r(4, 6)], [[1, 4, 2], [0, 6, 3]], call=lambda x: slices(x.t().contiguous().t(), [[1, 4, 2], [0, 6, 3]]), name="slice with steps, gradient scattered back")
    f.add("flip", [r(2, 3)], [0])
    f.add("flip", [r(2, 3, 2)], [0, -1])
    f.add("roll", [r(2, 5)], 2)
    f.add("roll", [r(2, 5)], 7, call=lambda x: torch.roll(x, 7, 1), dims=1)
    f.add("roll", [r(3, 4)], [1, -1], call=lambda x: torch.roll(x, (1, -1), (0, 1)), dims=[0, 1])

    def pad(x, widths, **o):
        options = {"mode": "constant", **o}
        f.add("pad", [x], widths, call=lambda t: F.pad(t, widths, **options), **options)

    pad(r(2, 3), [1, 2])
    pad(r(2, 3), [1, 2, 0, 1], value=1.5)
    pad(r(3, 4), [-1, 1, 1, -1])
    pad(f.ints(0, 9, 3), [1, 1], value=7)
    for mode in ("reflect", "replicate", "circular"):
        pad(r(2, 2, 5), [2, 1], mode=mode)
        pad(r(1, 2, 4, 3), [1, 2, 3, 1], mode=mode)
    for op in ("tril", "triu"):
        for k in (0, 1, -1):
            f.add(op, [r(3, 4)], diagonal=k)
        f.add(op, [r(2, 3, 3)])
    f.add("diagonal", [r(3, 4)])
    f.add("diagonal", [r(3, 4)], offset=1)
    f.add("diagonal", [r(4, 3)], offset=-2)
    f.add("diagonal", [r(2, 3, 3)], offset=0, dim1=1, dim2=2)
    f.add("diag", [r(3)])
    f.add("diag", [r(3, 3)], diagonal=1)
    f.add("unfold", [r(7)], 0, 3, 2, call=lambda x: x.unfold(0, 3, 2))
    f.add("unfold", [r(2, 6)], 1, 3, 1, call=lambda x: x.unfold(1, 3, 1))
    f.add("unfold", [r(5, 2)], -2, 2, 2, call=lambda x: x.unfold(-2, 2, 2))
    f.add("meshgrid", [r(2), r(3)], as_list=True, indexing="ij", call=lambda xs: torch.meshgrid(*xs, indexing="ij"))
    f.add("meshgrid", [r(2), r(3)], as_list=True, indexing="xy", call=lambda xs: torch.meshgrid(*xs, indexing="xy"))
    f.add("linspace", [], -1.0, 2.0, 7)
    f.add("linspace", [], 3.0, 3.0, 1)
    f.add("arange", [], 0, 10, 3)
    f.add("arange", [], 1.0, -1.0, -0.3)
    f.add("eye", [], 3)
    f.add("eye", [], 2, 4)
    f.add("full", [], [2, 2], 1.5)
