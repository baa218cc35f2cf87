/** Two lines a·p = c with a of norm 1, where they meet, and how much an error on c moves the meeting point. */
export type Point = readonly [number, number];

export interface Line {
  /** Unit vector orthogonal to the line. */
  readonly normal: Point;
  /** Signed distance from the origin. */
  readonly offset: number;
}

/** The line through two points; through one point and level when both coincide. */
export function through(p: Point, q: Point): Line {
  const length = Math.hypot(q[0] - p[0], q[1] - p[1]);
  const normal: Point = length > 0 ? [(p[1] - q[1]) / length, (q[0] - p[0]) / length] : [0, 1];
  return { normal, offset: normal[0] * p[0] + normal[1] * p[1] };
}

/** Cramer's rule; null for lines that are parallel. */
export function meeting(one: Line, two: Line): Point | null {
  const [a, b] = one.normal;
  const [c, d] = two.normal;
  const determinant = a * d - b * c;
  if (Math.abs(determinant) < 1e-9) return null;
  return [
    (one.offset * d - b * two.offset) / determinant,
    (a * two.offset - one.offset * c) / determinant,
  ];
}

/** σ_max / σ_min of the matrix of both unit normals: √((1 + |cos|) / (1 − |cos|)). */
export function condition(one: Line, two: Line): number {
  const cosine = Math.abs(one.normal[0] * two.normal[0] + one.normal[1] * two.normal[1]);
  return cosine >= 1 ? Number.POSITIVE_INFINITY : Math.sqrt((1 + cosine) / (1 - cosine));
}
