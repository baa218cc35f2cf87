/** What the laboratory asks of whoever learns: Limpide, or an engine written in the exercises. */
import type { HostArray } from 'limpide/files';

export type Rows = Float32Array | Uint8Array;

/** A linear map: `weights[o * inputs + i]` leads from input `i` to output `o`. */
export interface LinearMap {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** A layer looked into, on a fixed sample of the training part, without dropout. */
export interface LayerView {
  readonly map: LinearMap;
  /** The loss's derivative by each weight. */
  readonly gradients: Float32Array;
  /** What its units give, [examples, units]. */
  readonly activations: Float32Array;
}

export interface Learner {
  /** Numbers in a row, units of each hidden layer, outputs. */
  readonly sizes: readonly number[];
  /** Weights and biases in all. */
  readonly parameters: number;
  /** Steps in an epoch. */
  readonly batches: number;
  /** How many rows it may be asked about at once without keeping anybody waiting. */
  readonly sample: number;
  /** Learns from the next batch. @returns its loss */
  step(): number;
  /** Probabilities [count, classes], or values [count]. */
  predict(rows: Rows, count: number): Promise<Float32Array>;
  /** The class that it answers for each row: [count]. */
  classes(rows: Rows, count: number): Promise<ArrayLike<number>>;
  /** What each hidden layer gives, [count, units] each. */
  hidden(rows: Rows, count: number): Promise<Float32Array[]>;
  /** The mean loss of rows and their targets, without penalty. */
  loss(rows: Rows, targets: Float32Array): Promise<number>;
  look(): Promise<LayerView[]>;
  /** Everything that decides the steps to come, for `packState`. */
  save(): unknown;
  /** Goes back to what `save` gave: the same steps follow, bit for bit. @throws when it is of another network */
  restore(state: never): void;
  /** The weights by name, to be kept in a file; and back. */
  weights(): Promise<Record<string, HostArray>>;
  loadWeights(arrays: ReadonlyMap<string, HostArray>): void;
  dispose(): void;
}

/** Numbers about a layer that a run keeps. */
export interface LayerFigures {
  /** Root of the mean square of the loss's derivatives by its weights. */
  readonly gradient: number;
  /** Share of the units that give the same for every example: nothing passes through them. */
  readonly dead: number;
}

/** @param hidden whether dead units mean something there */
export function figuresOf(
  { map, gradients, activations }: LayerView,
  hidden: boolean,
): LayerFigures {
  const square = gradients.reduce((sum, g) => sum + g * g, 0);
  const units = map.outputs;
  const rows = activations.length / units;
  let dead = 0;
  // one example says nothing of what differs between examples
  for (let u = 0; hidden && rows > 1 && u < units; u++) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < rows; i++) {
      const value = activations[i * units + u] ?? 0;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (high - low < 1e-6) dead++;
  }
  return {
    gradient: Math.sqrt(square / Math.max(1, gradients.length)),
    dead: hidden ? dead / units : 0,
  };
}

/** The figures of all layers as metrics of a run: `gradient.1`, `dead.1`, … */
export function layerMetrics(views: readonly LayerView[]): Record<string, number> {
  const metrics: Record<string, number> = {};
  views.forEach((view, k) => {
    const hidden = k + 1 < views.length;
    const { gradient, dead } = figuresOf(view, hidden);
    metrics[`gradient.${k + 1}`] = gradient;
    if (hidden) metrics[`dead.${k + 1}`] = dead;
  });
  return metrics;
}

/** The share of right answers among classes [n]. */
export function accuracyOf(said: ArrayLike<number>, targets: Float32Array): number {
  const right = targets.reduce((sum, target, i) => sum + (said[i] === target ? 1 : 0), 0);
  return right / Math.max(1, targets.length);
}

/** The class of the largest probability in each row of [n, classes]. */
export const bestOfRows = (probabilities: Float32Array, classes: number): Int32Array =>
  Int32Array.from({ length: probabilities.length / classes }, (_, i) =>
    bestOf(probabilities, i, classes),
  );
function bestOf(probabilities: Float32Array, i: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) {
    if ((probabilities[i * classes + c] ?? 0) > (probabilities[i * classes + best] ?? 0)) best = c;
  }
  return best;
}
