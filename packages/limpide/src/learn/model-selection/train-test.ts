/** One split of everything that belongs together: features, targets, weights, tables. */
import { selectionErrors } from '../../errors/catalog/learn-selection.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import {
  classTargets,
  Frame,
  type Outputs,
  plain,
  RandomStream,
  type Samples,
  samplesOf,
  seedOf,
  type Targets,
  takeRows,
} from '../base/index.ts';
import { stratified } from './draws.ts';
import { type Fold, partSizes, upTo } from './splitter.ts';

export interface TrainTestOptions {
  /** Fraction (below 1) or number of samples to test on; 0.25 when both sizes are left out. */
  readonly testSize?: number | undefined;
  /** Fraction or number of samples to learn from; the rest when left out. */
  readonly trainSize?: number | undefined;
  /** false: the test part is the end of the data, in order. */
  readonly shuffle?: boolean | undefined;
  /** Classes whose proportions both parts keep. */
  readonly stratify?: Targets | undefined;
  readonly randomState?: number | undefined;
}

/** What can be split: everything with one item per sample. */
export type Splitting = Samples | Outputs;

/** Numbers of the samples of both parts. */
function indicesOf(n: number, options: TrainTestOptions = {}): Fold {
  const who = 'trainTestSplit';
  const { testSize, trainSize, shuffle = true, stratify, randomState } = options;
  const sizes = partSizes(who, n, testSize, trainSize, 0.25);
  if (!shuffle) {
    const all = upTo(n);
    return {
      train: all.slice(0, sizes.train),
      test: all.slice(sizes.train, sizes.train + sizes.test),
    };
  }
  const stream = new RandomStream(seedOf(randomState));
  if (stratify === undefined) {
    const order = stream.permutation(n);
    return {
      test: order.slice(0, sizes.test),
      train: order.slice(sizes.test, sizes.test + sizes.train),
    };
  }
  const got = plain(stratify, who).length;
  if (got !== n)
    raise(DataError, selectionErrors, 'split.lengths', { who, name: 'stratify', got, expected: n });
  const { codes, classes } = classTargets(stratify, n, who);
  return stratified(who, codes, classes.map(String), sizes, stream);
}

/**
 * Splits features, targets, tables, labels of equal length in the same way; scikit-learn's order of results. It
 * takes all that estimators take; for tensors that feed a network, `limpide/data` has its like, with `seed`.
 *
 * ```ts
 * const [XTrain, XTest, yTrain, yTest] = trainTestSplit(X, y, { testSize: 0.2, stratify: y, randomState: 1 });
 * ```
 *
 * @throws DataError when lengths differ, ArgumentError when a part would be empty
 */
export function trainTestSplit<X extends Splitting>(X: X, options?: TrainTestOptions): [X, X];
export function trainTestSplit<X extends Splitting, Y extends Splitting>(
  X: X,
  y: Y,
  options?: TrainTestOptions,
): [X, X, Y, Y];
export function trainTestSplit<X extends Splitting, Y extends Splitting, Z extends Splitting>(
  X: X,
  y: Y,
  more: Z,
  options?: TrainTestOptions,
): [X, X, Y, Y, Z, Z];
export function trainTestSplit(
  ...given: readonly (Splitting | TrainTestOptions | undefined)[]
): Splitting[] {
  const arrays = given.filter(isSplitting);
  const options = given.find((item) => item !== undefined && !isSplitting(item)) ?? {};
  const n = samplesOf((arrays[0] ?? []) as Samples);
  arrays.forEach((array, at) => {
    const got = samplesOf(array as Samples);
    if (got !== n)
      raise(DataError, selectionErrors, 'split.lengths', {
        who: 'trainTestSplit',
        name: `array ${at}`,
        got,
        expected: n,
      });
  });
  const { train, test } = indicesOf(n, options as TrainTestOptions);
  return arrays.flatMap((array) => [
    takeRows(array as Samples, train),
    takeRows(array as Samples, test),
  ]);
}

const isSplitting = (item: Splitting | TrainTestOptions | undefined): item is Splitting =>
  item !== undefined &&
  (item instanceof Frame ||
    item instanceof Tensor ||
    item instanceof Matrix ||
    item instanceof CSRMatrix ||
    'length' in item);
