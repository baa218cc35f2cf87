/** s_k = d_{k+1} · d_{k+2} ⋯: the product of the sizes after axis k; shape [r]. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let product = 1;
  for (let k = shape.length - 1; k >= 0; k--) {
    strides.unshift(product);
    product *= shape[k]!;
  }
  return strides;
}

/** Σ i_k s_k, counted from 0. @throws when an index is outside its axis */
export function offsetOf(index: readonly number[], shape: readonly number[]): number {
  const strides = stridesOf(shape);
  let place = 0;
  for (let k = 0; k < shape.length; k++) {
    const i = index[k]!;
    if (i < 0 || i >= shape[k]!) throw new Error(`offsetOf: index ${i} is outside axis ${k}`);
    place += i * strides[k]!;
  }
  return place;
}
