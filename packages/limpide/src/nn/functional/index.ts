/** Layers and losses as functions on tensors (torch.nn.functional). */
export type {
  AvgPoolOptions,
  ConvOptions,
  ConvTransposeOptions,
  InterpolateOptions,
  MaxPoolOptions,
} from '../../ops/index.ts';
export * from './activations.ts';
export * from './attention.ts';
export * from './classification.ts';
export * from './linear.ts';
export {
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  cosineEmbeddingLoss,
  gaussianNllLoss,
  hingeEmbeddingLoss,
  huberLoss,
  klDiv,
  type LossOptions,
  l1Loss,
  marginRankingLoss,
  mseLoss,
  multilabelSoftMarginLoss,
  poissonNllLoss,
  type Reduction,
  smoothL1Loss,
  softMarginLoss,
  tripletMarginLoss,
  type WeightedLossOptions,
} from './losses.ts';
export * from './normalization.ts';
