/** Norms of vectors and matrices, condition numbers, rank. All but the rank are differentiable. */
import { linalgErrors } from '../errors/catalog/linalg.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import { type Dims, type Tensor, where, zerosLike } from '../tensor/index.ts';
import {
  checkFloat,
  collect,
  collectMatrices,
  epsilonOf,
  readBatch,
  refuseEmpty,
  wantsGradient,
} from './batch.ts';
import * as dense from './dense/index.ts';
import { svdvals } from './spectra.ts';
import { inv } from './systems.ts';

/** `'fro'`: √Σaᵢⱼ²; `'nuc'`: Σσᵢ; 2, −2: largest, smallest σ; ±1: of columns' sums; ±Infinity: of rows'. */
export type MatrixOrder = 'fro' | 'nuc' | 1 | -1 | 2 | -2 | number;

/** (Σ|xᵢ|ᵖ)^(1/p) along axes, all of them by default; p = ±Infinity: largest, smallest; 0: how many are not 0. */
export function vectorNorm(
  x: Tensor,
  options: { readonly ord?: number; readonly dim?: Dims; readonly keepdim?: boolean } = {},
): Tensor {
  const { ord = 2, dim, keepdim = false } = options;
  checkFloat('vectorNorm', x);
  if (ord === Infinity) return x.abs().amax(dim, keepdim);
  if (ord === -Infinity) return x.abs().amin(dim, keepdim);
  if (ord === 0) return x.ne(0).to(x.dtype).sum(dim, keepdim);
  return x.norm(ord, dim, keepdim);
}

/** A norm of the matrices in the last two axes: […, m, n] → […]. */
export function matrixNorm(
  a: Tensor,
  options: { readonly ord?: MatrixOrder; readonly keepdim?: boolean } = {},
): Tensor {
  const { ord = 'fro', keepdim = false } = options;
  readBatch('matrixNorm', a);
  const kept = (x: Tensor): Tensor => (keepdim ? x.unsqueeze(-1).unsqueeze(-1) : x);
  if (ord === 'fro') return a.norm(2, [-2, -1], keepdim);
  if (ord === 'nuc') return kept(svdvals(a).sum(-1));
  if (ord !== 1 && ord !== -1 && Math.abs(ord) !== 2 && Math.abs(ord) !== Infinity)
    raise(ArgumentError, linalgErrors, 'linalg.option', {
      op: 'matrixNorm',
      name: 'ord',
      expected: "'fro', 'nuc', ±1, ±2, ±Infinity",
      got: ord,
    });
  refuseEmpty('matrixNorm', a);
  if (Math.abs(ord) === 2) {
    const s = svdvals(a);
    return kept(ord > 0 ? s.amax(-1) : s.amin(-1));
  }
  const sums = a.abs().sum(Math.abs(ord) === 1 ? -2 : -1);
  return kept(ord > 0 ? sums.amax(-1) : sums.amin(-1));
}

/**
 * `vectorNorm` of all elements when neither `ord` nor `dim` is given or when x is a vector or `dim` is one
 * axis; `matrixNorm` of a matrix with an `ord`.
 */
export function norm(
  x: Tensor,
  options: { readonly ord?: MatrixOrder; readonly dim?: Dims; readonly keepdim?: boolean } = {},
): Tensor {
  const { ord, dim, keepdim = false } = options;
  const vector = { keepdim, ...(dim === undefined ? {} : { dim }) };
  if (ord === undefined) return vectorNorm(x, vector);
  const axes = dim === undefined ? x.ndim : typeof dim === 'number' ? 1 : dim.length;
  if (axes === 1 && typeof ord === 'number') return vectorNorm(x, { ...vector, ord });
  if (dim !== undefined && typeof dim !== 'number')
    return matrixNorm(x.movedim(dim, [-2, -1]), { ord, keepdim });
  return matrixNorm(x, { ord, keepdim });
}

/**
 * The condition number ‖A‖·‖A⁻¹‖ in a norm, of shape […]: by how much relative errors of b can grow in the
 * solution of A·x = b. Infinity for a singular matrix.
 *
 * @param a […, m, n]; square unless `p` is 2 or −2
 * @param p 2 by default: the largest singular value over the smallest
 */
export function cond(a: Tensor, p: MatrixOrder = 2): Tensor {
  refuseEmpty('cond', a);
  if (p === 2 || p === -2) {
    const s = svdvals(a);
    return p === 2 ? s.select(-1, 0).div(s.select(-1, -1)) : s.select(-1, -1).div(s.select(-1, 0));
  }
  if (wantsGradient(a)) return matrixNorm(a, { ord: p }).mul(matrixNorm(inv(a), { ord: p }));
  const { matrices, lead, rows: n } = readBatch('cond', a, { square: true });
  const factors = matrices.map(dense.luFactor);
  const identity = dense.Matrix.identity(n);
  const inverses = factors.map((f) => (f.zeroPivot < 0 ? dense.luSolve(f, identity) : identity));
  const singular = factors.map((f) => [f.zeroPivot >= 0 ? 1 : 0]);
  const product = matrixNorm(a, { ord: p }).mul(
    matrixNorm(collectMatrices(inverses, lead, n, n, a), { ord: p }),
  );
  return where(collect(singular, lead, [], a).ne(0), zerosLike(product).add(Infinity), product);
}

/**
 * The number of singular values above max(atol, rtol · the largest): […], int32.
 *
 * @param options.rtol max(m, n)·ε by default, or 0 when atol is given
 */
export function matrixRank(
  a: Tensor,
  options: { readonly atol?: number; readonly rtol?: number } = {},
): Tensor {
  const { atol = 0, rtol } = options;
  const s = svdvals(a.detach());
  const [m, n] = [a.size(-2), a.size(-1)];
  const relative = rtol ?? (atol > 0 ? 0 : Math.max(m, n) * epsilonOf(a));
  if (m === 0 || n === 0) return s.sum(-1).to('int32');
  const limit = s.select(-1, 0).unsqueeze(-1).mul(relative).maximum(atol);
  return s.gt(limit).to('int32').sum(-1).to('int32');
}
