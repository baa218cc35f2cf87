/** Landscapes to go down, and the path of the descent with momentum. */
export interface Landscape {
  readonly f: (x: number, y: number) => number;
  readonly gradient: (x: number, y: number) => readonly [number, number];
  readonly levels: readonly number[];
  /** The strongest curvature where it is the same everywhere. */
  readonly curvature?: number;
}
export const names = ['bowl', 'valley', 'wells'] as const;
export type Name = (typeof names)[number];

export const landscapes: Readonly<Record<Name, Landscape>> = {
  bowl: {
    f: (x, y) => 0.5 * (x * x + y * y),
    gradient: (x, y) => [x, y],
    levels: [0.1, 0.5, 1.2, 2.2, 3.6, 5.5, 8, 11, 15],
    curvature: 1,
  },
  valley: {
    f: (x, y) => 0.5 * (0.1 * x * x + 2 * y * y),
    gradient: (x, y) => [0.1 * x, 2 * y],
    levels: [0.02, 0.1, 0.3, 0.7, 1.3, 2.2, 3.6, 5.5, 8, 11],
    curvature: 2,
  },
  wells: {
    f: (x, y) => 0.04 * (x * x - 6) ** 2 + 0.2 * x + 0.5 * y * y,
    gradient: (x, y) => [0.16 * x * (x * x - 6) + 0.2, y],
    levels: [-0.4, -0.2, 0.1, 0.4, 0.8, 1.3, 2, 3, 5, 8, 12],
  },
};

export type Point = readonly [number, number];

/** v ← β v − η ∇f, x ← x + v; stops once it is too far away to be drawn. */
export function path(
  { gradient }: Landscape,
  start: Point,
  rate: number,
  momentum: number,
  steps: number,
): readonly Point[] {
  const points: Point[] = [start];
  let [x, y] = start;
  let [vx, vy] = [0, 0];
  for (let step = 0; step < steps && Math.hypot(x, y) < 1e3; step++) {
    const [gx, gy] = gradient(x, y);
    [vx, vy] = [momentum * vx - rate * gx, momentum * vy - rate * gy];
    [x, y] = [x + vx, y + vy];
    points.push([x, y]);
  }
  return points;
}
