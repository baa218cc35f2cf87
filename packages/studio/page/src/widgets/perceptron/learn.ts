/** A perceptron that is corrected one mistake at a time. */
import { memberOf, near } from '../kit/own-values.ts';

/** The perceptron of the picture: what it has become after a number of corrections. */
export interface Shown {
  readonly w: readonly [number, number];
  readonly b: number;
  /** Corrections made: fewer than asked for when no mistake was left. */
  readonly done: number;
  /** Index of each point that is on the wrong side now. */
  readonly wrong: readonly number[];
  /** The mistake that comes next, −1 when there is none. */
  readonly next: number;
}

export type Point = readonly [number, number];

/** The sign of the score; 0 counts as +1, as in the lesson. */
const answer = (w: readonly [number, number], b: number, [x, y]: Point): number =>
  w[0] * x + w[1] * y + b >= 0 ? 1 : -1;

/** What the weights become after a mistake. */
export type Correct = (
  w: Point,
  b: number,
  point: Point,
  label: number,
) => { readonly w: Point; readonly b: number };

/** Rosenblatt's rule with η = 1. */
const rosenblatt: Correct = (w, b, [x, y], label) => ({
  w: [w[0] + label * x, w[1] + label * y],
  b: b + label,
});

/** Points are looked at in turn; only mistakes count as steps. */
export function after(
  points: readonly Point[],
  labels: readonly number[],
  steps: number,
  correct: Correct = rosenblatt,
): Shown {
  let w: Point = [0, 0];
  let b = 0;
  let done = 0;
  let at = 0;
  const nextMistake = (): number => {
    for (let k = 0; k < points.length; k++) {
      const i = (at + k) % points.length;
      const point = points[i];
      if (point && answer(w, b, point) !== labels[i]) return i;
    }
    return -1;
  };
  let next = nextMistake();
  while (done < steps && next >= 0) {
    ({ w, b } = correct(w, b, points[next] ?? [0, 0], labels[next] ?? 1));
    at = next + 1;
    done++;
    next = nextMistake();
  }
  const wrong = points.flatMap((point, i) => (answer(w, b, point) === labels[i] ? [] : [i]));
  return { w, b, done, wrong, next };
}

/** What the learner's rule came to, when it is what the course's comes to. */
export function readShown(value: unknown, expected: Shown): Shown | null {
  const [w, b] = [memberOf(value, 'w'), memberOf(value, 'b')];
  if (!Array.isArray(w) || !near(w[0], expected.w[0]) || !near(w[1], expected.w[1])) return null;
  if (!near(b, expected.b) || memberOf(value, 'done') !== expected.done) return null;
  return { ...expected, w: [w[0], w[1]], b };
}
