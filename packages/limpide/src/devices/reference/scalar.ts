/** Scalar functions in plain TypeScript: what each map computes, one element at a time. */
import {
  type DType,
  type MapFunction,
  mapFunctions,
  type ReduceFunction,
} from '../../graph/index.ts';
import { fromBits, toBits } from './half.ts';

type Scalar = (a: number, b: number, c: number) => number;

/** Numerical approximation of the error function with full double precision (series and continued fraction). */
export function erf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  const a = Math.abs(x);
  if (a > 6) return Math.sign(x);
  if (a < 2.5) {
    // 2/√π Σ (−1)ⁿ x^(2n+1) / (n! (2n+1)) — Abramowitz & Stegun 7.1.5
    let term = x;
    let sum = x;
    for (let n = 1; n < 80; n++) {
      term *= (-x * x) / n;
      const next = term / (2 * n + 1);
      sum += next;
      if (Math.abs(next) < 1e-17 * Math.abs(sum)) break;
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  // erfc(a) = e^(−a²)/√π · 1/(a + (1/2)/(a + 1/(a + (3/2)/(a + …)))) — Abramowitz & Stegun 7.1.14
  let fraction = a;
  for (let n = 60; n >= 1; n--) fraction = a + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / fraction);
}

/** To the nearest integer, halves to the even one. */
export function roundEven(x: number): number {
  if (!Number.isFinite(x) || Math.abs(x) >= 4503599627370496) return x;
  const low = Math.floor(x);
  const d = x - low;
  const up = d > 0.5 || (d === 0.5 && low % 2 !== 0);
  const r = up ? low + 1 : low;
  return r === 0 && (x < 0 || Object.is(x, -0)) ? -0 : r;
}

const mulhilo = (a: number, b: number): [number, number] => {
  const p = BigInt(a >>> 0) * BigInt(b >>> 0);
  return [Number(p >> 32n) >>> 0, Number(p & 0xffffffffn) >>> 0];
};

/**
 * Philox 4×32-10, a counter-based generator (Salmon et al., "Parallel random numbers: as easy as 1, 2,
 * 3", SC 2011): word `index mod 4` of the block whose counter is (index div 4, 0, call, stream).
 */
export function philox(
  index: number,
  keyLow: number,
  keyHigh: number,
  call: number,
  stream: number,
): number {
  let c0 = index >>> 2;
  let c1 = 0;
  let c2 = call >>> 0;
  let c3 = stream >>> 0;
  let k0 = keyLow >>> 0;
  let k1 = keyHigh >>> 0;
  for (let round = 0; round < 10; round++) {
    const [h0, l0] = mulhilo(0xd2511f53, c0);
    const [h1, l1] = mulhilo(0xcd9e8d57, c2);
    const n0 = (h1 ^ c1 ^ k0) >>> 0;
    const n2 = (h0 ^ c3 ^ k1) >>> 0;
    c1 = l1;
    c3 = l0;
    c0 = n0;
    c2 = n2;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3][index & 3]! | 0;
}

export const modulo = (a: number, b: number): number => {
  const r = a % b;
  return r !== 0 && r < 0 !== b < 0 ? r + b : r;
};

/** Maximum in which a NaN wins, as in PyTorch. */
const greatest = (a: number, b: number): number => Math.max(a, b);

const functions: Readonly<Record<Exclude<MapFunction, 'cast' | 'philox'>, Scalar>> = {
  neg: (a) => -a,
  abs: Math.abs,
  sign: (a) => (Number.isNaN(a) ? Number.NaN : a > 0 ? 1 : a < 0 ? -1 : 0),
  floor: Math.floor,
  ceil: Math.ceil,
  round: roundEven,
  trunc: Math.trunc,
  sqrt: Math.sqrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  log2: Math.log2,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  erf,
  not: (a) => (a === 0 ? 1 : 0),
  isnan: (a) => (Number.isNaN(a) ? 1 : 0),
  isinf: (a) => (a === Number.POSITIVE_INFINITY || a === Number.NEGATIVE_INFINITY ? 1 : 0),
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  floordiv: (a, b) => Math.floor(a / b),
  mod: modulo,
  fmod: (a, b) => a % b,
  pow: (a, b) => (a === 1 || b === 0 ? 1 : a ** b),
  max: greatest,
  min: (a, b) => Math.min(a, b),
  atan2: Math.atan2,
  eq: (a, b) => (a === b ? 1 : 0),
  ne: (a, b) => (a !== b ? 1 : 0),
  lt: (a, b) => (a < b ? 1 : 0),
  le: (a, b) => (a <= b ? 1 : 0),
  gt: (a, b) => (a > b ? 1 : 0),
  ge: (a, b) => (a >= b ? 1 : 0),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  where: (c, a, b) => (c !== 0 ? a : b),
};

/** 32-bit integers wrap; division by zero gives 0, and the most negative by −1 itself. */
const integer: Partial<Record<MapFunction, Scalar>> = {
  add: (a, b) => (a + b) | 0,
  sub: (a, b) => (a - b) | 0,
  mul: Math.imul,
  neg: (a) => -a | 0,
  abs: (a) => Math.abs(a) | 0,
  floordiv: (a, b) => (b === 0 ? 0 : Math.floor(a / b) | 0),
  mod: (a, b) => (b === 0 ? 0 : modulo(a, b) | 0),
  fmod: (a, b) => (b === 0 ? 0 : (a % b) | 0),
  pow: (a, b) => integerPower(a, b),
};

export function integerPower(base: number, exponent: number): number {
  if (exponent < 0) return base === 1 ? 1 : base === -1 ? (exponent % 2 === 0 ? 1 : -1) : 0;
  let result = 1;
  let square = base;
  for (let n = exponent; n > 0; n >>>= 1) {
    if (n & 1) result = Math.imul(result, square);
    square = Math.imul(square, square);
  }
  return result | 0;
}

/** The number that storing in `dtype` and loading again gives. */
export function rounded(value: number, dtype: DType): number {
  switch (dtype) {
    case 'float32':
      return Math.fround(value);
    case 'float64':
      return value;
    case 'int32':
      return value | 0;
    case 'uint8':
      return value & 255;
    case 'int8':
      return (value << 24) >> 24;
    case 'bool':
      return value !== 0 ? 1 : 0;
    case 'float16':
    case 'bfloat16':
      return fromBits(toBits(value, dtype), dtype);
  }
}

/** Floats become integers by truncation, saturating; NaN becomes 0. */
export function castScalar(value: number, to: DType): number {
  if (to === 'int32' || to === 'uint8' || to === 'int8') {
    if (Number.isNaN(value)) return 0;
    const n = Math.min(2147483647, Math.max(-2147483648, Math.trunc(value)));
    return rounded(n, to);
  }
  return rounded(value, to);
}

/** The function of a map in a dtype, on up to three operands. */
export function scalarFunction(fn: Exclude<MapFunction, 'cast' | 'philox'>, dtype: DType): Scalar {
  if (!(fn in mapFunctions)) throw new Error(`no scalar function ${fn}`);
  const plain = (dtype === 'int32' ? integer[fn] : undefined) ?? functions[fn];
  return dtype === 'float32' ? (a, b, c) => Math.fround(plain(a, b, c)) : plain;
}

export const folds: Readonly<
  Record<
    ReduceFunction,
    { start: (dtype: DType) => number; step: (a: number, b: number) => number }
  >
> = {
  sum: { start: () => 0, step: (a, b) => a + b },
  prod: { start: () => 1, step: (a, b) => a * b },
  max: { start: (t) => (t === 'int32' ? -2147483648 : Number.NEGATIVE_INFINITY), step: greatest },
  min: {
    start: (t) => (t === 'int32' ? 2147483647 : Number.POSITIVE_INFINITY),
    step: (a, b) => Math.min(a, b),
  },
};
