import { matmul, matvec, norm, powerIteration, rankOne, transpose } from '@me/engine';

/** Σ of the first k layers σ u vᵀ; each is the strongest of what is left; shape [m, n]. */
export function bestRank(A: readonly (readonly number[])[], k: number): number[][] {
  let result = A.map((row) => row.map(() => 0));
  let rest = A.map((row) => [...row]);
  for (let layer = 0; layer < k; layer++) {
    const start = rest[0]!.map((_, j) => 1 / (j + 1));
    // v is the principal eigenvector of AᵀA, σ = ‖Av‖, u = Av / σ
    const { vector: v } = powerIteration(matmul(transpose(rest), rest), start, 300);
    const image = matvec(rest, v);
    const sigma = norm(image);
    // nothing is left: A has a lower rank than k
    if (!(sigma > 0)) break;
    const part = rankOne(
      sigma,
      image.map((x) => x / sigma),
      v,
    );
    result = result.map((row, i) => row.map((x, j) => x + part[i]![j]!));
    rest = rest.map((row, i) => row.map((x, j) => x - part[i]![j]!));
  }
  return result;
}
