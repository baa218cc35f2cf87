import type { Value } from '@me/engine';

// [fr] points : des paires [x, y]. Le résultat : un nœud, la somme des carrés des écarts.
// [en] points: pairs [x, y]. The result: a node, the sum of the squared gaps.
export function lossOf(w: Value, b: Value, points: readonly (readonly number[])[]): Value {
  throw new Error('TODO');
}

// [fr] rate : le taux d'apprentissage. Le résultat : [w, b] après `steps` pas.
// [en] rate: the learning rate. The result: [w, b] after `steps` steps.
export function trainNeuron(
  points: readonly (readonly number[])[],
  rate: number,
  steps: number,
): number[] {
  throw new Error('TODO');
}
