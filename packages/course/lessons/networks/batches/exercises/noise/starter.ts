// [fr] gradients : forme [n], n ≥ 2 ; size : de 1 à n. Le résultat : un nombre, jamais négatif.
// [en] gradients: shape [n], n ≥ 2; size: from 1 to n. The result: a number, never negative.
export function batchNoise(gradients: readonly number[], size: number): number {
  throw new Error('TODO');
}
