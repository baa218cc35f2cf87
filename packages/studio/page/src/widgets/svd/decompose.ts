/** Singular value decomposition by one-sided Jacobi rotations: columns are turned in pairs until all are orthogonal. */
export interface Layers {
  /** Largest first. */
  readonly sigmas: readonly number[];
  /** u[k] and v[k]: the unit vectors of layer k. */
  readonly u: readonly (readonly number[])[];
  readonly v: readonly (readonly number[])[];
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);

/** The layers of a matrix given by its rows, with at least as many rows as columns. */
export function decompose(rows: readonly (readonly number[])[]): Layers {
  const n = rows[0]?.length ?? 0;
  const columns = Array.from({ length: n }, (_, j) => rows.map((row) => row[j] ?? 0));
  const turns = Array.from({ length: n }, (_, j) =>
    Array.from({ length: n }, (__, i) => (i === j ? 1 : 0)),
  );
  for (let sweep = 0; sweep < 30; sweep++) {
    let largest = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const [a, b] = [columns[p]!, columns[q]!];
        const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
        if (Math.abs(ab) <= 1e-14 * Math.sqrt(aa * bb) || ab === 0) continue;
        largest = Math.max(largest, Math.abs(ab));
        // the angle that makes both columns orthogonal
        const zeta = (bb - aa) / (2 * ab);
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        for (const pair of [
          [a, b],
          [turns[p]!, turns[q]!],
        ] as const) {
          for (let i = 0; i < pair[0].length; i++) {
            const [x, y] = [pair[0][i]!, pair[1][i]!];
            pair[0][i] = c * x - c * t * y;
            pair[1][i] = c * t * x + c * y;
          }
        }
      }
    }
    if (largest < 1e-12) break;
  }
  const norms = columns.map((column) => Math.sqrt(dot(column, column)));
  const order = norms.map((_, j) => j).sort((i, j) => norms[j]! - norms[i]!);
  return {
    sigmas: order.map((j) => norms[j]!),
    u: order.map((j) => columns[j]!.map((x) => (norms[j]! > 1e-12 ? x / norms[j]! : 0))),
    v: order.map((j) => turns[j]!),
  };
}

/** The sum of the first k layers, row by row. */
export function rebuild({ sigmas, u, v }: Layers, k: number): number[][] {
  const [m, n] = [u[0]?.length ?? 0, v[0]?.length ?? 0];
  return Array.from({ length: m }, (_, i) =>
    Array.from({ length: n }, (__, j) =>
      sigmas
        .slice(0, k)
        .reduce((sum, sigma, layer) => sum + sigma * u[layer]![i]! * v[layer]![j]!, 0),
    ),
  );
}

/** A small picture, 16 × 16, from 0 (dark) to 1 (light): a house under the moon. */
export const house: readonly (readonly number[])[] = [
  '................',
  '...........###..',
  '..........####..',
  '..........####..',
  '...........##...',
  '.....oo.........',
  '....oooo........',
  '...oooooo.......',
  '..oooooooo......',
  '.oooooooooo.....',
  '..########......',
  '..#..##..#......',
  '..#..##..#......',
  '..####..##......',
  '..####..##......',
  'oooooooooooooooo',
].map((line) => Array.from(line, (mark) => (mark === '#' ? 1 : mark === 'o' ? 0.6 : 0.1)));
