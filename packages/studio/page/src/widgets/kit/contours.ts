/**
 * Level lines of a function of two numbers, by marching squares: every cell of a grid whose corners lie on
 * both sides of a level gets a short line between the crossings of its edges.
 */
import type { Scales } from './plane.svelte';

/** An SVG path of the points where f is `level`, on a grid of `cells` × `cells` over x and y. */
export function contour(
  f: (x: number, y: number) => number,
  level: number,
  [x0, x1]: readonly [number, number],
  [y0, y1]: readonly [number, number],
  scales: Scales,
  cells = 56,
): string {
  const [dx, dy] = [(x1 - x0) / cells, (y1 - y0) / cells];
  const heights = Array.from({ length: cells + 1 }, (_, j) =>
    Array.from({ length: cells + 1 }, (__, i) => f(x0 + i * dx, y0 + j * dy) - level),
  );
  let path = '';
  for (let j = 0; j < cells; j++) {
    for (let i = 0; i < cells; i++) {
      const [a, b] = [heights[j]![i]!, heights[j]![i + 1]!];
      const [d, c] = [heights[j + 1]![i]!, heights[j + 1]![i + 1]!];
      // where the level crosses the edges: bottom, right, top, left
      const points: [number, number][] = [];
      if (a < 0 !== b < 0) points.push([i + a / (a - b), j]);
      if (b < 0 !== c < 0) points.push([i + 1, j + b / (b - c)]);
      if (d < 0 !== c < 0) points.push([i + d / (d - c), j + 1]);
      if (a < 0 !== d < 0) points.push([i, j + a / (a - d)]);
      for (let k = 0; k + 1 < points.length; k += 2) {
        const [from, to] = [points[k]!, points[k + 1]!];
        const at = ([u, v]: readonly [number, number]): string =>
          `${scales.x(x0 + u * dx).toFixed(1)} ${scales.y(y0 + v * dy).toFixed(1)}`;
        path += `M${at(from)}L${at(to)}`;
      }
    }
  }
  return path;
}
