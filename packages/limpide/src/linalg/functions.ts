/** Functions of square matrices: exponential, powers; and whether they are symmetric. */
import { linalgErrors } from '../errors/catalog/linalg.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import { cat, eye, type Tensor, zerosLike } from '../tensor/index.ts';
import { adjoint, collectMatrices, differentiable, readBatch } from './batch.ts';
import * as dense from './dense/index.ts';
import { inv } from './systems.ts';

const exponential = differentiable({
  name: 'linalg.matrixExp',
  forward: (a) => {
    const { matrices, lead, rows } = readBatch('matrixExp', a!, { square: true });
    return collectMatrices(matrices.map(dense.matrixExp), lead, rows, rows, a!);
  },
  // The derivative at Aᵀ in the direction G stands in a corner of the exponential of a matrix twice as
  // large, exp [[Aᵀ, G], [0, Aᵀ]] (Van Loan, 1978)
  backward: (g, { inputs: [a] }) => {
    const n = a!.size(-1);
    const at = adjoint(a!);
    const upper = cat([at, g], -1);
    const lower = cat([zerosLike(at), at], -1);
    return exponential(cat([upper, lower], -2))
      .slice(-2, 0, n)
      .slice(-1, n);
  },
});

/** eᴬ = I + A + A²/2! + … of matrices […, n, n], by scaling and squaring (Higham, 2005). */
export const matrixExp = (a: Tensor): Tensor => exponential(a);

/**
 * Aᵖ for a whole number p, by repeated squaring; p = 0 gives the identity, p < 0 powers of the inverse.
 *
 * @throws LinalgError when p < 0 and A is singular
 */
export function matrixPower(a: Tensor, p: number): Tensor {
  if (!Number.isInteger(p))
    raise(ArgumentError, linalgErrors, 'linalg.option', {
      op: 'matrixPower',
      name: 'p',
      expected: '… −2, −1, 0, 1, 2 …',
      got: p,
    });
  readBatch('matrixPower', a, { square: true });
  if (p < 0) return matrixPower(inv(a), -p);
  let result: Tensor | null = null;
  let square = a;
  for (let left = p; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result ? result.matmul(square) : square;
    if (left > 1) square = square.matmul(square);
  }
  const n = a.size(-1);
  return result ?? eye(n, n, { dtype: a.dtype, device: a.device }).expand(a.shape);
}

/**
 * Whether every matrix of […, n, n] is its own transpose: |aᵢⱼ − aⱼᵢ| ≤ rtol · the largest element.
 *
 * @param options.rtol 1e-10 by default, 1e-5 for float32
 */
export function isSymmetric(a: Tensor, options: { readonly rtol?: number } = {}): boolean {
  const { rtol = a.dtype === 'float32' ? 1e-5 : 1e-10 } = options;
  return readBatch('isSymmetric', a, { square: true }).matrices.every(({ data, rows: n }) => {
    let largest = 0;
    let difference = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        const [x, y] = [data[i * n + j]!, data[j * n + i]!];
        largest = Math.max(largest, Math.abs(x), Math.abs(y));
        difference = Math.max(difference, Math.abs(x - y));
      }
    return difference <= rtol * largest;
  });
}
