/** Logistic and softmax regression in the plane: weights [w₁, w₂, b] for each score. */

import { memberOf, readNear } from '../kit/own-values.ts';

export type Weights = readonly (readonly number[])[];
export type Point = readonly [x: number, y: number];

const score = (w: readonly number[], [x, y]: Point): number =>
  (w[0] ?? 0) * x + (w[1] ?? 0) * y + (w[2] ?? 0);

/** Scores of a point, one per row of weights. */
export const scoresOf = (weights: Weights, point: Point): number[] =>
  weights.map((w) => score(w, point));

/** Probability of each class. One row of weights: the sigmoid, two classes; several rows: the softmax. */
export function probabilities(weights: Weights, point: Point): number[] {
  const scores = scoresOf(weights, point);
  if (scores.length === 1) scores.unshift(0);
  const largest = Math.max(...scores);
  const powers = scores.map((s) => Math.exp(s - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((e) => e / sum);
}

/** −ln of the probability of the right class. */
export const lossOf = (all: readonly number[], label: number): number =>
  -Math.log(Math.max(1e-12, all[label] ?? 0));

/** One step of gradient descent on the mean loss. */
export function stepped(
  weights: Weights,
  points: readonly Point[],
  labels: readonly number[],
  rate: number,
): number[][] {
  const next = weights.map((w) => [...w]);
  for (const [i, point] of points.entries()) {
    const p = probabilities(weights, point);
    for (const [row, w] of next.entries()) {
      // with the sigmoid, the only row is that of class 1
      const c = weights.length === 1 ? 1 : row;
      const push = (rate * ((p[c] ?? 0) - (labels[i] === c ? 1 : 0))) / points.length;
      for (const [k, x] of [...point, 1].entries()) w[k] = (w[k] ?? 0) - push * x;
    }
  }
  return next;
}

/** After `count` steps. */
export function steppedTimes(
  weights: Weights,
  points: readonly Point[],
  labels: readonly number[],
  rate: number,
  count: number,
): Weights {
  let now = weights;
  for (let i = 0; i < count; i++) now = stepped(now, points, labels, rate);
  return now;
}

/** Models { weights, bias } of the learner's as one row of weights each, when they are what is expected. */
export function readModels(value: unknown, expected: readonly Weights[]): Weights[] | null {
  if (!Array.isArray(value) || value.length !== expected.length) return null;
  const models = value.map((model, i): number[][] | null => {
    const weights = memberOf(model, 'weights');
    if (!Array.isArray(weights)) return null;
    const row = readNear([...weights, memberOf(model, 'bias')], expected[i]?.[0] ?? []);
    return row && [row];
  });
  return models.every((model) => model !== null) ? models : null;
}
