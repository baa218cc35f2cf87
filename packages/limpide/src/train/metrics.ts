/**
 * Metrics of classification, as measures that add up. Outputs are scores `[n, classes]` (logits or
 * probabilities, the order is the same), or one score per sample for two classes; targets are class
 * numbers `[n]`, or one-hot rows.
 */
import { trainErrors } from '../errors/catalog/train.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import { arange, type Tensor } from '../tensor/index.ts';
import { countOf, type Measure } from './measure.ts';
import { lookUp } from './suggest.ts';

export interface MetricOptions {
  /** For two classes with one score: the outputs are logits, cut at 0 instead of 0.5. */
  readonly fromLogits?: boolean | undefined;
  /** For two classes with one score: where to cut. */
  readonly threshold?: number | undefined;
}

/** Whether there is a single score per sample. */
const isBinary = (output: Tensor): boolean => output.ndim === 1 || output.size(-1) === 1;

/** The class that the scores speak for, int32 [n]. */
function predicted(output: Tensor, { fromLogits = false, threshold }: MetricOptions): Tensor {
  if (!isBinary(output)) return output.argmax(-1);
  return output
    .reshape(-1)
    .gt(threshold ?? (fromLogits ? 0 : 0.5))
    .to('int32');
}

/** The class that was wanted, int32 [n]. */
function wanted(what: string, output: Tensor, target: Tensor): Tensor {
  const oneHot = !isBinary(output) && target.ndim === output.ndim;
  const classes = oneHot ? target.argmax(-1) : target.reshape(-1).to('int32');
  const scores = isBinary(output) ? output.numel : output.numel / output.size(-1);
  if (classes.numel !== scores || (oneHot && target.numel !== output.numel)) {
    const hint = '[n, classes] ↔ [n] | [n, classes]';
    raise(ShapeError, trainErrors, 'loss.values', {
      op: what,
      got: output.shape,
      expected: target.shape,
      hint,
    });
  }
  return classes;
}

/** Share of right answers: 0 … 1. */
export function accuracy(options: MetricOptions = {}): Measure {
  return {
    name: 'accuracy',
    statistics(output, target) {
      const guess = predicted(output, options);
      return countOf(guess.eq(wanted('accuracy', output, target).reshape(guess.shape)));
    },
    value: share,
  };
}

function share(sums: Float64Array, samples: number): number {
  return (sums[0] ?? 0) / samples;
}

/** Share of samples whose class is among the `k` best scores (ties count for the wanted class). */
export function topK(k = 5): Measure {
  checkCount('topK', 'k', k);
  return {
    name: `top${k}Accuracy`,
    statistics(output, target) {
      const classes = wanted('topK', output, target).reshape(-1, 1); // [n, 1]
      const each = arange(output.size(-1), undefined, 1, { device: output.device }); // [c]
      const own = output.where(classes.eq(each), 0).sum(-1, true); // [n, 1]
      const better = output.gt(own).to('int32').sum(-1); // [n]
      return countOf(better.lt(k));
    },
    value: share,
  };
}

/** How many samples of class i (row) were taken for class j (column). */
export function confusionMatrix(
  options: MetricOptions & { readonly classes?: number | undefined } = {},
): Measure<ConfusionMatrix> {
  return {
    name: 'confusionMatrix',
    statistics: (output, target) =>
      confusion('confusionMatrix', output, target, options).reshape(-1),
    value: (sums) => new ConfusionMatrix(sums),
  };
}

/** Counts [classes, classes], float32: exact up to 2²⁴ samples between two flushes. */
function confusion(
  what: string,
  output: Tensor,
  target: Tensor,
  options: MetricOptions & { readonly classes?: number | undefined },
): Tensor {
  const classes = options.classes ?? (isBinary(output) ? 2 : output.size(-1));
  const each = arange(classes, undefined, 1, { device: output.device }).reshape(classes, 1); // [c, 1]
  const truth = each.eq(wanted(what, output, target).reshape(1, -1)).float(); // [c, n]
  const guess = each.eq(predicted(output, options).reshape(1, -1)).float(); // [c, n]
  return truth.matmul(guess.t()); // [c, c]
}

/** Counts of what was taken for what, and the scores made of them. */
export class ConfusionMatrix {
  readonly classes: number;
  readonly #counts: Float64Array;

  /** @param counts row-major: row = the true class, column = the predicted one */
  constructor(counts: ArrayLike<number>) {
    this.classes = Math.round(Math.sqrt(counts.length));
    this.#counts = Float64Array.from(counts);
  }
  /** How often the true class was `truth` and the answer `guess`. */
  at(truth: number, guess: number): number {
    return this.#counts[truth * this.classes + guess] ?? 0;
  }
  /** Rows: what it is; columns: what it was taken for. */
  toArray(): number[][] {
    return this.#each((i) => this.#each((j) => this.at(i, j)));
  }
  #each<T>(fn: (index: number) => T): T[] {
    return Array.from({ length: this.classes }, (_, index) => fn(index));
  }
  #sum(fn: (index: number) => number): number {
    let total = 0;
    for (let index = 0; index < this.classes; index++) total += fn(index);
    return total;
  }
  /** How many samples are of this class. */
  support(truth: number): number {
    return this.#sum((j) => this.at(truth, j));
  }
  /** How many samples were given this class. */
  predicted(guess: number): number {
    return this.#sum((i) => this.at(i, guess));
  }
  get accuracy(): number {
    return this.#sum((i) => this.at(i, i)) / this.#sum((i) => this.support(i));
  }
  /** Of what was given each class, the share that is of it; 0 where nothing was. */
  get precision(): number[] {
    return this.#each((c) => ratio(this.at(c, c), this.predicted(c)));
  }
  /** Of what is of each class, the share that was found; 0 where there is nothing. */
  get recall(): number[] {
    return this.#each((c) => ratio(this.at(c, c), this.support(c)));
  }
  /** Harmonic mean of precision and recall, by class. */
  get f1(): number[] {
    const { precision, recall } = this;
    return precision.map((p, c) => ratio(2 * p * recall[c]!, p + recall[c]!));
  }
  /** One number out of the classes' own. */
  average(score: 'precision' | 'recall' | 'f1', average: Average): number {
    // with one answer per sample, every error is a false positive and a false negative: all three agree
    if (average === 'micro') return this.accuracy;
    if (average === 'binary') return this[score][1] ?? 0;
    const weights = this.#each((c) => (average === 'weighted' ? this.support(c) : 1));
    const total = weights.reduce((a, b) => a + b, 0);
    return ratio(
      this[score].reduce((sum, value, c) => sum + value * weights[c]!, 0),
      total,
    );
  }
}

const ratio = (a: number, b: number): number => (b === 0 ? 0 : a / b);

/**
 * `'macro'`: mean of the classes; `'weighted'`: by their number of samples; `'micro'`: over all samples
 * together; `'binary'`: of class 1 alone.
 */
export type Average = 'macro' | 'weighted' | 'micro' | 'binary';

export interface AverageOptions extends MetricOptions {
  /** `'macro'` when left out; `'binary'` for one score per sample. */
  readonly average?: Average | undefined;
  /** The score of this class alone. */
  readonly classIndex?: number | undefined;
}

function classScore(score: 'precision' | 'recall' | 'f1', options: AverageOptions): Measure {
  let average = options.average;
  return {
    name: options.classIndex === undefined ? score : `${score}${options.classIndex}`,
    statistics(output, target) {
      average ??= isBinary(output) ? 'binary' : 'macro';
      return confusion(score, output, target, options).reshape(-1);
    },
    value(sums) {
      const matrix = new ConfusionMatrix(sums);
      if (options.classIndex !== undefined) return matrix[score][options.classIndex] ?? 0;
      return matrix.average(score, average ?? 'macro');
    },
  };
}

/** Of what was given a class, the share that is of it. */
export const precision = (options: AverageOptions = {}): Measure =>
  classScore('precision', options);
/** Of what is of a class, the share that was found. */
export const recall = (options: AverageOptions = {}): Measure => classScore('recall', options);
/** Harmonic mean of precision and recall. */
export const f1 = (options: AverageOptions = {}): Measure => classScore('f1', options);

/** Mean of |output − target|. */
export function meanAbsoluteErrorMetric(): Measure {
  return elementwise('meanAbsoluteError', (d) => d.abs());
}
/** Mean of (output − target)². */
export function meanSquaredErrorMetric(): Measure {
  return elementwise('meanSquaredError', (d) => d.square());
}

function elementwise(name: string, fn: (difference: Tensor) => Tensor): Measure {
  return {
    name,
    statistics: (output, target) =>
      fn(output.sub(target.reshape(output.shape).float()))
        .sum()
        .div(output.numel / output.size(0))
        .reshape(1),
    value: share,
  };
}

const byName: Readonly<Record<string, (options: MetricOptions) => Measure>> = {
  accuracy,
  acc: accuracy,
  topK: () => topK(5),
  top5: () => topK(5),
  top3: () => topK(3),
  precision,
  recall,
  f1,
  meanAbsoluteError: meanAbsoluteErrorMetric,
  mae: () => ({ ...meanAbsoluteErrorMetric(), name: 'mae' }),
  meanSquaredError: meanSquaredErrorMetric,
  mse: () => ({ ...meanSquaredErrorMetric(), name: 'mse' }),
};

/** A metric from its name, or as it is. */
export function metricOf(metric: string | Measure, options: MetricOptions = {}): Measure {
  return typeof metric === 'string' ? lookUp('metric', byName, metric)(options) : metric;
}

function checkCount(op: string, name: string, got: number): void {
  if (!Number.isInteger(got) || got < 1) {
    raise(ArgumentError, trainErrors, 'train.option', { op, name, expected: '≥ 1', got });
  }
}
