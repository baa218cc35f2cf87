/** The pseudo-inverse of Moore and Penrose. */
import { eye, type Tensor } from '../tensor/index.ts';
import { adjoint, collectMatrices, differentiable, epsilonOf, readBatch } from './batch.ts';
import * as dense from './dense/index.ts';

/** V·Σ⁺·Uᵀ: singular values below rtol · the largest are not inverted. */
function pseudoInverse(a: dense.Matrix, rtol: number): dense.Matrix {
  const { u, s, vt } = dense.svd(a);
  const k = s.length;
  const scaledVt = vt.clone();
  for (let i = 0; i < k; i++) {
    const factor = s[i]! > rtol * s[0]! ? 1 / s[i]! : 0;
    for (let j = 0; j < vt.cols; j++) scaledVt.data[i * vt.cols + j]! *= factor;
  }
  return dense.multiply(scaledVt, u, { transposeA: true, transposeB: true });
}

const solvers = new Map<number, (...inputs: Tensor[]) => Tensor>();

/** One operator per tolerance. */
function solverFor(rtol: number): (...inputs: Tensor[]) => Tensor {
  const known = solvers.get(rtol);
  if (known) return known;
  const solver = differentiable({
    name: 'linalg.pinv',
    forward: (a) => {
      const batch = readBatch('pinv', a!);
      const inverses = batch.matrices.map((m) => pseudoInverse(m, rtol));
      return collectMatrices(inverses, batch.lead, batch.cols, batch.rows, a!);
    },
    // Golub & Pereyra (1973), at constant rank:
    // dP = −P·dA·P + P·Pᵀ·dAᵀ·(I − A·P) + (I − P·A)·dAᵀ·Pᵀ·P
    backward: (g, { inputs: [a], output: p }) => {
      const pt = adjoint(p);
      const gt = adjoint(g);
      const [m, n] = [a!.size(-2), a!.size(-1)];
      const options = { dtype: a!.dtype, device: a!.device };
      const leftRest = eye(m, m, options).sub(a!.matmul(p));
      const rightRest = eye(n, n, options).sub(p.matmul(a!));
      return pt
        .matmul(g)
        .matmul(pt)
        .neg()
        .add(leftRest.matmul(gt).matmul(p).matmul(pt))
        .add(pt.matmul(p).matmul(gt).matmul(rightRest));
    },
  });
  solvers.set(rtol, solver);
  return solver;
}

/**
 * A⁺, of shape […, n, m]: the matrix that gives the least-squares solution of smallest norm. Differentiable
 * where the rank does not change.
 *
 * @param a […, m, n]
 * @param options.rtol singular values below rtol · the largest count as 0; max(m, n)·ε by default
 */
export function pinv(a: Tensor, options: { readonly rtol?: number | undefined } = {}): Tensor {
  const { rtol = epsilonOf(a) * Math.max(a.shape.at(-1) ?? 0, a.shape.at(-2) ?? 0) } = options;
  return solverFor(rtol)(a);
}
