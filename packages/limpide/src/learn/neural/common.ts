/** What the classifier and the regressor do alike: prepare tensors, run the solver, keep the result. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { type FitOptions, RandomStream, reporter } from '../base/index.ts';
import { firstNetwork, learning, type Network, type Output } from './network.ts';
import type { MLPOptions } from './options.ts';
import {
  type BatchOptimizer,
  type Examples,
  type History,
  noHistory,
  optimizerFor,
  splitRows,
  trainByBatches,
  trainByLBFGS,
} from './training.ts';

/** Targets in the form of the loss. */
export interface Targets {
  /** Classes 0 … k − 1 of each sample, or numbers, row by row. */
  readonly values: Int32Array | Float64Array;
  readonly outputs: number;
  readonly output: Output;
  /** For a validation set with its share of each class. */
  readonly groups?: ArrayLike<number>;
}

/** What a finished training leaves. */
export interface Trained {
  readonly network: Network;
  readonly history: History;
}

/** A network whose optimiser remembers its last steps, for the next call of `partialFit`. */
export interface Live {
  readonly network: Network;
  readonly optimizer: BatchOptimizer;
  /** The weights it was left with: those of the estimator, unless others were put there since. */
  readonly result: Network;
}

export interface FitRequest {
  readonly who: string;
  readonly options: Readonly<MLPOptions>;
  readonly x: Matrix;
  readonly targets: Targets;
  readonly seed: number;
  readonly fit: FitOptions;
  /** Weights to go on from, and their history. */
  readonly start?: { readonly network: Network; readonly history: History } | undefined;
  /** Score of a network on these rows. */
  readonly score: (network: Network, rows: Int32Array) => number;
}

/** A whole training. */
export function fitNetwork(request: FitRequest): Trained {
  const { who, options, x, targets, seed, start } = request;
  const report = reporter(who, 'iterations', options.maxIter, request.fit);
  const first = start?.network ?? freshNetwork(request);
  const network = learning(first, x.kind);
  const history = start?.history ?? noHistory;
  const training = { who, options, output: targets.output, seed, report };
  if (options.solver === 'lbfgs')
    return trainByLBFGS(network, examples(x, targets, x.kind), training, history);
  let data = examples(x, targets, x.kind);
  let validate: ((network: Network) => number) | undefined;
  if (options.earlyStopping) {
    const { validationFraction } = options;
    const split = splitRows(targets.groups, x.rows, validationFraction, seed, who);
    const order = tensor(split.train);
    data = {
      x: data.x.indexSelect(0, order).realize(),
      y: data.y.indexSelect(0, order).realize(),
      n: split.train.length,
    };
    validate = (now) => request.score(now, split.validation);
  }
  const optimizer = optimizerFor(network, options);
  return trainByBatches(network, optimizer, data, { ...training, validate }, history);
}

/** One epoch over these samples. */
export function fitPart(request: FitRequest, live: Live | undefined): Trained & { live: Live } {
  const { who, options, x, targets, seed, start } = request;
  if (options.solver === 'lbfgs')
    raise(ArgumentError, manifoldErrors, 'neural.partial', { who, got: options.solver });
  const goesOn = live !== undefined && live.result.weights[0] === start?.network.weights[0];
  const network = goesOn ? live.network : learning(start?.network ?? freshNetwork(request), x.kind);
  const optimizer = goesOn ? live.optimizer : optimizerFor(network, options);
  const report = reporter(who, 'iterations', 1, request.fit);
  const training = { who, options, output: targets.output, seed, report, once: true };
  const data = examples(
    x,
    targets,
    network.weights[0]!.dtype === 'float32' ? 'float32' : 'float64',
  );
  const done = trainByBatches(network, optimizer, data, training, start?.history ?? noHistory);
  return { ...done, live: { network, optimizer, result: done.network } };
}

function freshNetwork({ options, x, targets, seed }: FitRequest): Network {
  const sizes = [x.cols, ...options.hiddenLayerSizes, targets.outputs];
  return firstNetwork(sizes, options.activation, new RandomStream(seed, 0x31));
}

function examples(x: Matrix, targets: Targets, dtype: 'float32' | 'float64'): Examples {
  const n = x.rows;
  const inputs = tensor(x.data.slice(), { shape: [n, x.cols], dtype }).realize();
  const { values, outputs } = targets;
  const y: Tensor =
    values instanceof Int32Array ? tensor(values) : tensor(values, { shape: [n, outputs], dtype });
  return { x: inputs, y: y.realize(), n };
}

/** Weights and history to go on from. @throws ArgumentError when layers do not have the sizes needed */
export function resumed(
  who: string,
  network: Network,
  history: History,
  sizes: readonly number[],
): { network: Network; history: History } {
  const have = [network.weights[0]?.shape[0] ?? 0, ...network.weights.map((w) => w.shape[1]!)];
  if (have.length !== sizes.length || have.some((size, i) => size !== sizes[i]))
    raise(ArgumentError, manifoldErrors, 'neural.warmShape', {
      who,
      expected: have,
      got: [...sizes],
    });
  return { network, history };
}

/** Some rows of a matrix, as float64. */
export function rowsOf(x: Matrix, rows: Int32Array): Matrix {
  const out = Matrix.zeros(rows.length, x.cols);
  for (const [i, row] of rows.entries()) out.data.set(x.row(row), i * x.cols);
  return out;
}
