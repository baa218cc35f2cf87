"""Normalisations, linear maps, attention, distances, clipping of gradients."""
import math

import torch
import torch.nn.functional as F


def rms_norm(x, shape, weight=None, eps=None):
    """x / √(mean(x²) + ε) · weight over the last axes (Zhang and Sennrich, 2019); torch 1.13 has none."""
    axes = tuple(range(-len(shape), 0))
    eps = torch.finfo(torch.float32).eps if eps is None else eps
    y = x * torch.rsqrt(x.pow(2).mean(axes, keepdim=True) + eps)
    return y if weight is None else y * weight


def attention(q, k, v, mask=None, is_causal=False, scale=None, enable_gqa=False):
    """softmax(q·kᵀ·scale + mask)·v, as torch 2's scaled_dot_product_attention defines it.

    A boolean mask is true where a key takes part; a causal one is the lower triangle from the top left.
    Grouped heads: each head of k and v serves q.heads / k.heads heads of q.
    """
    if enable_gqa:
        k = k.repeat_interleave(q.shape[-3] // k.shape[-3], -3)
        v = v.repeat_interleave(q.shape[-3] // v.shape[-3], -3)
    scores = q @ k.transpose(-1, -2) * (1 / math.sqrt(q.shape[-1]) if scale is None else scale)
    if is_causal:
        scores = scores.masked_fill(~torch.ones(scores.shape[-2:], dtype=torch.bool).tril(), -math.inf)
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf) if mask.dtype == torch.bool else scores + mask
    return scores.softmax(-1) @ v


def cases(f):
    r = f.randn
    w3 = ["input", "weight", "bias"]
    for x, shape in (((2, 5), [5]), ((2, 3, 4), [4]), ((2, 3, 4), [3, 4]), ((3, 33), [33])):
        f.add("layerNorm", [r(*x), r(*shape), r(*shape)], shape, names=w3, call=lambda x, w, b, s=shape: F.layer_norm(x, s, w, b))
    f.add("layerNorm", [r(2, 5)], [5], names=w3[:1])
    f.add("layerNorm", [r(2, 5), r(5)], [5], eps=1e-2, names=w3[:2], call=lambda x, w: F.layer_norm(x, [5], w, None, 1e-2))
    f.add("layerNorm", [r(2, 6) + 300, r(6), r(6)], [6], names=w3, call=lambda x, w, b: F.layer_norm(x, [6], w, b), name="layerNorm far from zero")
    f.add("layerNorm", [torch.full((1, 4), 2.5)], [4], grads=False, name="layerNorm of a constant row")
    for x, shape in (((2, 5), [5]), ((2, 3, 4), [4]), ((2, 3, 4), [3, 4])):
        f.add("rmsNorm", [r(*x), r(*shape)], shape, names=w3[:2], call=lambda x, w, s=shape: rms_norm(x, s, w))
    f.add("rmsNorm", [r(2, 5)], [5], eps=1e-3, names=w3[:1], call=lambda x: rms_norm(x, [5], None, 1e-3))
    for groups, x in ((1, (2, 4, 3)), (2, (2, 4, 3)), (4, (2, 4, 3)), (2, (1, 4, 2, 3)), (3, (2, 6))):
        f.add("groupNorm", [r(*x), r(x[1]), r(x[1])], groups, names=w3, call=lambda x, w, b, g=groups: F.group_norm(x, g, w, b))
    f.add("groupNorm", [r(2, 4, 3)], 2, names=w3[:1])
    for x in ((2, 3, 5), (2, 3, 2, 3)):
        f.add("instanceNorm", [r(*x), r(3), r(3)], names=w3, call=lambda x, w, b: F.instance_norm(x, weight=w, bias=b))
        f.add("instanceNorm", [r(*x)], names=w3[:1])

    for x in ((4, 3), (2, 3, 4), (2, 3, 2, 3)):
        for training in (True, False):
            for momentum in (0.1, 0.5) if x == (4, 3) and training else (0.1,):
                mean, var = r(3), f.uniform(0.5, 2, 3)
                after = [mean.double(), var.double()]

                def run(x, w, b, m, v, t=training, mo=momentum):
                    return F.batch_norm(x, m, v, w, b, t, mo, 1e-5)

                record = f.add("batchNorm", [r(*x), r(3), r(3), mean, var], names=["input", "weight", "bias", "runningMean", "runningVar"],
                               no_grad_for=(3, 4), training=training, momentum=momentum, eps=1e-5, call=run)
                x64 = torch.tensor(record["inputs"][0]["data"], dtype=torch.float64).reshape(record["inputs"][0]["shape"])
                F.batch_norm(x64, after[0], after[1], None, None, training, momentum, 1e-5)
                # the running variance is the unbiased one (n - 1), the output uses the biased one
                record["after"] = {"runningMean": _f32(after[0]), "runningVar": _f32(after[1])}
    f.add("batchNorm", [r(5, 2)], names=["input"], training=True, eps=1e-3, call=lambda x: F.batch_norm(x, None, None, training=True, eps=1e-3), name="batchNorm without weights or running values")

    f.add("linear", [r(2, 3), r(4, 3), r(4)], names=w3)
    f.add("linear", [r(2, 2, 3), r(4, 3)], names=w3[:2])
    f.add("linear", [r(3), r(4, 3), r(4)], names=w3)
    f.add("bilinear", [r(2, 3), r(2, 4), r(5, 3, 4), r(5)], names=["input1", "input2", "weight", "bias"], call=lambda a, b, w, c: F.bilinear(a, b, w, c))
    f.add("bilinear", [r(2, 2, 3), r(2, 2, 2), r(2, 3, 2)], names=["input1", "input2", "weight"], call=lambda a, b, w: F.bilinear(a, b, w))
    for p in (1.0, 2.0, 3.0):
        f.add("normalize", [r(2, 4)], p=p, dim=1)
    f.add("normalize", [torch.zeros(1, 3)], dim=1, grads=False, name="normalize of zero")
    f.add("cosineSimilarity", [r(2, 4), r(2, 4)], dim=1)
    f.add("cosineSimilarity", [r(3, 2), r(3, 2)], dim=0)
    f.add("pairwiseDistance", [r(3, 4), r(3, 4)])
    f.add("pairwiseDistance", [r(3, 4), r(3, 4)], p=1.0, keepdim=True)

    names = ["query", "key", "value", "attnMask"]
    op = "scaledDotProductAttention"
    f.add(op, [r(2, 3, 4), r(2, 5, 4), r(2, 5, 4)], names=names[:3], call=attention)
    f.add(op, [r(2, 2, 4, 3), r(2, 2, 4, 3), r(2, 2, 4, 3)], names=names[:3], is_causal=True, call=lambda q, k, v: attention(q, k, v, is_causal=True))
    f.add(op, [r(1, 2, 3, 4), r(1, 2, 5, 4), r(1, 2, 5, 4)], names=names[:3], is_causal=True, call=lambda q, k, v: attention(q, k, v, is_causal=True), name=f"{op} causal with more keys than queries")
    f.add(op, [r(1, 2, 3, 4), r(1, 2, 4, 4), r(1, 2, 4, 6)], names=names[:3], scale=0.3, call=lambda q, k, v: attention(q, k, v, scale=0.3), name=f"{op} with a scale and wider values")
    mask = torch.tensor([[True, False, True, True], [True, True, False, False], [False, False, False, True]])
    f.add(op, [r(2, 2, 3, 4), r(2, 2, 4, 4), r(2, 2, 4, 4), mask], names=names, call=attention, name=f"{op} with a boolean mask")
    f.add(op, [r(2, 2, 3, 4), r(2, 2, 4, 4), r(2, 2, 4, 4), r(2, 1, 3, 4)], names=names, call=attention, name=f"{op} with a float mask, broadcast over heads")
    f.add(op, [r(1, 4, 3, 2), r(1, 2, 5, 2), r(1, 2, 5, 2)], names=names[:3], enable_gqa=True, call=lambda q, k, v: attention(q, k, v, enable_gqa=True), name=f"{op} with grouped heads")
    f.add(op, [r(1, 4, 3, 2), r(1, 1, 3, 2), r(1, 1, 3, 2)], names=names[:3], enable_gqa=True, is_causal=True, call=lambda q, k, v: attention(q, k, v, enable_gqa=True, is_causal=True), name=f"{op} causal with one head of keys for all")
    f.add(op, [r(1, 1, 2, 3) * 60, r(1, 1, 4, 3) * 60, r(1, 1, 4, 3)], names=names[:3], call=attention, grads=False, name=f"{op} with very large scores")
    f.add(op, [r(1, 1, 70, 4), r(1, 1, 70, 4), r(1, 1, 70, 4)], names=names[:3], is_causal=True, call=lambda q, k, v: attention(q, k, v, is_causal=True), name=f"{op} causal over several blocks")

    # clipping of gradients: inputs are the gradients, outputs the clipped ones and the norm found before
    for p in (1.0, 2.0, float("inf")):
        g = [r(2, 3), r(4)]
        total = torch.linalg.vector_norm(torch.cat([x.double().flatten() for x in g]), ord=p)
        clip = (1.0 / (total + 1e-6)).clamp(max=1.0)
        f.add("clipGradNorm", g, as_list=True, max_norm=1.0, norm_type=p, grads=False, call=lambda xs, c=clip: [x * c.to(x.dtype) for x in xs], extra={"totalNorm": float("%.9g" % total)})
    f.add("clipGradNorm", [r(3) / 64], as_list=True, max_norm=5.0, grads=False, call=lambda xs: [xs[0].clone()], name="clipGradNorm leaves small gradients")
    f.add("clipGradValue", [r(2, 3), r(4)], as_list=True, clip_value=0.5, grads=False, call=lambda xs: [x.clamp(-0.5, 0.5) for x in xs])


def _f32(t):
    from golden_case import encode
    return encode(t, "float32")
