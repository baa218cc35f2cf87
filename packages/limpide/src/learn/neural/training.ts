/** The training of a network: by batches with Adam or SGD, or on all samples with L-BFGS. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, NumericError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import { Adam, LBFGS, SGD } from '../../optim/index.ts';
import { noGrad, type Tensor, tensor } from '../../tensor/index.ts';
import { RandomStream } from '../base/index.ts';
import { warnNotConverged } from '../base/warnings.ts';
import { kept, loss, type Network, type Output, parametersOf, scores } from './network.ts';
import type { MLPOptions } from './options.ts';

/** Samples and targets as tensors. */
export interface Examples {
  /** [n, features] */
  readonly x: Tensor;
  /** int32 classes [n] for softmax; numbers [n, outputs] otherwise. */
  readonly y: Tensor;
  readonly n: number;
}

/** What is known of a training so far. */
export interface History {
  readonly lossCurve: readonly number[];
  readonly validationScores: readonly number[];
  readonly bestLoss: number;
  readonly bestScore: number;
  /** Epochs without progress. */
  readonly idle: number;
  readonly iterations: number;
  /** Samples seen. */
  readonly seen: number;
}
export const noHistory: History = {
  lossCurve: [],
  validationScores: [],
  bestLoss: Infinity,
  bestScore: -Infinity,
  idle: 0,
  iterations: 0,
  seen: 0,
};

export interface Training {
  readonly who: string;
  readonly options: Readonly<MLPOptions>;
  readonly output: Output;
  readonly seed: number;
  readonly report: (done: number, value?: number) => void;
  /** Score on samples kept apart; larger is better. */
  readonly validate?: ((network: Network) => number) | undefined;
  /** One epoch only, and no word about convergence. */
  readonly once?: boolean;
}

export type BatchOptimizer = Adam | SGD;

export function optimizerFor(network: Network, options: Readonly<MLPOptions>): BatchOptimizer {
  const parameters = parametersOf(network);
  const { learningRateInit: lr, beta1, beta2, epsilon, momentum, nesterovsMomentum } = options;
  if (options.solver === 'adam')
    return new Adam(parameters, { lr, betas: [beta1, beta2], eps: epsilon });
  return new SGD(parameters, { lr, momentum, nesterov: nesterovsMomentum && momentum > 0 });
}

/** Trains in place, epoch after epoch; with `validate`, the network ends with its best weights. */
export function trainByBatches(
  network: Network,
  optimizer: BatchOptimizer,
  data: Examples,
  training: Training,
  before: History,
): { network: Network; history: History } {
  const { options, output, who, validate, once } = training;
  const { activation, alpha, learningRate, learningRateInit, tol, nIterNoChange } = options;
  const size = batchSizeOf(options, data.n);
  const lossCurve = [...before.lossCurve];
  const validationScores = [...before.validationScores];
  let { bestLoss, bestScore, idle, iterations, seen } = before;
  let best: Network | undefined;
  let stopped = false;
  const epochs = once ? 1 : options.maxIter;
  for (let epoch = 0; epoch < epochs && !stopped; epoch++) {
    const { x, y } = ordered(data, training, iterations);
    let sum = 0;
    for (let from = 0; from < data.n; from += size) {
      const to = Math.min(data.n, from + size);
      const value = loss(
        network,
        x.slice(0, from, to),
        y.slice(0, from, to),
        activation,
        output,
        alpha,
      );
      optimizer.zeroGrad();
      value.backward();
      optimizer.step();
      sum += value.itemSync() * (to - from);
    }
    if (x !== data.x) for (const shuffled of [x, y]) shuffled.dispose();
    const mean = sum / data.n;
    if (!Number.isFinite(mean))
      raise(NumericError, manifoldErrors, 'neural.diverged', {
        who,
        got: mean,
        done: iterations + 1,
      });
    iterations++;
    seen += data.n;
    lossCurve.push(mean);
    if (validate) {
      const score = validate(network);
      validationScores.push(score);
      idle = score < bestScore + tol ? idle + 1 : 0;
      if (score > bestScore) {
        bestScore = score;
        best = kept(network);
      }
    } else idle = mean > bestLoss - tol ? idle + 1 : 0;
    bestLoss = Math.min(bestLoss, mean);
    training.report(once ? 1 : epoch + 1, mean);

    const group = optimizer.paramGroups[0]!;
    if (options.solver === 'sgd' && learningRate === 'invscaling')
      group.lr = learningRateInit / (seen + 1) ** options.powerT;
    if (idle <= nIterNoChange) continue;
    if (options.solver === 'sgd' && learningRate === 'adaptive' && group.lr > 1e-6) group.lr /= 5;
    else stopped = true;
    idle = 0;
  }
  if (!once && !stopped) {
    const change = Math.abs((lossCurve.at(-2) ?? Infinity) - lossCurve.at(-1)!);
    warnNotConverged(who, options.maxIter, change, tol);
  }
  const history = { lossCurve, validationScores, bestLoss, bestScore, idle, iterations, seen };
  return { network: best ?? kept(network), history };
}

function batchSizeOf({ batchSize }: Readonly<MLPOptions>, n: number): number {
  return batchSize === 'auto' ? Math.min(200, n) : Math.min(batchSize, n);
}

/** The samples in the order of an epoch. */
function ordered(
  data: Examples,
  { options, seed }: Training,
  epoch: number,
): { x: Tensor; y: Tensor } {
  if (!options.shuffle) return data;
  const order = tensor(new RandomStream(seed, 0xe9, epoch).permutation(data.n));
  return { x: data.x.indexSelect(0, order).realize(), y: data.y.indexSelect(0, order).realize() };
}

/** Iterations of L-BFGS between two reports. */
const stretch = 10;

/** Trains in place on all samples at once. */
export function trainByLBFGS(
  network: Network,
  data: Examples,
  training: Training,
  before: History,
): { network: Network; history: History } {
  const { options, output, who } = training;
  const { activation, alpha, maxIter, tol, maxFun } = options;
  const optimizer = new LBFGS(parametersOf(network), {
    maxIter: stretch,
    maxEval: maxFun,
    toleranceGrad: tol,
    toleranceChange: 1e-12,
    historySize: 10,
    lineSearchFn: 'strong_wolfe',
  });
  let evaluations = 0;
  let value = Infinity;
  const closure = (): Tensor => {
    evaluations++;
    optimizer.zeroGrad();
    const now = loss(network, data.x, data.y, activation, output, alpha);
    now.backward();
    return now;
  };
  const lossCurve = [...before.lossCurve];
  let done = 0;
  let converged = false;
  while (done < maxIter && evaluations < maxFun && !converged) {
    const group = optimizer.paramGroups[0]!;
    group.maxIter = Math.min(stretch, maxIter - done);
    optimizer.step(closure);
    done += group.maxIter;
    const last = value;
    value = closure().itemSync();
    if (!Number.isFinite(value))
      raise(NumericError, manifoldErrors, 'neural.diverged', { who, got: value, done });
    lossCurve.push(value);
    training.report(Math.min(done, maxIter), value);
    // as scipy's L-BFGS-B: a small gradient, or a relative decrease of nothing but rounding
    converged =
      steepest(network) <= tol ||
      (Number.isFinite(last) &&
        last - value <= 2.2e-9 * Math.max(Math.abs(last), Math.abs(value), 1));
  }
  if (!converged) warnNotConverged(who, done, steepest(network), tol);
  const steps = optimizer.stateDict().state[0]?.['step'];
  const iterations = typeof steps === 'number' ? steps : done;
  return {
    network: kept(network),
    history: {
      ...before,
      lossCurve,
      bestLoss: Math.min(before.bestLoss, value),
      iterations: before.iterations + iterations,
      seen: before.seen + iterations * data.n,
    },
  };
}

function steepest(network: Network): number {
  let most = 0;
  for (const parameter of parametersOf(network))
    for (const g of parameter.grad?.dataSync() ?? []) most = Math.max(most, Math.abs(Number(g)));
  return most;
}

/** Scores of these samples: [n, outputs] float64 values. */
export function scoresOf(
  network: Network,
  x: Matrix,
  activation: MLPOptions['activation'],
  finish: (score: Tensor) => Tensor,
): Float64Array {
  const values = noGrad(() => {
    const input = tensor(Float64Array.from(x.data), { shape: [x.rows, x.cols] });
    return finish(scores(network, input, activation)).dataSync();
  });
  return Float64Array.from(values, Number);
}

/** Rows kept apart for validation, and the others: of each class its share, where there are classes. */
export function splitRows(
  groups: ArrayLike<number> | undefined,
  n: number,
  fraction: number,
  seed: number,
  who: string,
): { train: Int32Array; validation: Int32Array } {
  const random = new RandomStream(seed, 0x5b);
  const order = random.permutation(n);
  const byGroup = new Map<number, number[]>();
  for (const i of order) {
    const group = groups?.[i] ?? 0;
    const list = byGroup.get(group);
    if (list) list.push(i);
    else byGroup.set(group, [i]);
  }
  const train: number[] = [];
  const validation: number[] = [];
  for (const rows of byGroup.values()) {
    const count = Math.round(rows.length * fraction);
    validation.push(...rows.slice(0, count));
    train.push(...rows.slice(count));
  }
  if (train.length < 1 || validation.length < 1 || (groups && byGroup.size > train.length)) {
    raise(ArgumentError, manifoldErrors, 'neural.validation', {
      who,
      share: fraction,
      rows: n,
    });
  }
  return { train: Int32Array.from(train).sort(), validation: Int32Array.from(validation).sort() };
}
