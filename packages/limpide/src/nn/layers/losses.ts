/** Losses as modules: the functions of `functional` with their options kept. */
import type { Tensor } from '../../tensor/index.ts';
import * as F from '../functional/index.ts';
import { Module } from '../module.ts';
import { described } from './support.ts';

type LossOptions = F.LossOptions;

/** What is given to a loss once, at its construction. */
abstract class Loss<O extends object, I extends readonly Tensor[]> extends Module<I> {
  protected readonly options: O | undefined;

  constructor(options?: O) {
    super();
    this.options = options;
  }
  override extraRepr(): string {
    return described({ ...this.options });
  }
}

type Pair = [input: Tensor, target: Tensor];
type Triple = [first: Tensor, second: Tensor, third: Tensor];

/** (x − y)² */
export class MSELoss extends Loss<LossOptions, Pair> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.mseLoss(input, target, this.options);
  }
}
/** |x − y| */
export class L1Loss extends Loss<LossOptions, Pair> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.l1Loss(input, target, this.options);
  }
}
/** d²/2β near 0, |d| − β/2 further away */
export class SmoothL1Loss extends Loss<NonNullable<Parameters<typeof F.smoothL1Loss>[2]>, Pair> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.smoothL1Loss(input, target, this.options);
  }
}
/** d²/2 near 0, δ(|d| − δ/2) further away (Huber, 1964) */
export class HuberLoss extends Loss<NonNullable<Parameters<typeof F.huberLoss>[2]>, Pair> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.huberLoss(input, target, this.options);
  }
}
/** −log softmax(x)[target], for logits: (N, C, …) and classes (N, …) or probabilities (N, C, …) */
export class CrossEntropyLoss extends Loss<F.CrossEntropyOptions, Pair> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.crossEntropy(input, target, this.options);
  }
}
/** −x[target], for log-probabilities: (N, C, …) and (N, …) */
export class NLLLoss extends Loss<F.ClassLossOptions, Pair> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.nllLoss(input, target, this.options);
  }
}
/** Binary cross-entropy of probabilities */
export class BCELoss extends Loss<F.WeightedLossOptions, Pair> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.binaryCrossEntropy(input, target, this.options);
  }
}
/** Binary cross-entropy of logits */
export class BCEWithLogitsLoss extends Loss<
  NonNullable<Parameters<typeof F.binaryCrossEntropyWithLogits>[2]>,
  Pair
> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.binaryCrossEntropyWithLogits(input, target, this.options);
  }
}
/** y·(log y − x), for log-probabilities x */
export class KLDivLoss extends Loss<NonNullable<Parameters<typeof F.klDiv>[2]>, Pair> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.klDiv(input, target, this.options);
  }
}
/** Negative log-likelihood of counts */
export class PoissonNLLLoss extends Loss<
  NonNullable<Parameters<typeof F.poissonNllLoss>[2]>,
  Pair
> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.poissonNllLoss(input, target, this.options);
  }
}
/** x where y = 1, max(0, margin − x) where y = −1 */
export class HingeEmbeddingLoss extends Loss<
  NonNullable<Parameters<typeof F.hingeEmbeddingLoss>[2]>,
  Pair
> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.hingeEmbeddingLoss(input, target, this.options);
  }
}
/** log(1 + e^(−y·x)), y = ±1 */
export class SoftMarginLoss extends Loss<LossOptions, Pair> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.softMarginLoss(input, target, this.options);
  }
}
/** Mean over the classes of the binary cross-entropy with logits */
export class MultiLabelSoftMarginLoss extends Loss<F.WeightedLossOptions, Pair> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.multilabelSoftMarginLoss(input, target, this.options);
  }
}
/** Σ max(0, margin − x[target] + x[c])ᵖ/C */
export class MultiMarginLoss extends Loss<
  NonNullable<Parameters<typeof F.multiMarginLoss>[2]>,
  Pair
> {
  forward(input: Tensor, target: Tensor): Tensor {
    return F.multiMarginLoss(input, target, this.options);
  }
}
/** ½(log v + (x − y)²/v) */
export class GaussianNLLLoss extends Loss<
  NonNullable<Parameters<typeof F.gaussianNllLoss>[3]>,
  Triple
> {
  forward(input: Tensor, target: Tensor, variance: Tensor): Tensor {
    return F.gaussianNllLoss(input, target, variance, this.options);
  }
}
/** max(0, margin − y·(x₁ − x₂)) */
export class MarginRankingLoss extends Loss<
  NonNullable<Parameters<typeof F.marginRankingLoss>[3]>,
  Triple
> {
  forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return F.marginRankingLoss(input1, input2, target, this.options);
  }
}
/** 1 − cos where y = 1, max(0, cos − margin) where y = −1 */
export class CosineEmbeddingLoss extends Loss<
  NonNullable<Parameters<typeof F.cosineEmbeddingLoss>[3]>,
  Triple
> {
  forward(input1: Tensor, input2: Tensor, target: Tensor): Tensor {
    return F.cosineEmbeddingLoss(input1, input2, target, this.options);
  }
}
/** max(0, d(a, p) − d(a, n) + margin) */
export class TripletMarginLoss extends Loss<
  NonNullable<Parameters<typeof F.tripletMarginLoss>[3]>,
  Triple
> {
  forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    return F.tripletMarginLoss(anchor, positive, negative, this.options);
  }
}
