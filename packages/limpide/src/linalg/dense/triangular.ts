/**
 * Triangular systems: substitution. The unknowns are halved again and again: one half is solved, a product takes
 * it out of the other's right side, which is solved in turn; so most of the work is products.
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { LinalgError, raise, ShapeError } from '../../errors/index.ts';
import { inWorkspace } from './in-workspace.ts';
import { Matrix } from './matrix.ts';
import { type Part, part, turned, within } from './part.ts';
import type { Workspace } from './workspace.ts';

export interface TriangularOptions {
  /** Which half of T is read; the other is never looked at. Lower by default. */
  readonly upper?: boolean | undefined;
  /** Solve Tᵀ·X = B. */
  readonly transpose?: boolean | undefined;
  /** Take the diagonal for ones, whatever stands there. */
  readonly unitDiagonal?: boolean | undefined;
  /** How an error calls the matrix, when it is one of several. */
  readonly batch?: string | undefined;
}

/** Unknowns that are solved by plain substitution. */
const few = 16;
/** Right sides from which the triangle is worth copying: it is read once for all of them. */
const manySides = 8;

/**
 * X with T·X = B, for a triangular T (n × n) and any number of right sides B (n × m); float64.
 *
 * @throws LinalgError when the diagonal holds a zero
 */
export function solveTriangular(t: Matrix, b: Matrix, options: TriangularOptions = {}): Matrix {
  const { upper = false, transpose = false, unitDiagonal = false, batch = '' } = options;
  const n = Math.min(t.rows, t.cols);
  if (b.rows !== n)
    raise(ShapeError, linalgErrors, 'linalg.shapes', {
      op: 'solveTriangular',
      what: 'the number of rows of the right side',
      expected: n,
      got: b.rows,
    });
  const m = b.cols;
  const solution = inWorkspace(m < manySides ? 0 : (n * n * m) / 2, (ws) => {
    const x = ws.copy(b.data);
    const triangle = part(ws.read(t.data), t.cols, 0, n, 0, n);
    solveInPlace(ws, transpose ? turned(triangle) : triangle, part(x, m, 0, n, 0, m), {
      lower: upper === transpose,
      unitDiagonal,
      batch,
    });
    return x.slice();
  });
  return new Matrix(solution, n, m);
}

interface Substitution {
  /** solved from its first row on */
  readonly lower: boolean;
  readonly unitDiagonal: boolean;
  readonly batch: string;
}

/** T·X = B with B in the place of X; the columns of X lie next to each other. */
export function solveInPlace(ws: Workspace, t: Part, x: Part, how: Substitution, from = 0): void {
  const n = t.rows;
  if (n <= few) {
    substitute(ws, t, x, how, from);
    return;
  }
  const middle = n >> 1;
  const first = within(x, 0, middle, 0, x.cols);
  const last = within(x, middle, n, 0, x.cols);
  if (how.lower) {
    solveInPlace(ws, within(t, 0, middle, 0, middle), first, how, from);
    ws.addProduct(last, within(t, middle, n, 0, middle), first, -1);
    solveInPlace(ws, within(t, middle, n, middle, n), last, how, from + middle);
  } else {
    solveInPlace(ws, within(t, middle, n, middle, n), last, how, from + middle);
    ws.addProduct(first, within(t, 0, middle, middle, n), last, -1);
    solveInPlace(ws, within(t, 0, middle, 0, middle), first, how, from);
  }
}

function substitute(
  ws: Workspace,
  t: Part,
  x: Part,
  { lower, unitDiagonal, batch }: Substitution,
  from: number,
): void {
  const { rows: n, data } = t;
  for (let step = 0; step < n; step++) {
    const i = lower ? step : n - 1 - step;
    const at = t.at + i * t.rowStep;
    const xi = x.at + i * x.rowStep;
    for (let k = lower ? 0 : i + 1; k < (lower ? i : n); k++) {
      const factor = data[at + k * t.columnStep]!;
      if (factor !== 0) ws.add(x.data, xi, -factor, x.data, x.at + k * x.rowStep, x.cols);
    }
    if (unitDiagonal) continue;
    const diagonal = data[at + i * t.columnStep]!;
    if (diagonal === 0)
      raise(LinalgError, linalgErrors, 'linalg.triangular', {
        op: 'solveTriangular',
        batch,
        pivot: from + i,
      });
    for (let j = 0; j < x.cols; j++) x.data[xi + j]! /= diagonal;
  }
}
