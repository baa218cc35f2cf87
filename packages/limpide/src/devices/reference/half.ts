/** 16-bit floats as bit patterns: IEEE 754 binary16 and bfloat16, rounded to nearest, ties to even. */
const view = new DataView(new ArrayBuffer(8));

export function toBits(value: number, dtype: 'float16' | 'bfloat16'): number {
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  if (dtype === 'bfloat16') {
    if (Number.isNaN(value)) return 0x7fc0;
    return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
  }
  const sign = (bits >>> 16) & 0x8000;
  if (Number.isNaN(value)) return sign | 0x7e00;
  const a = Math.abs(Math.fround(value));
  if (a >= 65520) return sign | 0x7c00;
  if (a < 6.103515625e-5) {
    // subnormal: multiples of 2^−24; adding 2^-1·2^… rounds to even in float arithmetic
    const n = a / 2 ** -24;
    const low = Math.floor(n);
    const d = n - low;
    return sign | (d > 0.5 || (d === 0.5 && low % 2 === 1) ? low + 1 : low);
  }
  const magnitude = bits & 0x7fffffff;
  return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
}

export function fromBits(bits: number, dtype: 'float16' | 'bfloat16'): number {
  if (dtype === 'bfloat16') {
    view.setUint32(0, (bits << 16) >>> 0);
    return view.getFloat32(0);
  }
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
