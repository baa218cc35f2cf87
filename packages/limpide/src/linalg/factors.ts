/** Factorisations of tensors of shape […, m, n]: LU, Cholesky, QR. */
import { linalgErrors } from '../errors/catalog/linalg.ts';
import { raise, ShapeError } from '../errors/index.ts';
import type { Tensor } from '../tensor/index.ts';
import {
  adjoint,
  broadcastLead,
  collect,
  collectIntegers,
  collectMatrices,
  differentiable,
  nameOf,
  readBatch,
  refuseGradient,
  wantsGradient,
} from './batch.ts';
import * as dense from './dense/index.ts';
import { solveTriangular } from './systems.ts';

/**
 * A = P·L·U with partial pivoting: P […, m, m] a permutation, L […, m, k] with ones on its diagonal,
 * U […, k, n]; k = min(m, n). Singular matrices have it too.
 */
export function lu(a: Tensor): { readonly P: Tensor; readonly L: Tensor; readonly U: Tensor } {
  refuseGradient('lu', 'solve, inv, det, slogdet', a);
  const { matrices, lead, rows, cols } = readBatch('lu', a);
  const k = Math.min(rows, cols);
  const factors = matrices.map(dense.luFactor);
  const permutations = factors.map(({ permutation }) => {
    const p = dense.Matrix.zeros(rows, rows);
    permutation.forEach((from, i) => {
      p.data[from * rows + i] = 1;
    });
    return p;
  });
  return {
    P: collectMatrices(permutations, lead, rows, rows, a),
    L: collectMatrices(factors.map(dense.lowerOf), lead, rows, k, a),
    U: collectMatrices(factors.map(dense.upperOf), lead, k, cols, a),
  };
}

/**
 * The same, compact: L (without its ones) and U in one tensor, and the exchanges: at step i, rows i and
 * pivots[i] were exchanged, counted from 0 (LAPACK and PyTorch count from 1).
 */
export function luFactor(a: Tensor): { readonly LU: Tensor; readonly pivots: Tensor } {
  refuseGradient('luFactor', 'solve', a);
  const { matrices, lead, rows, cols } = readBatch('luFactor', a);
  const factors = matrices.map(dense.luFactor);
  return {
    LU: collectMatrices(
      factors.map((f) => f.lu),
      lead,
      rows,
      cols,
      a,
    ),
    pivots: collectIntegers(
      factors.map((f) => f.pivots),
      lead,
      Math.min(rows, cols),
      a,
    ),
  };
}

/** X with A·X = B, from what `luFactor` gave for A; B is […, n, k]. */
export function luSolve(LU: Tensor, pivots: Tensor, b: Tensor): Tensor {
  refuseGradient('luSolve', 'solve', LU, b);
  const left = readBatch('luSolve', LU, { square: true });
  const right = readBatch('luSolve', b);
  const { lead, ofA, ofB } = broadcastLead('luSolve', left.lead, right.lead);
  const n = left.rows;
  if (pivots.dtype !== 'int32' || pivots.size(-1) !== n)
    raise(ShapeError, linalgErrors, 'linalg.shapes', {
      op: 'luSolve',
      what: 'pivots',
      expected: `int32 […, ${n}]`,
      got: `${pivots.dtype} [${pivots.shape.join(', ')}]`,
    });
  const exchanges = Int32Array.from(pivots.dataSync());
  const total = lead.reduce((x, y) => x * y, 1);
  const solutions = Array.from({ length: total }, (_, i) => {
    const at = ofA(i);
    const permutation = Int32Array.from({ length: n }, (__, row) => row);
    const mine = exchanges.slice(at * n, (at + 1) * n);
    mine.forEach((other, row) => {
      const kept = permutation[row]!;
      permutation[row] = permutation[other]!;
      permutation[other] = kept;
    });
    const factors = {
      lu: left.matrices[at]!,
      pivots: mine,
      permutation,
      sign: 1,
      zeroPivot: -1,
    };
    return dense.luSolve(factors, right.matrices[ofB(i)]!);
  });
  return collectMatrices(solutions, lead, n, right.cols, b);
}

const lowerFactor = differentiable({
  name: 'linalg.cholesky',
  forward: (a) => {
    const batch = readBatch('cholesky', a!, { square: true });
    const factors = batch.matrices.map((m, i) => dense.cholesky(m, nameOf(batch, i)));
    return collectMatrices(factors, batch.lead, batch.rows, batch.cols, a!);
  },
  // Murray, "Differentiation of the Cholesky decomposition" (2016): L⁻ᵀ·Φ(Lᵀ·gL)·L⁻¹, made symmetric;
  // Φ keeps the lower triangle and halves the diagonal
  backward: (g, { output: l }) => {
    const inner = adjoint(l).matmul(g);
    const phi = inner.tril().add(inner.tril(-1)).mul(0.5);
    const options = { upper: false, transpose: true };
    const left = solveTriangular(l, phi, options);
    const s = adjoint(solveTriangular(l, adjoint(left), options));
    return s.add(adjoint(s)).mul(0.5);
  },
});

/**
 * L with A = L·Lᵀ of symmetric positive definite matrices […, n, n], of which the lower triangle is read;
 * `upper`: U with A = Uᵀ·U.
 *
 * @throws LinalgError naming the first leading minor that is not positive
 */
export function cholesky(a: Tensor, options: { readonly upper?: boolean } = {}): Tensor {
  const l = lowerFactor(a);
  return options.upper ? adjoint(l) : l;
}

/** X with A·X = B, from L = cholesky(A) (or U with `upper`); B is […, n, k]. Arguments as in PyTorch. */
export function choleskySolve(
  b: Tensor,
  factor: Tensor,
  options: { readonly upper?: boolean } = {},
): Tensor {
  const { upper = false } = options;
  const half = solveTriangular(factor, b, { upper, transpose: upper });
  return solveTriangular(factor, half, { upper, transpose: !upper });
}

const tallQR = differentiable({
  name: 'linalg.qr',
  // Q above R, […, m + n, n]: an operator has one result
  forward: (a) => {
    const { matrices, lead, rows, cols } = readBatch('qr', a!);
    const parts = matrices.map((m) => {
      const factors = new dense.HouseholderQR(m);
      const both = new Float64Array((rows + cols) * cols);
      both.set(factors.q().data);
      both.set(factors.r().data, rows * cols);
      return both;
    });
    return collect(parts, lead, [rows + cols, cols], a!);
  },
  // Walter & Lehmann (2010): (gQ + Q·C)·R⁻ᵀ, C the lower triangle of R·gRᵀ − gQᵀ·Q and its mirror image
  backward: (g, { inputs: [a], output }) => {
    const m = a!.size(-2);
    const q = output.slice(-2, 0, m);
    const r = output.slice(-2, m);
    const gq = g.slice(-2, 0, m);
    const gr = g.slice(-2, m);
    const inner = r.matmul(adjoint(gr)).sub(adjoint(gq).matmul(q));
    const mirrored = inner.tril().add(adjoint(inner.tril(-1)));
    const right = gq.add(q.matmul(mirrored));
    return adjoint(solveTriangular(r, adjoint(right), { upper: true }));
  },
});

export interface QROptions {
  /** `'reduced'` (Q is m × min(m, n)), `'complete'` (m × m) or `'r'` (Q is left out: null). */
  readonly mode?: 'reduced' | 'complete' | 'r' | undefined;
  /** Take the longest remaining column first: the diagonal of R decreases and shows the rank. */
  readonly pivoting?: boolean | undefined;
}

/**
 * A = Q·R with orthonormal columns in Q and R upper triangular, by Householder reflections. With
 * `pivoting`, A[:, P] = Q·R and P is an int32 permutation […, n]; without, P is null.
 *
 * Differentiable when A has full column rank, m ≥ n, mode `'reduced'`, no pivoting.
 */
export function qr(
  a: Tensor,
  options: QROptions = {},
): { readonly Q: Tensor | null; readonly R: Tensor; readonly P: Tensor | null } {
  const { mode = 'reduced', pivoting = false } = options;
  if (
    wantsGradient(a) &&
    mode === 'reduced' &&
    !pivoting &&
    a.ndim >= 2 &&
    a.size(-2) >= a.size(-1)
  ) {
    const both = tallQR(a);
    return { Q: both.slice(-2, 0, a.size(-2)), R: both.slice(-2, a.size(-2)), P: null };
  }
  refuseGradient('qr', 'mode "reduced", pivoting false, m ≥ n', a);
  const { matrices, lead, rows, cols } = readBatch('qr', a);
  const k = Math.min(rows, cols);
  const size = mode === 'complete' ? rows : k;
  const factors = matrices.map((m) => new dense.HouseholderQR(m, { pivoting }));
  const padded = (r: dense.Matrix): dense.Matrix => {
    const out = dense.Matrix.zeros(size, cols);
    out.data.set(r.data);
    return out;
  };
  return {
    Q:
      mode === 'r'
        ? null
        : collectMatrices(
            factors.map((f) => f.q(size)),
            lead,
            rows,
            size,
            a,
          ),
    R: collectMatrices(
      factors.map((f) => padded(f.r())),
      lead,
      size,
      cols,
      a,
    ),
    P: pivoting
      ? collectIntegers(
          factors.map((f) => f.permutation ?? []),
          lead,
          cols,
          a,
        )
      : null,
  };
}
