/** A line fitted to 64 points: the gradients of its batches at a place, and the path of a descent in batches. */
import { randomNumbers } from '../../../../shared/data.ts';

export const COUNT = 64;
/** Slope and intercept of a line; a gradient has the same two numbers. */
export type Place = readonly [w: number, b: number];
/** The numbers of the examples, batch by batch. */
export type Epoch = readonly (readonly number[])[];

/** Points around the line x + 0.5, in the order of x: the order of a file that nobody shuffled. */
const points = ((): readonly (readonly [x: number, y: number])[] => {
  const random = randomNumbers(11);
  return Array.from({ length: COUNT }, (_, i) => {
    const x = -2 + (4 * (i + 0.5)) / COUNT;
    return [x, x + 0.5 + 3 * (random() - 0.5)] as const;
  });
})();
const everyone = points.map((_, i) => i);

/** The mean over some examples of the gradient of (w·x + b − y)². */
export function gradient([w, b]: Place, batch: readonly number[]): Place {
  let byW = 0;
  let byB = 0;
  for (const i of batch) {
    const [x, y] = points[i] ?? [0, 0];
    byW += 2 * (w * x + b - y) * x;
    byB += 2 * (w * x + b - y);
  }
  return [byW / batch.length, byB / batch.length];
}
export const fullGradient = (place: Place): Place => gradient(place, everyone);

/** The mean square error of a line. */
export const loss = ([w, b]: Place): number =>
  points.reduce((sum, [x, y]) => sum + (w * x + b - y) ** 2, 0) / COUNT;

/** Mean of x²; the mean of x is 0, so the loss is L* + meanSquare·(w − w*)² + (b − b*)². */
export const meanSquare = points.reduce((sum, [x]) => sum + x * x, 0) / COUNT;
/** Where the loss is smallest: the line of least squares. */
export const bottom: Place = [
  points.reduce((sum, [x, y]) => sum + x * y, 0) / COUNT / meanSquare,
  points.reduce((sum, [, y]) => sum + y, 0) / COUNT,
];

const cut = (order: readonly number[], size: number): number[][] =>
  Array.from({ length: Math.ceil(COUNT / size) }, (_, k) => order.slice(k * size, (k + 1) * size));

/** Epochs in the order of the file. */
export const inOrder = (size: number, epochs: number): Epoch[] =>
  Array.from({ length: epochs }, () => cut(everyone, size));

/** Epochs in random orders (Fisher and Yates), all from one stream of random numbers. */
export function shuffled(size: number, epochs: number, seed: number): Epoch[] {
  const random = randomNumbers(seed);
  return Array.from({ length: epochs }, () => {
    const order = [...everyone];
    for (let i = COUNT - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    return cut(order, size);
  });
}

/** A list of epochs, each with every example once, as the learner's function gave them; null when it is not. */
export function readEpochs(value: unknown): Epoch[] | null {
  if (!Array.isArray(value)) return null;
  const isEpoch = (epoch: unknown): epoch is Epoch => {
    if (!(Array.isArray(epoch) && epoch.every((batch) => Array.isArray(batch) && batch.length > 0)))
      return false;
    const numbers: unknown[] = epoch.flat();
    return numbers.length === COUNT && everyone.every((i) => numbers.includes(i));
  };
  return value.every(isEpoch) ? value : null;
}

/** The places of a descent, the start first; it ends early when it is far outside. */
export function walk(start: Place, epochs: readonly Epoch[], rate: number): Place[] {
  const path: Place[] = [start];
  let [w, b] = start;
  for (const batch of epochs.flat()) {
    const [byW, byB] = gradient([w, b], batch);
    [w, b] = [w - rate * byW, b - rate * byB];
    path.push([w, b]);
    if (Math.hypot(w, b) > 50) break;
  }
  return path;
}

/** How far the gradients of these batches are from the full one: root of the mean square distance. */
export function spread(place: Place, batches: Epoch): number {
  const [w, b] = fullGradient(place);
  const squares = batches.map((batch) => {
    const [byW, byB] = gradient(place, batch);
    return (byW - w) ** 2 + (byB - b) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / squares.length);
}

/** The same, as the formula foresees it for random batches: σ/√B · √((n − B)/(n − 1)). */
export const expectedSpread = (place: Place, size: number): number =>
  (spread(
    place,
    everyone.map((i) => [i]),
  ) *
    Math.sqrt((COUNT - size) / (COUNT - 1))) /
  Math.sqrt(size);
