// [fr] shape : les tailles de r axes, forme [r]. Le résultat : r pas, forme [r].
// [en] shape: the sizes of r axes, shape [r]. The result: r strides, shape [r].
export function stridesOf(shape: readonly number[]): number[] {
  throw new Error('TODO');
}

// [fr] index : forme [r], chaque indice compté depuis 0. Le résultat : un entier.
// [en] index: shape [r], each index counted from 0. The result: a whole number.
export function offsetOf(index: readonly number[], shape: readonly number[]): number {
  throw new Error('TODO');
}
