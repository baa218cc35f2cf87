/** How the score changes with the number of samples, or with a parameter; and whether it could be chance. */
import {
  clone,
  type Estimator,
  type Outputs,
  RandomStream,
  reporter,
  type Samples,
  seedOf,
  type Targets,
  takeTargets,
} from '../base/index.ts';
import type { Scorer } from '../metrics/index.ts';
import { wholeNumber } from './splitter.ts';
import {
  crossValScore,
  foldsOf,
  type Job,
  runJobs,
  type SplitOptions,
  scorersOf,
} from './validation.ts';

interface CurveOptions extends SplitOptions {
  readonly scoring?: string | Scorer | undefined;
}

/** Scores by point of the curve (rows) and fold (columns). */
export interface ScoreCurve {
  readonly trainScores: readonly Float64Array[];
  readonly testScores: readonly Float64Array[];
}
const jobOf = (estimator: Estimator, X: Samples, y: Outputs | undefined, o: CurveOptions): Job => ({
  X,
  y,
  weights: o.sampleWeight,
  scorers: scorersOf(estimator, o.scoring),
  returnTrainScore: true,
  errorScore: 'raise',
  signal: o.signal,
  scoring: o.scoring,
});

export interface LearningCurve extends ScoreCurve {
  readonly trainSizes: Int32Array;
  readonly fitTimes: readonly Float64Array[];
}

/**
 * Scores on the learned part and on the test part for growing numbers of samples: is there too little data (both
 * still approach each other), or too weak a model (both are low)?
 *
 * @param options.trainSizes  shares (0 … 1] of the largest part, or numbers; 0.1, 0.325, 0.55, 0.775, 1 when left out
 * @param options.shuffle     draws the samples; otherwise the first ones of each fold
 */
export function learningCurve(
  estimator: Estimator,
  X: Samples,
  y?: Outputs,
  options: CurveOptions & {
    readonly trainSizes?: readonly number[];
    readonly shuffle?: boolean;
    readonly randomState?: number;
  } = {},
): LearningCurve {
  const who = 'learningCurve';
  const { trainSizes = [0.1, 0.325, 0.55, 0.775, 1], shuffle = false } = options;
  const folds = foldsOf(who, options.cv, estimator, X, y, options.groups);
  const most = Math.min(...folds.map(({ train }) => train.length));
  const counts = trainSizes.map((size) => (size <= 1 ? Math.floor(size * most + 1e-9) : size));
  const sizes = [...new Set(counts)].sort((a, b) => a - b);
  for (const size of sizes) wholeNumber(who, 'trainSizes', size, 1, most);
  const stream = new RandomStream(seedOf(options.randomState));
  const order = folds.map(({ train }) => (shuffle ? stream.shuffle(train.slice()) : train));
  const fits = sizes.flatMap((size) =>
    folds.map(({ test }, k) => ({ params: {}, fold: { train: order[k]!.slice(0, size), test } })),
  );
  const report = reporter(who, 'fits', fits.length, options);
  const results = runJobs(estimator, fits, jobOf(estimator, X, y, options), report);
  const rows = (f: (r: (typeof results)[number]) => number): Float64Array[] =>
    sizes.map((_, s) =>
      Float64Array.from(results.slice(s * folds.length, (s + 1) * folds.length), f),
    );
  return {
    trainSizes: Int32Array.from(sizes),
    trainScores: rows((r) => r.train[0]!),
    testScores: rows((r) => r.test[0]!),
    fitTimes: rows((r) => r.fitTime),
  };
}

/** Scores on both parts for each value of one parameter: where does the model begin to learn by heart? */
export function validationCurve(
  estimator: Estimator,
  X: Samples,
  y: Outputs | undefined,
  options: CurveOptions & { readonly paramName: string; readonly paramRange: readonly unknown[] },
): ScoreCurve {
  const who = 'validationCurve';
  const { paramName, paramRange } = options;
  const folds = foldsOf(who, options.cv, estimator, X, y, options.groups);
  const fits = paramRange.flatMap((value) =>
    folds.map((fold) => ({ params: { [paramName]: value }, fold })),
  );
  const report = reporter(who, 'fits', fits.length, options);
  const results = runJobs(estimator, fits, jobOf(estimator, X, y, options), report);
  const rows = (part: 'train' | 'test'): Float64Array[] =>
    paramRange.map((_, v) =>
      Float64Array.from(
        results.slice(v * folds.length, (v + 1) * folds.length),
        (r) => r[part][0]!,
      ),
    );
  return { trainScores: rows('train'), testScores: rows('test') };
}

export interface PermutationTest {
  readonly score: number;
  readonly permutationScores: Float64Array;
  /** (1 + scores of shuffled targets that are as good) / (1 + shuffles). */
  readonly pValue: number;
}

/** Could the score be chance? Compares it with those for shuffled targets (Ojala & Garriga, 2010). */
export function permutationTestScore(
  estimator: Estimator,
  X: Samples,
  y: Targets,
  options: CurveOptions & { readonly nPermutations?: number; readonly randomState?: number } = {},
): PermutationTest {
  const who = 'permutationTestScore';
  const { nPermutations = 100 } = options;
  wholeNumber(who, 'nPermutations', nPermutations, 1);
  const folds = foldsOf(who, options.cv, estimator, X, y, options.groups);
  const { scoring, sampleWeight, signal } = options;
  const mean = (targets: Targets): number => {
    const scores = crossValScore(clone(estimator), X, targets, {
      cv: folds,
      sampleWeight,
      signal,
      ...(scoring !== undefined && { scoring }),
    });
    return scores.reduce((a, b) => a + b, 0) / scores.length;
  };
  const report = reporter(who, 'permutations', nPermutations, options);
  const score = mean(y);
  const seed = seedOf(options.randomState);
  const count = folds.reduce((n, { test }) => Math.max(n, ...test), 0) + 1;
  const total = Math.max(
    count,
    ...folds.map(({ train }) => train.reduce((a, b) => Math.max(a, b), 0) + 1),
  );
  const permutationScores = Float64Array.from({ length: nPermutations }, (_, k) => {
    report(k);
    return mean(takeTargets(y, new RandomStream(seed, k).permutation(total)));
  });
  report(nPermutations);
  const asGood = permutationScores.filter((s) => s >= score).length;
  return { score, permutationScores, pValue: (asGood + 1) / (nPermutations + 1) };
}
