/**
 * The layout of UMAP: stochastic gradient descent on the cross-entropy of two fuzzy graphs. Each edge pulls its ends
 * together as often as its weight says; each pull comes with a few pushes away from nodes drawn at random (McInnes,
 * Healy & Melville, 2018, section 3.2).
 */
import type { RandomStream } from '../base/index.ts';

export interface LayoutOptions {
  readonly dim: number;
  /** The curve 1/(1 + a·d^2b). */
  readonly a: number;
  readonly b: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Weight of the pushes. */
  readonly repulsion: number;
  /** Pushes per pull. */
  readonly negatives: number;
  readonly random: RandomStream;
  readonly report: (done: number) => void;
  /** Whether the tails move too: they do when they are the same points as the heads. */
  readonly moveTails: boolean;
}

/** Largest step of one coordinate. */
const limit = 4;

/**
 * Moves `heads` (points × dim, in place) along the edges heads[i] – tails[j]. For a first map `tails` is the same
 * array; for new points it holds the map they come into.
 */
export function layout(
  heads: Float64Array<ArrayBuffer>,
  tails: Float64Array<ArrayBuffer>,
  from: Int32Array<ArrayBuffer>,
  to: Int32Array<ArrayBuffer>,
  weights: Float64Array<ArrayBuffer>,
  options: LayoutOptions,
): void {
  const { dim, a, b, epochs, learningRate, repulsion, negatives, random, report } = options;
  const edges = weights.length;
  const count = tails.length / dim;
  let heaviest = 0;
  for (const w of weights) heaviest = Math.max(heaviest, w);
  // an edge is drawn every `period` epochs, the heaviest at each one
  const period = weights.map((w) => heaviest / w);
  const next = period.slice();
  const nextPush = period.map((p) => p / negatives);
  const move = options.moveTails;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = learningRate * (1 - epoch / epochs);
    for (let e = 0; e < edges; e++) {
      if (next[e]! > epoch) continue;
      const i = from[e]! * dim;
      const j = to[e]! * dim;
      let square = 0;
      for (let c = 0; c < dim; c++) square += (heads[i + c]! - tails[j + c]!) ** 2;
      if (square > 0) {
        const pull = (-2 * a * b * square ** (b - 1)) / (1 + a * square ** b);
        for (let c = 0; c < dim; c++) {
          const step = rate * clip(pull * (heads[i + c]! - tails[j + c]!));
          heads[i + c]! += step;
          if (move) tails[j + c]! -= step;
        }
      }
      next[e]! += period[e]!;
      const share = period[e]! / negatives;
      const pushes = negatives > 0 ? Math.max(0, Math.floor((epoch - nextPush[e]!) / share)) : 0;
      for (let s = 0; s < pushes; s++) {
        const k = random.int(count) * dim;
        if (move && k === i) continue;
        let apart = 0;
        for (let c = 0; c < dim; c++) apart += (heads[i + c]! - tails[k + c]!) ** 2;
        if (apart === 0) continue;
        const push = (2 * repulsion * b) / ((0.001 + apart) * (1 + a * apart ** b));
        for (let c = 0; c < dim; c++)
          heads[i + c]! += rate * clip(push * (heads[i + c]! - tails[k + c]!));
      }
      nextPush[e]! += pushes * share;
    }
    report(epoch + 1);
  }
}

const clip = (x: number): number => Math.min(limit, Math.max(x, -limit));
