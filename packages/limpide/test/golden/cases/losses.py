"""Losses, each with its reductions and options."""
import torch
import torch.nn.functional as F

REDUCTIONS = ("none", "mean", "sum")


def cases(f):
    r, i = f.randn, f.ints
    it = ["input", "target"]

    def each(op, make, names=it, reductions=REDUCTIONS, long=(), no_grad_for=(), **o):
        g = getattr(F, SNAKE[op])
        for reduction in reductions:
            inputs = make()
            f.add(op, inputs, names=names, long=long, no_grad_for=no_grad_for, reduction=reduction,
                  call=lambda *xs, red=reduction: g(**dict(zip([SNAKE.get(n, n) for n in names], xs)), reduction=red, **o), **o)

    each("mseLoss", lambda: [r(2, 3), r(2, 3)])
    each("l1Loss", lambda: [r(2, 3), r(2, 3)])
    each("smoothL1Loss", lambda: [r(2, 4), r(2, 4)])
    each("smoothL1Loss", lambda: [r(2, 4), r(2, 4)], beta=0.5, reductions=("mean",))
    each("huberLoss", lambda: [r(2, 4), r(2, 4)])
    each("huberLoss", lambda: [r(2, 4) * 2, r(2, 4)], delta=0.5, reductions=("mean",))

    each("crossEntropy", lambda: [r(4, 5) * 2, i(0, 5, 4)], long=(1,))
    each("crossEntropy", lambda: [r(4, 5) * 2, i(0, 5, 4)], long=(1,), label_smoothing=0.1)
    each("crossEntropy", lambda: [r(4, 5), torch.tensor([1, 3, 1, 0], dtype=torch.int32)], long=(1,), ignore_index=1)
    each("crossEntropy", lambda: [r(4, 5), torch.tensor([1, -100, 4, -100], dtype=torch.int32)], long=(1,), reductions=("mean", "none"))
    each("crossEntropy", lambda: [r(4, 5), i(0, 5, 4), f.uniform(0.5, 2, 5)], names=it + ["weight"], long=(1,), no_grad_for=(2,))
    each("crossEntropy", lambda: [r(4, 5), torch.tensor([0, 2, 2, 4], dtype=torch.int32), f.uniform(0.5, 2, 5)], names=it + ["weight"], long=(1,), no_grad_for=(2,), label_smoothing=0.2, ignore_index=2)
    each("crossEntropy", lambda: [r(3, 4), torch.softmax(r(3, 4).double(), 1).float()])
    each("crossEntropy", lambda: [r(3, 4), torch.softmax(r(3, 4).double(), 1).float(), f.uniform(0.5, 2, 4)], names=it + ["weight"], no_grad_for=(2,), label_smoothing=0.1, reductions=("mean",))
    each("crossEntropy", lambda: [r(2, 3, 4), i(0, 3, 2, 4)], long=(1,))
    each("crossEntropy", lambda: [r(5), torch.tensor(2, dtype=torch.int32)], long=(1,), reductions=("mean",))
    each("crossEntropy", lambda: [torch.tensor([[1000.0, -1000.0, 0.0], [-1000.0, 1000.0, 999.0]]), torch.tensor([1, 2], dtype=torch.int32)], long=(1,), reductions=("none",))
    each("nllLoss", lambda: [torch.log_softmax(r(4, 3).double(), 1).float(), i(0, 3, 4)], long=(1,))
    each("nllLoss", lambda: [r(4, 3), torch.tensor([0, 2, 0, 1], dtype=torch.int32), f.uniform(0.5, 2, 3)], names=it + ["weight"], long=(1,), no_grad_for=(2,), ignore_index=1)
    each("nllLoss", lambda: [r(2, 3, 4), i(0, 3, 2, 4)], long=(1,), reductions=("mean",))

    each("binaryCrossEntropy", lambda: [f.uniform(0.05, 0.95, 2, 3), f.uniform(0, 1, 2, 3)], no_grad_for=(1,))
    each("binaryCrossEntropy", lambda: [f.uniform(0.05, 0.95, 2, 3), f.bools(2, 3).float(), f.uniform(0.5, 2, 3)], names=it + ["weight"], no_grad_for=(1, 2), reductions=("mean",))
    each("binaryCrossEntropy", lambda: [torch.tensor([0.0, 1.0, 0.0, 1.0]), torch.tensor([0.0, 1.0, 1.0, 0.0])], no_grad_for=(0, 1), reductions=("none",))
    each("binaryCrossEntropyWithLogits", lambda: [r(2, 3) * 3, f.uniform(0, 1, 2, 3)], no_grad_for=(1,))
    each("binaryCrossEntropyWithLogits", lambda: [r(2, 3) * 3, f.bools(2, 3).float(), f.uniform(0.5, 2, 3), f.uniform(0.5, 3, 3)], names=it + ["weight", "posWeight"], no_grad_for=(1, 2, 3))
    each("binaryCrossEntropyWithLogits", lambda: [torch.tensor([-500.0, 500.0, -500.0, 500.0, 0.0]), torch.tensor([0.0, 1.0, 1.0, 0.0, 0.5])], no_grad_for=(1,), reductions=("none",))
    each("klDiv", lambda: [torch.log_softmax(r(3, 4).double(), 1).float(), torch.softmax(r(3, 4).double(), 1).float()], reductions=("none", "mean", "sum", "batchmean"))
    each("klDiv", lambda: [torch.log_softmax(r(3, 4).double(), 1).float(), torch.log_softmax(r(3, 4).double(), 1).float()], reductions=("batchmean", "none"), log_target=True)
    each("klDiv", lambda: [torch.tensor([-1.0, -2.0]), torch.tensor([0.0, 0.5])], no_grad_for=(1,), reductions=("none",))

    sign = lambda n: f.bools(n).float() * 2 - 1
    each("hingeEmbeddingLoss", lambda: [r(6), sign(6)], no_grad_for=(1,))
    each("hingeEmbeddingLoss", lambda: [r(6), sign(6)], no_grad_for=(1,), margin=0.5, reductions=("mean",))
    each("softMarginLoss", lambda: [r(6), sign(6)], no_grad_for=(1,))
    each("multiMarginLoss", lambda: [r(3, 4), i(0, 4, 3)], long=(1,))
    each("multiMarginLoss", lambda: [r(3, 4), i(0, 4, 3)], long=(1,), p=2, margin=0.5, reductions=("mean",))
    each("multilabelSoftMarginLoss", lambda: [r(3, 4), f.bools(3, 4).float()], no_grad_for=(1,))
    pair = ["input1", "input2", "target"]
    each("marginRankingLoss", lambda: [r(5), r(5), sign(5)], names=pair, no_grad_for=(2,), margin=0.25)
    each("cosineEmbeddingLoss", lambda: [r(4, 3), r(4, 3), torch.tensor([1.0, -1.0, -1.0, 1.0])], names=pair, no_grad_for=(2,))
    each("cosineEmbeddingLoss", lambda: [r(4, 3), r(4, 3), torch.tensor([1.0, -1.0, -1.0, -1.0])], names=pair, no_grad_for=(2,), margin=0.2, reductions=("mean",))
    triplet = ["anchor", "positive", "negative"]
    each("tripletMarginLoss", lambda: [r(4, 3), r(4, 3), r(4, 3)], names=triplet)
    each("tripletMarginLoss", lambda: [r(4, 3), r(4, 3), r(4, 3)], names=triplet, margin=2.0, p=1.0, swap=True, reductions=("mean",))
    each("poissonNllLoss", lambda: [r(5), i(0, 6, 5).float()], no_grad_for=(1,))
    each("poissonNllLoss", lambda: [f.uniform(0.2, 3, 5), i(0, 6, 5).float()], no_grad_for=(1,), log_input=False, full=True, reductions=("mean",))
    each("gaussianNllLoss", lambda: [r(4, 2), r(4, 2), f.uniform(0.2, 2, 4, 2)], names=["input", "target", "var"], no_grad_for=(1,))
    each("gaussianNllLoss", lambda: [r(4, 2), r(4, 2), f.uniform(0.2, 2, 4, 2)], names=["input", "target", "var"], no_grad_for=(1,), full=True, reductions=("mean",))


SNAKE = {
    "mseLoss": "mse_loss", "l1Loss": "l1_loss", "smoothL1Loss": "smooth_l1_loss", "huberLoss": "huber_loss", "crossEntropy": "cross_entropy",
    "nllLoss": "nll_loss", "binaryCrossEntropy": "binary_cross_entropy", "binaryCrossEntropyWithLogits": "binary_cross_entropy_with_logits",
    "klDiv": "kl_div", "hingeEmbeddingLoss": "hinge_embedding_loss", "softMarginLoss": "soft_margin_loss", "multiMarginLoss": "multi_margin_loss",
    "multilabelSoftMarginLoss": "multilabel_soft_margin_loss", "marginRankingLoss": "margin_ranking_loss", "cosineEmbeddingLoss": "cosine_embedding_loss",
    "tripletMarginLoss": "triplet_margin_loss", "poissonNllLoss": "poisson_nll_loss", "gaussianNllLoss": "gaussian_nll_loss", "posWeight": "pos_weight",
}
