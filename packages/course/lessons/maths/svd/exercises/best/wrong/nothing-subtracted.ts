import { matmul, matvec, norm, powerIteration, rankOne, transpose } from '@me/engine';

export function bestRank(A: readonly (readonly number[])[], k: number): number[][] {
  let result = A.map((row) => row.map(() => 0));
  let rest = A.map((row) => [...row]);
  for (let layer = 0; layer < k; layer++) {
    const start = rest[0]!.map((_, j) => 1 / (j + 1));
    const { vector: v } = powerIteration(matmul(transpose(rest), rest), start, 300);
    const image = matvec(rest, v);
    const sigma = norm(image);
    if (!(sigma > 0)) break;
    const part = rankOne(
      sigma,
      image.map((x) => x / sigma),
      v,
    );
    result = result.map((row, i) => row.map((x, j) => x + part[i]![j]!));
    rest = rest.map((row, i) => row.map((x, j) => x - 0 * part[i]![j]!));
  }
  return result;
}
