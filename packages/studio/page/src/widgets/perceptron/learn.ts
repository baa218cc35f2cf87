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

/** Points are looked at in turn; only mistakes count as steps. */
export function after(points: readonly Point[], labels: readonly number[], steps: number): Shown {
  let w: [number, number] = [0, 0];
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
    const [x, y] = points[next] ?? [0, 0];
    const label = labels[next] ?? 1;
    w = [w[0] + label * x, w[1] + label * y];
    b += label;
    at = next + 1;
    done++;
    next = nextMistake();
  }
  const wrong = points.flatMap((point, i) => (answer(w, b, point) === labels[i] ? [] : [i]));
  return { w, b, done, wrong, next };
}
