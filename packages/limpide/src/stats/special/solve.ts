/** The root of an increasing function, by Newton's steps that are never allowed out of a bracket. */

/**
 * x with f(x) = 0, for an increasing f on (low, high).
 *
 * @param f     gives the value and the slope
 * @param start where to begin; low and high may be infinite: then steps are also bounded by `reach`
 */
export function solveIncreasing(
  f: (x: number) => readonly [value: number, slope: number],
  start: number,
  low = -Infinity,
  high = Infinity,
  reach = Infinity,
): number {
  let x = start;
  let previous = Infinity;
  for (let i = 0; i < 300; i++) {
    const [value, slope] = f(x);
    if (value === 0) return x;
    if (value > 0) high = x;
    else low = x;
    let step = -value / slope;
    if (Number.isNaN(step)) step = value > 0 ? -Infinity : Infinity;
    if (Math.abs(step) > reach) step = Math.sign(step) * reach;
    let next = x + step;
    // halve the bracket when Newton leaves it, or when it does not get closer fast enough
    if (!(next > low && next < high) || (i > 40 && Math.abs(step) > 0.5 * Math.abs(previous))) {
      if (Number.isFinite(low) && Number.isFinite(high)) next = low + (high - low) / 2;
      else if (!Number.isFinite(next)) return next;
    }
    previous = next - x;
    if (Math.abs(previous) <= 1e-16 * Math.abs(next) || next === x) return next;
    if (i > 6 && Math.abs(previous) <= 4e-16 * Math.abs(next)) return next;
    x = next;
  }
  return x;
}
