/** Functions that kernels call for single lanes, in double precision. */
import { erf } from '../reference/scalar.ts';

const modulo = (a: number, b: number): number => {
  const r = a % b;
  return r !== 0 && r < 0 !== b < 0 ? r + b : r;
};

function powInt(base: number, exponent: number): number {
  if (exponent < 0) return base === 1 ? 1 : base === -1 ? (exponent % 2 === 0 ? 1 : -1) : 0;
  let result = 1;
  let square = base | 0;
  for (let n = exponent; n > 0; n >>>= 1) {
    if (n & 1) result = Math.imul(result, square);
    square = Math.imul(square, square);
  }
  return result;
}

export const mathImports: Readonly<Record<string, (a: number, b: number) => number>> = {
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
  pow: (a, b) => (a === 1 || b === 0 ? 1 : a ** b),
  mod: modulo,
  fmod: (a, b) => a % b,
  atan2: Math.atan2,
  floordivInt: (a, b) => (b === 0 ? 0 : Math.floor(a / b) | 0),
  modInt: (a, b) => (b === 0 ? 0 : modulo(a, b)),
  fmodInt: (a, b) => (b === 0 ? 0 : a % b),
  powInt,
};
