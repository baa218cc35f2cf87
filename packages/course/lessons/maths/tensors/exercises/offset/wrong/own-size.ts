export function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let product = 1;
  for (let k = shape.length - 1; k >= 0; k--) {
    product *= shape[k]!;
    strides.unshift(product);
  }
  return strides;
}

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
