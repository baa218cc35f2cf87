/** Eigenvalues and singular values of tensors of shape […, m, n]. */
import { linalgErrors } from '../errors/catalog/linalg.ts';
import { ArgumentError, LinalgError, raise } from '../errors/index.ts';
import { Generator, randn, type Tensor, where, zerosLike } from '../tensor/index.ts';
import {
  adjoint,
  checkWhole,
  collect,
  collectMatrices,
  differentiable,
  readBatch,
  refuseEmpty,
  refuseGradient,
  wantsGradient,
} from './batch.ts';
import * as dense from './dense/index.ts';
import { isSymmetric } from './functions.ts';

/** 1/x, and 0 where x is 0. */
function safeInverse(x: Tensor): Tensor {
  const zero = x.eq(0);
  return where(zero, zerosLike(x), where(zero, x.add(1), x).reciprocal());
}

/** F with F[i][j] = 1 / (xⱼ − xᵢ), 0 where both are equal. */
const differences = (x: Tensor): Tensor => safeInverse(x.unsqueeze(-2).sub(x.unsqueeze(-1)));

const symmetricEigen = differentiable({
  name: 'linalg.eigh',
  // eigenvalues above eigenvectors, […, 1 + n, n]: an operator has one result
  forward: (a) => {
    const { matrices, lead, rows: n } = readBatch('eigh', a!, { square: true });
    const parts = matrices.map((m) => {
      const { values, vectors } = dense.eigh(m);
      const both = new Float64Array(n + n * n);
      both.set(values);
      both.set(vectors.data, n);
      return both;
    });
    return collect(parts, lead, [1 + n, n], a!);
  },
  // gA = V·(diag(gλ) + F ∘ (Vᵀ·gV))·Vᵀ, made symmetric (Giles, 2008, §3.1)
  backward: (g, { output }) => {
    const values = output.select(-2, 0);
    const v = output.slice(-2, 1);
    const turned = adjoint(v).matmul(g.slice(-2, 1)).mul(differences(values));
    const inner = v.matmul(turned).add(v.mul(g.slice(-2, 0, 1)));
    const full = inner.matmul(adjoint(v));
    return full.add(adjoint(full)).mul(0.5);
  },
});

/**
 * Eigenvalues, ascending […, n], and orthonormal eigenvectors, as columns […, n, n], of symmetric
 * matrices, of which the lower triangle is read. Eigenvectors are determined up to their sign.
 *
 * The gradient of eigenvectors exists where eigenvalues differ; between equal ones it is taken for 0.
 */
export function eigh(a: Tensor): { readonly eigenvalues: Tensor; readonly eigenvectors: Tensor } {
  const both = symmetricEigen(a);
  return { eigenvalues: both.select(-2, 0), eigenvectors: both.slice(-2, 1) };
}

/** The eigenvalues of `eigh` alone, ascending: […, n]. */
export function eigvalsh(a: Tensor): Tensor {
  if (wantsGradient(a)) return eigh(a).eigenvalues;
  const { matrices, lead, rows } = readBatch('eigvalsh', a, { square: true });
  return collect(matrices.map(dense.eigvalsh), lead, [rows], a);
}

/** Complex numbers, as two tensors. */
export interface Complex {
  readonly real: Tensor;
  readonly imag: Tensor;
}

/**
 * Eigenvalues […, n] and eigenvectors of length 1, as columns […, n, n], of any square matrices; complex
 * ones come in conjugate pairs. A defective matrix (a Jordan block) gives equal or nearly equal vectors.
 */
export function eig(a: Tensor): { readonly eigenvalues: Complex; readonly eigenvectors: Complex } {
  refuseGradient('eig', 'eigh (symmetric matrices)', a);
  const { matrices, lead, rows: n } = readBatch('eig', a, { square: true });
  const found = matrices.map((m) => dense.eig(m));
  const part = (of: 're' | 'im'): Tensor =>
    collect(
      found.map((f) => f.vectors?.[of].data ?? []),
      lead,
      [n, n],
      a,
    );
  return {
    eigenvalues: complexValues(found, lead, n, a),
    eigenvectors: { real: part('re'), imag: part('im') },
  };
}

/** The eigenvalues of `eig` alone: […, n]. */
export function eigvals(a: Tensor): Complex {
  refuseGradient('eigvals', 'eigvalsh (symmetric matrices)', a);
  const { matrices, lead, rows } = readBatch('eigvals', a, { square: true });
  const found = matrices.map((m) => dense.eig(m, { vectors: false }));
  return complexValues(found, lead, rows, a);
}

const complexValues = (
  found: readonly dense.Eigen[],
  lead: readonly number[],
  n: number,
  like: Tensor,
): Complex => ({
  real: collect(
    found.map((f) => f.re),
    lead,
    [n],
    like,
  ),
  imag: collect(
    found.map((f) => f.im),
    lead,
    [n],
    like,
  ),
});

const thinSVD = differentiable({
  name: 'linalg.svd',
  // U above s above V, […, m + 1 + n, k]: an operator has one result
  forward: (a) => {
    const { matrices, lead, rows, cols } = readBatch('svd', a!);
    const k = Math.min(rows, cols);
    const parts = matrices.map((m) => {
      const { u, s, vt } = dense.svd(m);
      const all = new Float64Array((rows + 1 + cols) * k);
      all.set(u.data);
      all.set(s, rows * k);
      all.set(vt.transpose().data, (rows + 1) * k);
      return all;
    });
    return collect(parts, lead, [rows + 1 + cols, k], a!);
  },
  // Townsend, "Differentiating the singular value decomposition" (2016)
  backward: (g, { inputs: [a], output }) => {
    const m = a!.size(-2);
    const [u, s, v] = [output.slice(-2, 0, m), output.select(-2, m), output.slice(-2, m + 1)];
    const [gu, gs, gv] = [g.slice(-2, 0, m), g.slice(-2, m, m + 1), g.slice(-2, m + 1)];
    const f = differences(s.square()); // […, k, k]
    const row = s.unsqueeze(-2);
    const column = s.unsqueeze(-1);
    const skew = (x: Tensor): Tensor => x.sub(adjoint(x));
    const left = f.mul(skew(adjoint(u).matmul(gu))).mul(row);
    const right = f.mul(skew(adjoint(v).matmul(gv))).mul(column);
    const inner = u.matmul(left.add(right)).add(u.mul(gs)).matmul(adjoint(v));
    // what moves U and V out of the spaces that they span
    const inverse = safeInverse(row);
    const outside = (x: Tensor, gx: Tensor): Tensor => gx.sub(x.matmul(adjoint(x).matmul(gx)));
    const fromU = outside(u, gu).mul(inverse).matmul(adjoint(v));
    const fromV = u.mul(inverse).matmul(adjoint(outside(v, gv)));
    return inner.add(fromU).add(fromV);
  },
});

/**
 * A = U·diag(S)·Vh: U […, m, k], S […, k] descending, Vh […, k, n], k = min(m, n); with `fullMatrices`
 * (the default, as in PyTorch) U is […, m, m] and Vh […, n, n].
 *
 * Differentiable with `fullMatrices: false`; the gradient of vectors exists where singular values differ
 * and are not 0.
 */
export function svd(
  a: Tensor,
  options: { readonly fullMatrices?: boolean | undefined } = {},
): { readonly U: Tensor; readonly S: Tensor; readonly Vh: Tensor } {
  const { fullMatrices = true } = options;
  const [m, n] = [a.shape.at(-2) ?? 0, a.shape.at(-1) ?? 0];
  if (!fullMatrices || m === n) {
    const all = thinSVD(a);
    return {
      U: all.slice(-2, 0, m),
      S: all.select(-2, m),
      Vh: adjoint(all.slice(-2, m + 1)),
    };
  }
  refuseGradient('svd', 'fullMatrices: false', a);
  const { matrices, lead } = readBatch('svd', a);
  const found = matrices.map(dense.svd);
  const k = Math.min(m, n);
  return {
    U: collectMatrices(
      found.map(({ u }) => completed(u)),
      lead,
      m,
      m,
      a,
    ),
    S: collect(
      found.map(({ s }) => s),
      lead,
      [k],
      a,
    ),
    Vh: collectMatrices(
      found.map(({ vt }) => completed(vt.transpose()).transpose()),
      lead,
      n,
      n,
      a,
    ),
  };
}

/** Orthonormal columns, and others that make an orthogonal matrix of them. */
function completed(columns: dense.Matrix): dense.Matrix {
  const { rows, cols } = columns;
  const full = new dense.HouseholderQR(columns).q(rows);
  for (let i = 0; i < rows; i++) full.data.set(columns.row(i), i * rows);
  return cols === 0 ? dense.Matrix.identity(rows) : full;
}

/** The singular values of `svd` alone, descending: […, min(m, n)]. */
export function svdvals(a: Tensor): Tensor {
  if (wantsGradient(a)) return svd(a, { fullMatrices: false }).S;
  const { matrices, lead, rows, cols } = readBatch('svdvals', a);
  return collect(matrices.map(dense.svdvals), lead, [Math.min(rows, cols)], a);
}

/**
 * The first k singular values and vectors, approximately, from random samples of the range: U […, m, k],
 * S […, k], Vh […, k, n] (Halko, Martinsson & Tropp, 2011). Much faster than `svd` when k ≪ min(m, n).
 */
export function randomizedSvd(
  a: Tensor,
  options: dense.RandomizedSVDOptions,
): { readonly U: Tensor; readonly S: Tensor; readonly Vh: Tensor } {
  refuseGradient('randomizedSvd', 'svd', a);
  const { matrices, lead, rows, cols } = readBatch('randomizedSvd', a);
  const { k, nOversamples = 10, nIter = 4 } = options;
  checkWhole('randomizedSvd', 'k', k, 1, Math.min(rows, cols));
  checkWhole('randomizedSvd', 'nOversamples', nOversamples, 0, Number.MAX_SAFE_INTEGER);
  checkWhole('randomizedSvd', 'nIter', nIter, 0, Number.MAX_SAFE_INTEGER);
  const found = matrices.map((m) => dense.randomizedSvd(m, options));
  return {
    U: collectMatrices(
      found.map(({ u }) => u),
      lead,
      rows,
      k,
      a,
    ),
    S: collect(
      found.map(({ s }) => s),
      lead,
      [k],
      a,
    ),
    Vh: collectMatrices(
      found.map(({ vt }) => vt),
      lead,
      k,
      cols,
      a,
    ),
  };
}

export interface PowerIterationOptions {
  /** How many eigenvectors, one after the other; more than 1 needs a symmetric matrix. 1 by default. */
  readonly k?: number | undefined;
  /** Stops when ‖A·v − λ·v‖ ≤ tol·|λ|; 1e-10 by default. */
  readonly tol?: number | undefined;
  /** 10,000 by default. */
  readonly maxIter?: number | undefined;
  /** Of the first vector; 0 by default. */
  readonly seed?: number | undefined;
}

/**
 * The eigenvalues of largest absolute value [k] and their vectors, as columns [n, k], by the power method:
 * v ← A·v / ‖A·v‖, kept orthogonal to the vectors found before. To be read rather than used: `eigh` is
 * faster for all of them.
 *
 * @param a one matrix [n, n], symmetric when k > 1
 * @throws LinalgError when it does not converge, as when the two largest have the same absolute value
 */
export function powerIteration(
  a: Tensor,
  options: PowerIterationOptions = {},
): { readonly eigenvalues: Tensor; readonly eigenvectors: Tensor } {
  const { k = 1, tol = 1e-10, maxIter = 10_000, seed = 0 } = options;
  const op = 'powerIteration';
  refuseGradient(op, 'eigh', a);
  refuseEmpty(op, a);
  const { matrices, lead, rows: n } = readBatch(op, a, { square: true });
  const [matrix] = matrices;
  checkWhole(op, 'k', k, 1, n);
  if (matrix === undefined || lead.length > 0)
    raise(ArgumentError, linalgErrors, 'linalg.option', {
      op,
      name: 'A',
      expected: '[n, n]',
      got: a.shape,
    });
  if (k > 1 && !isSymmetric(a))
    raise(ArgumentError, linalgErrors, 'linalg.option', {
      op,
      name: 'A (k > 1)',
      expected: 'A = Aᵀ',
      got: 'A ≠ Aᵀ',
    });
  const starts = randn([k, n], { dtype: 'float64', generator: new Generator(seed) }).dataSync();
  const values = new Float64Array(k);
  const vectors: Float64Array<ArrayBuffer>[] = [];
  for (let index = 0; index < k; index++) {
    let v = Float64Array.from(starts.slice(index * n, (index + 1) * n));
    removeParts(v, vectors);
    makeUnit(v);
    let change = Infinity;
    let iteration = 0;
    for (; iteration < maxIter; iteration++) {
      const w = dense.multiplyVector(matrix, v);
      removeParts(w, vectors);
      let value = 0;
      for (let i = 0; i < n; i++) value += v[i]! * w[i]!;
      values[index] = value;
      change = Math.hypot(...w.map((x, i) => x - value * v[i]!));
      if (change <= tol * Math.abs(value)) break;
      if (!makeUnit(w)) break; // nothing is left of A·v: the eigenvalue is 0
      v = w;
    }
    if (iteration === maxIter)
      raise(LinalgError, linalgErrors, 'linalg.power', {
        op,
        index,
        iterations: maxIter,
        change: change.toExponential(1),
      });
    vectors.push(v);
  }
  const columns = dense.Matrix.zeros(n, k);
  vectors.forEach((v, j) => {
    for (let i = 0; i < n; i++) columns.data[i * k + j] = v[i]!;
  });
  return {
    eigenvalues: collect([values], [], [k], a),
    eigenvectors: collect([columns.data], [], [n, k], a),
  };
}

/** Removes from v its parts along unit vectors. */
function removeParts(v: Float64Array, others: readonly Float64Array[]): void {
  for (const u of others) {
    let inner = 0;
    for (let i = 0; i < v.length; i++) inner += u[i]! * v[i]!;
    for (let i = 0; i < v.length; i++) v[i]! -= inner * u[i]!;
  }
}

/** Makes v unit; false when it is 0. */
function makeUnit(v: Float64Array): boolean {
  const length = Math.hypot(...v);
  if (length === 0) return false;
  for (let i = 0; i < v.length; i++) v[i]! /= length;
  return true;
}
