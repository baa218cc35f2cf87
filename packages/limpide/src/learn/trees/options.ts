/** Parameters that all trees, and the forests made of them, have in common. */
import {
  choice,
  either,
  integer,
  optional,
  type Param,
  type ParamTable,
  real,
  seed,
} from '../base/index.ts';
import {
  type ClassCriterionName,
  classCriteria,
  type NumberCriterionName,
  numberCriteria,
} from './criteria/index.ts';
import type { GrowRules } from './grow.ts';

/** How many features a split looks at: a count, a share of them in (0, 1), √d, log₂ d; undefined: all. */
export type MaxFeatures = number | 'sqrt' | 'log2' | undefined;

/** What limits a tree. */
export interface GrowthOptions {
  /** Nodes of this depth are leaves (≥ 1); undefined: as deep as it goes. */
  readonly maxDepth: number | undefined;
  /** A node with fewer samples is a leaf: a count ≥ 2, or a share of all samples in (0, 1). Default 2. */
  readonly minSamplesSplit: number;
  /** A leaf has at least so many samples: a count ≥ 1, or a share in (0, 1). Default 1. */
  readonly minSamplesLeaf: number;
  /** A leaf has at least this share of the weight of all samples, 0 … 0.5. Default 0. */
  readonly minWeightFractionLeaf: number;
  /** Features that each split looks at, drawn at random. */
  readonly maxFeatures: MaxFeatures;
  /** Leaves at most (≥ 2), the best splits being made first. */
  readonly maxLeafNodes: number | undefined;
  /** A split lowers the impurity, as a share of the weight of all samples, by at least this (≥ 0). */
  readonly minImpurityDecrease: number;
  /** Strength of cost-complexity pruning (≥ 0). Default 0: none. */
  readonly ccpAlpha: number;
  readonly randomState: number | undefined;
}

/** A count, or a share of what there is. */
export const countOrShare = (initial: number, min: number): Param<number> =>
  either(integer(initial, { min }), real(0.5, { min: 0, max: 1, open: 'both' }));

export const maxFeaturesParam = (initial: MaxFeatures): Param<MaxFeatures> => ({
  ...optional<number | 'sqrt' | 'log2'>(
    either(choice('sqrt', ['sqrt', 'log2']), countOrShare(1, 1)),
  ),
  default: initial,
});

export const growthParams = (maxFeatures: MaxFeatures): ParamTable<GrowthOptions> => ({
  maxDepth: optional(integer(1, { min: 1 })),
  minSamplesSplit: countOrShare(2, 2),
  minSamplesLeaf: countOrShare(1, 1),
  minWeightFractionLeaf: real(0, { min: 0, max: 0.5 }),
  maxFeatures: maxFeaturesParam(maxFeatures),
  maxLeafNodes: optional(integer(2, { min: 2 })),
  minImpurityDecrease: real(0, { min: 0 }),
  ccpAlpha: real(0, { min: 0 }),
  randomState: seed(),
});

export const classCriterionParam = (): Param<ClassCriterionName> => choice('gini', classCriteria);
export const numberCriterionParam = (): Param<NumberCriterionName> =>
  choice('squared_error', numberCriteria);

/** The number of features that `maxFeatures` means, out of d. */
export function featuresMeant(maxFeatures: MaxFeatures, d: number): number {
  if (maxFeatures === undefined) return d;
  if (maxFeatures === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(d)));
  if (maxFeatures === 'log2') return Math.max(1, Math.floor(Math.log2(d)));
  if (maxFeatures >= 1) return Math.min(maxFeatures, d);
  return Math.max(1, Math.floor(maxFeatures * d));
}

/** The number that a count or a share of n means, rounded up. */
export const countMeant = (value: number, n: number): number =>
  value >= 1 ? value : Math.ceil(value * n);

/** Parameters as the grower needs them. */
export function growRules(
  options: Omit<GrowthOptions, 'ccpAlpha' | 'randomState'>,
  criterion: GrowRules['criterion'],
  splitter: GrowRules['splitter'],
  samples: number,
  features: number,
  weight: number,
): GrowRules {
  const minLeaf = countMeant(options.minSamplesLeaf, samples);
  return {
    criterion,
    splitter,
    maxDepth: options.maxDepth ?? Infinity,
    minSplit: Math.max(2, countMeant(options.minSamplesSplit, samples), 2 * minLeaf),
    minLeaf,
    minWeight: options.minWeightFractionLeaf * weight,
    maxFeatures: featuresMeant(options.maxFeatures, features),
    maxLeaves: options.maxLeafNodes ?? Infinity,
    minDecrease: options.minImpurityDecrease,
  };
}
