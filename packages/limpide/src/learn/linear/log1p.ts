/**
 * log(1 + x) for x in [0, 1], in long loops. `Math.log1p` is a call out of the compiled loop, with branches that a
 * processor cannot foresee; this one is a table and a short polynomial, to within 2 units in the last place.
 *
 * With c = round(32x)/32 and t = (x − c)/(1 + c), so |t| ≤ 1/64: log(1 + x) = log(1 + c) + log(1 + t). For small x,
 * c = 0 and t = x: no digit is lost.
 */

const logs = Float64Array.from({ length: 33 }, (_, j) => Math.log1p(j / 32));
const inverses = Float64Array.from({ length: 33 }, (_, j) => 1 / (1 + j / 32));
/** Adding 1.5·2⁵² rounds to the nearest integer. */
const magic = 6755399441055744;

/** log(1 + x), 0 ≤ x ≤ 1 */
export const log1pOfUnit = (x: number): number => {
  const n = x * 32 + magic - magic;
  const t = (x - n * 0.03125) * inverses[n | 0]!;
  const square = t * t;
  // log(1 + t) − t, from the small terms to the large
  const far = square * (1 / 5 - t * (1 / 6) + square * (1 / 7 - t * (1 / 8) + square * (1 / 9)));
  const tail = square * (-0.5 + t * (1 / 3 - t * 0.25 + far));
  return logs[n | 0]! + (t + tail);
};
