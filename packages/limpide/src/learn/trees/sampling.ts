/** Which samples a tree of a forest is grown from. */
import { RandomStream } from '../base/stream.ts';

/** How samples are drawn for each tree. */
export interface Drawing {
  /** Samples to draw. */
  readonly draws: number;
  /** With replacement (bootstrap) or without. */
  readonly replace: boolean;
  /** Classes of the samples, when their weights are balanced anew for each tree. */
  readonly balance: { readonly codes: Int32Array; readonly classes: number } | undefined;
}

/** How often each sample is drawn for tree number `tree`. */
export function drawCounts(
  rows: number,
  { draws, replace }: Drawing,
  seed: number,
  tree: number,
): Int32Array {
  const counts = new Int32Array(rows);
  const stream = new RandomStream(seed, tree, 1);
  if (replace) for (let d = 0; d < draws; d++) counts[stream.int(rows)]!++;
  else for (const row of stream.sample(rows, draws)) counts[row] = 1;
  return counts;
}

/**
 * Weights of the samples in tree number `tree`: 0 for those that were not drawn. A draw of samples that all weigh
 * nothing would leave the tree without data: it then has all that weigh something.
 */
export function drawWeights(
  weights: Float64Array,
  drawing: Drawing,
  seed: number,
  tree: number,
): Float64Array {
  const counts = drawCounts(weights.length, drawing, seed, tree);
  const drawn = Float64Array.from(weights, (w, i) => w * counts[i]!);
  if (!drawn.some((w) => w > 0)) return weights.slice();
  const { balance } = drawing;
  if (!balance) return drawn;
  const perClass = new Float64Array(balance.classes);
  for (let i = 0; i < drawn.length; i++)
    perClass[balance.codes[i]!] = perClass[balance.codes[i]!]! + counts[i]!;
  const share = drawing.draws / perClass.filter((count) => count > 0).length;
  return drawn.map((w, i) => (w > 0 ? (w * share) / perClass[balance.codes[i]!]! : 0));
}
