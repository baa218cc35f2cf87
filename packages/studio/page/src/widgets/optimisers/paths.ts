/** A valley with elliptic contours, and the four rules of the lesson on it. */
import { type OwnMatrix, readNear } from '../kit/own-values.ts';

export type Rule = 'sgd' | 'momentum' | 'rmsprop' | 'adam';
export const rules: readonly Rule[] = ['sgd', 'momentum', 'rmsprop', 'adam'];

/** f(x, y) = (x² + k y²) / 2: the larger k, the narrower the valley. */
export const height = (x: number, y: number, k: number): number => (x * x + k * y * y) / 2;

export type Point = readonly [number, number];

/** Where a rule has been: the start, then a point per step; stops once it is far outside. */
export function walk(rule: Rule, start: Point, k: number, rate: number, steps: number): Point[] {
  const path: Point[] = [start];
  let at = [...start] as [number, number];
  const m = [0, 0] as [number, number];
  const s = [0, 0] as [number, number];
  for (let t = 1; t <= steps; t++) {
    const g = [at[0], k * at[1]] as const;
    const move = (i: 0 | 1): number => {
      if (rule === 'sgd') return rate * g[i];
      if (rule === 'momentum') {
        m[i] = 0.9 * m[i] + g[i];
        return rate * m[i];
      }
      if (rule === 'rmsprop') {
        s[i] = 0.9 * s[i] + 0.1 * g[i] ** 2;
        return (rate * g[i]) / (Math.sqrt(s[i]) + 1e-8);
      }
      m[i] = 0.9 * m[i] + 0.1 * g[i];
      s[i] = 0.999 * s[i] + 0.001 * g[i] ** 2;
      return (rate * (m[i] / (1 - 0.9 ** t))) / (Math.sqrt(s[i] / (1 - 0.999 ** t)) + 1e-8);
    };
    at = [at[0] - move(0), at[1] - move(1)];
    path.push(at);
    if (Math.hypot(...at) > 60) break;
  }
  return path;
}

/** A step of the learner's engine: parameters, gradients, what it keeps, the rate; it changes the parameters in place. */
export type OwnStep = (
  params: readonly OwnMatrix[],
  grads: readonly OwnMatrix[],
  state: object,
  rate: number,
) => unknown;

/** The same walk with such a step: the place is a matrix of two parameters. */
export function walkOwn(
  step: OwnStep,
  start: Point,
  k: number,
  rate: number,
  steps: number,
): Point[] {
  const params = { rows: 1, cols: 2, data: Float64Array.from(start) };
  const state = {};
  const path: Point[] = [start];
  for (let t = 1; t <= steps; t++) {
    const [x = 0, y = 0] = params.data;
    step([params], [{ rows: 1, cols: 2, data: Float64Array.of(x, k * y) }], state, rate);
    const at: Point = [params.data[0] ?? 0, params.data[1] ?? 0];
    path.push(at);
    if (!(Math.hypot(...at) <= 60)) break;
  }
  return path;
}

/** The learner's path when it goes where the course's goes: where exactly a small number is added may differ. */
export function readPath(value: unknown, expected: readonly Point[]): readonly Point[] | null {
  if (!Array.isArray(value) || value.length !== expected.length) return null;
  const path: unknown[] = value;
  const fits = (at: unknown, i: number): at is Point =>
    readNear(at, expected[i] ?? [0, 0], 0.01) !== null;
  return path.every(fits) ? path : null;
}
