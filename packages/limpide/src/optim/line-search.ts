/**
 * A step length that satisfies the strong Wolfe conditions, by bracketing and cubic interpolation
 * (Nocedal & Wright, "Numerical Optimization", 2006, algorithms 3.5 and 3.6), as PyTorch's L-BFGS does it.
 */

/** A point on the line: step, value, gradient, slope along the direction. */
export interface Point {
  readonly t: number;
  readonly f: number;
  readonly g: Float64Array;
  readonly slope: number;
}

export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};
export const largest = (a: Float64Array): number => {
  let top = 0;
  for (let i = 0; i < a.length; i++) top = Math.max(top, Math.abs(a[i]!));
  return top;
};

/** Where the cubic through two points and their slopes is least, within bounds. */
function cubicMinimum(a: Point, b: Point, low: number, high: number): number {
  const d1 = a.slope + b.slope - (3 * (a.f - b.f)) / (a.t - b.t);
  const square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return (low + high) / 2;
  const d2 = Math.sqrt(square);
  const place =
    a.t <= b.t
      ? b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
      : a.t - (a.t - b.t) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2));
  return Math.min(Math.max(place, low), high);
}

const C1 = 1e-4;
const C2 = 0.9;
const MOST = 25;

/**
 * @param evaluate value and gradient at a step along `direction`
 * @param start    the point at step 0
 * @returns the point chosen and the number of evaluations
 */
export function strongWolfe(
  evaluate: (t: number) => Point,
  start: Point,
  firstStep: number,
  direction: Float64Array,
  toleranceChange: number,
): { readonly point: Point; readonly evaluations: number } {
  const size = largest(direction);
  let now = evaluate(firstStep);
  let evaluations = 1;
  let before = start;
  let round = 0;
  let bracket: [Point, Point] | null = null;
  const tooHigh = (p: Point): boolean => p.f > start.f + C1 * p.t * start.slope;
  const flat = (p: Point): boolean => Math.abs(p.slope) <= -C2 * start.slope;
  for (; round < MOST; round++) {
    if (tooHigh(now) || (round > 1 && now.f >= before.f)) {
      bracket = [before, now];
      break;
    }
    if (flat(now)) return { point: now, evaluations };
    if (now.slope >= 0) {
      bracket = [before, now];
      break;
    }
    const next = cubicMinimum(before, now, now.t + 0.01 * (now.t - before.t), now.t * 10);
    before = now;
    now = evaluate(next);
    evaluations++;
  }
  bracket ??= [start, now];
  let stalled = false;
  let low = bracket[0].f <= bracket[1].f ? 0 : 1;
  for (; round < MOST; round++) {
    const [a, b] = bracket;
    if (Math.abs(b.t - a.t) * size < toleranceChange) break;
    const [least, most] = [Math.min(a.t, b.t), Math.max(a.t, b.t)];
    let t = cubicMinimum(a, b, least, most);
    const edge = 0.1 * (most - least);
    if (Math.min(most - t, t - least) < edge) {
      if (stalled || t >= most || t <= least) {
        t = Math.abs(t - most) < Math.abs(t - least) ? most - edge : least + edge;
        stalled = false;
      } else stalled = true;
    } else stalled = false;
    now = evaluate(t);
    evaluations++;
    const high = 1 - low;
    if (tooHigh(now) || now.f >= bracket[low]!.f) {
      bracket[high] = now;
      low = bracket[0].f <= bracket[1].f ? 0 : 1;
    } else {
      const done = flat(now);
      if (!done && now.slope * (bracket[high]!.t - bracket[low]!.t) >= 0)
        bracket[high] = bracket[low]!;
      bracket[low] = now;
      if (done) break;
    }
  }
  return { point: bracket[low]!, evaluations };
}
