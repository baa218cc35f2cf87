/**
 * Splits: parts of a data set to learn from, to choose with, to test on. Names are scikit-learn's; folds for
 * cross-validation (KFold and its like) are in `limpide/learn`.
 */
import { pipelineErrors } from '../errors/catalog/pipeline.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import { defaultGenerator, Generator, Tensor, tensor } from '../tensor/index.ts';
import { type Dataset, Subset } from './dataset.ts';
import { permutation, range, shuffleInPlace } from './permutation.ts';

export interface SeedOptions {
  readonly seed?: number | undefined;
  /** In place of `seed`; the default generator when both are left out. */
  readonly generator?: Generator | undefined;
}

const generatorOf = ({ seed, generator }: SeedOptions): Generator =>
  generator ?? (seed === undefined ? defaultGenerator : new Generator(seed));

/** Class labels, one per sample. */
export type Labels = Tensor | ArrayLike<number>;

const labelsOf = (labels: Labels): ArrayLike<number> =>
  labels instanceof Tensor ? labels.dataSync() : labels;

/** The samples of each class, classes in the order of their number. */
function byClass(labels: ArrayLike<number>): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const group = groups.get(labels[i]!);
    if (group) group.push(i);
    else groups.set(labels[i]!, [i]);
  }
  return new Map([...groups].sort(([a], [b]) => a - b));
}

/**
 * Parts of the given lengths, drawn at random without overlap.
 *
 * @param lengths whole numbers whose sum is the length, or fractions whose sum is 1
 */
export function randomSplit<T>(
  dataset: Dataset<T>,
  lengths: readonly number[],
  options: SeedOptions = {},
): Subset<T>[] {
  const n = dataset.length;
  const counts = partsOf(n, lengths);
  const order = permutation(n, generatorOf(options));
  let start = 0;
  return counts.map((count) => {
    const part = new Subset(dataset, order.subarray(start, start + count));
    start += count;
    return part;
  });
}

function partsOf(n: number, lengths: readonly number[]): number[] {
  const sum = lengths.reduce((a, b) => a + b, 0);
  const fractions = lengths.length > 0 && lengths.every((l) => l >= 0 && l <= 1);
  if (fractions && Math.abs(sum - 1) < 1e-6 && !(n === 1 && sum === 1 && lengths.length === 1)) {
    const counts = lengths.map((l) => Math.floor(n * l + 1e-9));
    // what the fractions leave over goes to the first parts, one each
    for (let rest = n - counts.reduce((a, b) => a + b, 0), i = 0; rest > 0; rest--, i++) {
      counts[i % counts.length]!++;
    }
    return counts;
  }
  if (sum !== n || lengths.some((l) => !Number.isInteger(l) || l < 0)) {
    raise(ArgumentError, pipelineErrors, 'pipeline.parts', {
      what: 'randomSplit',
      got: lengths,
      expected: n,
    });
  }
  return [...lengths];
}

export interface TrainTestOptions extends SeedOptions {
  /** Fraction (below 1) or number of samples to test on; 0.25 when left out. */
  readonly testSize?: number | undefined;
  /** false: the test part is the end of the data, in order. */
  readonly shuffle?: boolean | undefined;
  /** Classes whose proportions both parts keep. */
  readonly stratify?: Labels | undefined;
}

/** The samples to learn from and those to test on, by number. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** The split of 0 … n − 1 that `trainTestSplit` makes. */
export function trainTestIndices(n: number, options: TrainTestOptions = {}): Fold {
  const { testSize = 0.25, shuffle = true, stratify } = options;
  const count = testSize < 1 ? Math.ceil(n * testSize - 1e-9) : testSize;
  if (!Number.isInteger(count) || count < 1 || count >= n) {
    raise(ArgumentError, pipelineErrors, 'pipeline.count', {
      what: 'trainTestSplit',
      name: 'testSize',
      expected: `0 … 1, 1 … ${n - 1}`,
      got: testSize,
    });
  }
  if (!shuffle) return { train: range(n - count), test: range(n).subarray(n - count) };
  const generator = generatorOf(options);
  if (stratify === undefined) {
    const order = permutation(n, generator);
    return { test: order.slice(0, count), train: order.slice(count) };
  }
  const labels = labelsOf(stratify);
  if (labels.length !== n) {
    raise(ArgumentError, pipelineErrors, 'pipeline.count', {
      what: 'trainTestSplit',
      name: 'stratify.length',
      expected: n,
      got: labels.length,
    });
  }
  const groups = [...byClass(labels)];
  for (const [name, { length }] of groups) {
    if (length < 2) strata('trainTestSplit', name, length, 2);
  }
  const shares = apportion(
    groups.map(([, { length }]) => length),
    count,
  );
  const test: number[] = [];
  const train: number[] = [];
  groups.forEach(([, members], g) => {
    const order = shuffleInPlace(Int32Array.from(members), generator);
    test.push(...order.subarray(0, shares[g]));
    train.push(...order.subarray(shares[g]));
  });
  return {
    train: shuffleInPlace(Int32Array.from(train), generator),
    test: shuffleInPlace(Int32Array.from(test), generator),
  };
}

/** `count` shared in proportion to `sizes`: whole parts, the largest remainders rounded up. */
export function apportion(sizes: readonly number[], count: number): number[] {
  const total = sizes.reduce((a, b) => a + b, 0);
  const exact = sizes.map((size) => (size * count) / total);
  const shares = exact.map(Math.floor);
  const order = range(sizes.length).sort(
    (a, b) => exact[b]! - shares[b]! - (exact[a]! - shares[a]!) || a - b,
  );
  const missing = count - shares.reduce((a, b) => a + b, 0);
  for (const at of order.subarray(0, missing)) shares[at]!++;
  return shares;
}

const rows = (x: Tensor, indices: Int32Array): Tensor =>
  x.indexSelect(0, tensor(indices, { device: x.device }));

/**
 * Rows of `x` (and of `y`) to learn from and to test on, in scikit-learn's order:
 * `[xTrain, xTest]`, or `[xTrain, xTest, yTrain, yTest]`.
 *
 * This one is for networks: tensors, which stay on their device, and a `seed` or a generator. The one of
 * `limpide/learn` is for estimators: tables, arrays, texts, sparse matrices, and a `randomState`. Both share the
 * same proportions of classes out in the same way (`apportion`).
 *
 * ```ts
 * const [xTrain, xTest, yTrain, yTest] = trainTestSplit(x, y, { testSize: 0.2, stratify: y, seed: 1 });
 * ```
 */
export function trainTestSplit(x: Tensor, options?: TrainTestOptions): [Tensor, Tensor];
export function trainTestSplit(
  x: Tensor,
  y: Tensor,
  options?: TrainTestOptions,
): [Tensor, Tensor, Tensor, Tensor];
export function trainTestSplit(
  x: Tensor,
  second?: Tensor | TrainTestOptions,
  third?: TrainTestOptions,
): Tensor[] {
  const y = second instanceof Tensor ? second : undefined;
  const options = (second instanceof Tensor ? third : second) ?? {};
  const { train, test } = trainTestIndices(x.size(0), options);
  return [x, ...(y === undefined ? [] : [y])].flatMap((t) => [rows(t, train), rows(t, test)]);
}

function strata(what: string, name: number, got: number, expected: number): never {
  raise(ArgumentError, pipelineErrors, 'pipeline.strata', { what, name, got, expected });
}
