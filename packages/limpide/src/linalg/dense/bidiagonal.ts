/**
 * A matrix with at least as many rows as columns in bidiagonal form: A = Q·B·Pᵀ, by Householder reflections from
 * the left and the right in turn (Golub & Kahan, 1965; Golub & Van Loan, §5.4.8). B has A's singular values.
 *
 * As in the tridiagonal form, A is left as it was during a panel of steps: each brings one column and one row up to
 * date, and the rest waits for two products (Dongarra, Sorensen & Hammarling, 1989).
 */
import { inWorkspace } from './in-workspace.ts';
import type { Matrix } from './matrix.ts';
import { type Numbers, type Part, part, turned } from './part.ts';
import { type Reflections, reflector } from './reflectors.ts';

export interface Bidiagonal {
  /** B's diagonal, n values */
  readonly diagonal: Float64Array<ArrayBuffer>;
  /** the diagonal above it, n − 1 values */
  readonly above: Float64Array<ArrayBuffer>;
  /** what makes left singular vectors of A of those of B (zeros below) */
  readonly q: Reflections;
  /** and right ones */
  readonly p: Reflections;
}

/** Steps whose effect on the rest of the matrix waits. */
const delayed = 32;

/** Reduces a matrix of m ≥ n rows and n columns. */
export function bidiagonalise(matrix: Matrix): Bidiagonal {
  const { rows: m, cols: n } = matrix;
  const diagonal = new Float64Array(n);
  const above = new Float64Array(Math.max(0, n - 1));
  const leftTaus = new Float64Array(n);
  const rightTaus = new Float64Array(Math.max(0, n - 1));
  const { left, right } = inWorkspace(2 * m * n * n, (ws) => {
    const a = ws.copy(matrix.data);
    // A is now A − Σ (vₚ·yₚᵀ + xₚ·uₚᵀ) over the steps of the panel
    const v = ws.floats(n * m);
    const u = ws.floats(n * n);
    const y = ws.floats(delayed * n);
    const x = ws.floats(delayed * m);
    const column = ws.floats(m);
    const inner = ws.floats(delayed);
    /** out −= Σₚ factor(p)·(row p of `of`) */
    const takeOut = (out: Numbers, at: number, of: Part, factor: (p: number) => number): void => {
      for (let p = 0; p < of.rows; p++) inner[p] = -factor(p);
      ws.addTransposedTimes(out, at, of, inner, 0);
    };
    /** out −= Σₚ (row p of `by`, times the vector)·(row p of `of`) */
    const correct = (
      out: Numbers,
      at: number,
      of: Part,
      by: Part,
      vector: Numbers,
      vectorAt: number,
    ): void => {
      inner.fill(0);
      ws.addTimes(inner, 0, by, vector, vectorAt);
      for (let p = 0; p < of.rows; p++) inner[p]! *= -1;
      ws.addTransposedTimes(out, at, of, inner, 0);
    };
    for (let j0 = 0; j0 < n; j0 += delayed) {
      const j1 = Math.min(j0 + delayed, n);
      for (let j = j0; j < j1; j++) {
        const done = j - j0;

        // column j, and the reflection that leaves its first element alone
        for (let i = j; i < m; i++) column[i] = a[i * n + j]!;
        takeOut(column, j, part(v, m, j0, j, j, m), (p) => y[p * n + j]!);
        takeOut(column, j, part(x, m, 0, done, j, m), (p) => u[(j0 + p) * n + j]!);
        const vAt = j * m + j;
        v.set(column.subarray(j), vAt);
        const first = reflector(v, vAt, m - j, ws);
        leftTaus[j] = first.tau;
        diagonal[j] = first.beta;
        const from = j + 1;
        const rest = n - from;
        if (rest === 0) continue;

        // y = τ·Aᵀ·v
        const yAt = done * n + from;
        y.fill(0, done * n, (done + 1) * n);
        ws.addTransposedTimes(y, yAt, part(a, n, j, m, from, n), v, vAt);
        correct(y, yAt, part(y, n, 0, done, from, n), part(v, m, j0, j, j, m), v, vAt);
        correct(y, yAt, part(u, n, j0, j, from, n), part(x, m, 0, done, j, m), v, vAt);
        for (let i = 0; i < rest; i++) y[yAt + i]! *= first.tau;

        // row j, and the reflection that leaves its first element beside the diagonal alone
        const uAt = j * n + from;
        u.set(a.subarray(j * n + from, (j + 1) * n), uAt);
        takeOut(u, uAt, part(y, n, 0, done + 1, from, n), (p) => v[(j0 + p) * m + j]!);
        takeOut(u, uAt, part(u, n, j0, j, from, n), (p) => x[p * m + j]!);
        const second = reflector(u, uAt, rest, ws);
        rightTaus[j] = second.tau;
        above[j] = second.beta;

        // x = τ·A·u
        const xAt = done * m + from;
        x.fill(0, done * m, (done + 1) * m);
        ws.addTimes(x, xAt, part(a, n, from, m, from, n), u, uAt);
        correct(x, xAt, part(v, m, j0, j + 1, from, m), part(y, n, 0, done + 1, from, n), u, uAt);
        correct(x, xAt, part(x, m, 0, done, from, m), part(u, n, j0, j, from, n), u, uAt);
        for (let i = 0; i < m - from; i++) x[xAt + i]! *= second.tau;
      }
      const count = j1 - j0;
      const rest = part(a, n, j1, m, j1, n);
      ws.addProduct(rest, turned(part(v, m, j0, j1, j1, m)), part(y, n, 0, count, j1, n), -1);
      ws.addProduct(rest, turned(part(x, m, 0, count, j1, m)), part(u, n, j0, j1, j1, n), -1);
    }
    return { left: v.slice(), right: u.slice(0, rightTaus.length * n) };
  });
  return {
    diagonal,
    above,
    q: { v: left, taus: leftTaus, length: m, shift: 0 },
    p: { v: right, taus: rightTaus, length: n, shift: 1 },
  };
}
