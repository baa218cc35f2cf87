"""Products, convolutions, pooling and interpolation."""
import torch
import torch.nn.functional as F


def cases(f):
    r = f.randn
    pairs = [((3,), (3,)), ((3,), (3, 4)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((5, 2, 3), (3, 4)), ((5, 2, 3), (5, 3, 4)), ((2, 3), (5, 3, 4)),
             ((5, 1, 2, 3), (4, 3, 2)), ((2, 1, 2, 3), (1, 3, 3, 2)), ((3,), (2, 3, 4)), ((2, 2, 3), (3,)), ((1, 7), (7, 5)), ((7, 1), (1, 5)),
             ((0, 3), (3, 4)), ((2, 0), (0, 3)), ((0, 2, 3), (3, 2)), ((19, 37), (37, 18)), ((1, 65), (65, 33))]
    for a, b in pairs:
        f.add("matmul", [r(*a), r(*b)])
    f.add("matmul", [f.ints(-5, 5, 2, 3), f.ints(-5, 5, 3, 2)])
    f.add("matmul", [r(3, 2).double(), r(2, 3).double()], name="matmul of float64")
    f.add("matmul", [torch.tensor([[float("inf"), 1.0], [float("nan"), 0.0]]), torch.tensor([[0.0, 1.0], [2.0, 1.0]])], grads=False, name="matmul of NaN and infinities")
    f.add("mm", [r(2, 3), r(3, 2)])
    f.add("mv", [r(2, 3), r(3)])
    f.add("bmm", [r(3, 2, 4), r(3, 4, 5)])
    f.add("dot", [r(5), r(5)])
    f.add("outer", [r(3), r(4)])
    f.add("addmm", [r(3), r(2, 4), r(4, 3)], beta=0.5, alpha=2.0)
    f.add("baddbmm", [r(2, 2, 3), r(2, 2, 4), r(2, 4, 3)])
    for equation, shapes in [
        ("ij,jk->ik", [(2, 3), (3, 4)]), ("ij,jk", [(2, 3), (3, 4)]), ("bij,bjk->bik", [(2, 2, 3), (2, 3, 2)]), ("ij->ji", [(2, 3)]), ("ij->", [(2, 3)]),
        ("ij->j", [(2, 3)]), ("ii->i", [(3, 3)]), ("ii", [(3, 3)]), ("i,j->ij", [(3,), (2,)]), ("i,i->", [(4,), (4,)]), ("ij,ij->i", [(2, 3), (2, 3)]),
        ("bhqd,bhkd->bhqk", [(2, 2, 3, 2), (2, 2, 4, 2)]), ("bqhd,bkhd->bhqk", [(1, 3, 2, 2), (1, 4, 2, 2)]), ("...ij,...jk->...ik", [(2, 2, 3), (3, 2)]),
        ("ijk,jil->kl", [(2, 3, 4), (3, 2, 2)]), ("ij,jk,kl->il", [(2, 3), (3, 2), (2, 4)]), ("i,j,k->ijk", [(2,), (3,), (2,)]), ("ijk,ilm,njm,nlk->", [(2, 2, 2, ), (2, 2, 2), (2, 2, 2), (2, 2, 2)]),
        ("b...d->...b", [(2, 3, 4)]),
    ]:
        f.add("einsum", [r(*s) for s in shapes], equation, call=lambda xs, e: torch.einsum(e, *xs), as_list=True)
    f.add("tensordot", [r(2, 3, 4), r(3, 4, 2)], 2)
    f.add("kron", [r(2, 2), r(1, 3)])

    names = ["input", "weight", "bias"]

    def conv(op, x, w, bias=True, **o):
        out = w[1] * o.get("groups", 1) if "ranspose" in op else w[0]
        f.add(op, [r(*x), r(*w)] + ([r(out)] if bias else []), names=names, **o)

    conv("conv1d", (2, 3, 8), (4, 3, 3))
    conv("conv1d", (2, 3, 8), (4, 3, 3), bias=False, stride=2, padding=1)
    conv("conv1d", (1, 4, 9), (4, 2, 3), groups=2, dilation=2, padding=2)
    conv("conv1d", (1, 2, 7), (2, 2, 4), padding="same")
    conv("conv1d", (2, 5), (3, 2, 2), bias=False)
    conv("conv2d", (2, 2, 5, 6), (3, 2, 3, 3))
    conv("conv2d", (1, 1, 4, 4), (2, 1, 1, 1))
    conv("conv2d", (2, 2, 6, 5), (3, 2, 3, 2), stride=2)
    conv("conv2d", (1, 2, 6, 5), (3, 2, 3, 3), stride=[2, 1], padding=[1, 2], bias=False)
    conv("conv2d", (1, 2, 7, 7), (2, 2, 3, 3), dilation=2, padding=1)
    conv("conv2d", (1, 2, 7, 6), (2, 2, 2, 3), dilation=[1, 2], stride=[3, 2], padding=[2, 1])
    conv("conv2d", (2, 4, 4, 4), (6, 2, 3, 3), groups=2, padding=1)
    conv("conv2d", (1, 3, 5, 5), (3, 1, 3, 3), groups=3, padding=1, name="conv2d by depth")
    conv("conv2d", (1, 2, 5, 5), (6, 1, 3, 3), groups=2, stride=2)
    conv("conv2d", (1, 2, 5, 4), (2, 2, 3, 2), padding="same")
    conv("conv2d", (1, 2, 5, 4), (2, 2, 2, 2), padding="valid")
    conv("conv2d", (2, 4, 4), (3, 2, 2, 2), name="conv2d without a batch axis")
    conv("conv2d", (1, 1, 12, 12), (6, 1, 5, 5), padding=2, name="conv2d like LeNet's first")
    conv("convTranspose1d", (2, 3, 4), (3, 2, 3))
    conv("convTranspose1d", (1, 3, 4), (3, 2, 3), stride=3, padding=1, output_padding=2)
    conv("convTranspose1d", (1, 4, 5), (4, 1, 3), groups=2, dilation=2, bias=False)
    conv("convTranspose2d", (2, 2, 3, 3), (2, 3, 2, 3))
    conv("convTranspose2d", (1, 2, 3, 4), (2, 2, 3, 3), stride=2, padding=1, output_padding=1)
    conv("convTranspose2d", (1, 2, 3, 3), (2, 2, 3, 2), stride=[2, 3], padding=[1, 0], output_padding=[1, 2], bias=False)
    conv("convTranspose2d", (1, 4, 3, 3), (4, 2, 2, 2), groups=2, dilation=2)

    for o in ({"kernel_size": 2}, {"kernel_size": 3, "stride": 2}, {"kernel_size": 3, "stride": 1, "padding": 1}):
        f.add("maxPool1d", [f.distinct(2, 2, 7)], **o)
        f.add("avgPool1d", [r(2, 2, 7)], **o)
        f.add("maxPool2d", [f.distinct(1, 2, 6, 7)], **o)
        f.add("avgPool2d", [r(1, 2, 6, 7)], **o)
    f.add("maxPool2d", [f.distinct(1, 1, 7, 7)], kernel_size=[3, 2], stride=[2, 1], dilation=[2, 3])
    f.add("maxPool2d", [-f.distinct(1, 1, 4, 4) - 99], kernel_size=3, stride=2, padding=1, name="maxPool2d pads with -Infinity, not with 0")
    f.add("maxPool2d", [f.distinct(1, 1, 5, 5)], kernel_size=2, stride=2, ceil_mode=True)
    f.add("maxPool2d", [f.distinct(1, 2, 4, 4)], kernel_size=2, return_indices=True, call=lambda x: F.max_pool2d(x, 2, return_indices=True))
    f.add("maxPool1d", [f.distinct(2, 9)], kernel_size=3, dilation=2, stride=1)
    f.add("maxPool2d", [torch.tensor([[[[1.0, float("nan")], [2.0, 3.0]]]])], kernel_size=2, grads=False, name="maxPool2d propagates NaN")
    for include in (True, False):
        f.add("avgPool2d", [r(1, 2, 5, 5)], kernel_size=3, stride=2, padding=1, count_include_pad=include)
        f.add("avgPool1d", [r(1, 2, 6)], kernel_size=4, stride=3, padding=2, count_include_pad=include)
    f.add("avgPool2d", [r(1, 1, 4, 6)], kernel_size=[2, 3], stride=[1, 2], padding=[1, 1])
    f.add("avgPool2d", [r(1, 1, 4, 4)], kernel_size=2, divisor_override=3)
    f.add("avgPool2d", [r(1, 1, 5, 5)], kernel_size=2, stride=2, ceil_mode=True, count_include_pad=False)
    for size in (1, 3, [2, 4], [5, 7]):
        f.add("adaptiveAvgPool2d", [r(1, 2, 5, 7)], size)
        f.add("adaptiveMaxPool2d", [f.distinct(1, 2, 5, 7)], size)
    for size in (1, 3, 4):
        f.add("adaptiveAvgPool1d", [r(2, 2, 7)], size)
        f.add("adaptiveMaxPool1d", [f.distinct(2, 2, 7)], size)

    for o in ({"size": [4, 6]}, {"size": [5, 4]}, {"size": [2, 2]}, {"scale_factor": 2.0}, {"scale_factor": [1.5, 3.0]}):
        f.add("interpolate", [r(1, 2, 3, 3)], mode="nearest", **o)
        for align in (False, True):
            f.add("interpolate", [r(1, 2, 3, 3)], mode="bilinear", align_corners=align, **o)
    f.add("interpolate", [r(1, 2, 4)], mode="nearest", size=7)
    for align in (False, True):
        f.add("interpolate", [r(1, 2, 4)], mode="linear", align_corners=align, size=7)
    f.add("interpolate", [r(1, 1, 6, 6)], mode="bilinear", align_corners=False, scale_factor=0.5)
    f.add("pixelShuffle", [r(1, 4, 2, 3)], 2)
