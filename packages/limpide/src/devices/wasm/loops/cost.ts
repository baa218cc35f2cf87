/** Rough costs of maps, in simple operations: for deciding what to keep and what is worth two threads. */
import type { MapFunction } from '../../../graph/index.ts';

const dear: Partial<Record<MapFunction, number>> = {
  div: 4,
  sqrt: 4,
  exp: 14,
  log: 18,
  log1p: 24,
  expm1: 20,
  tanh: 22,
  erf: 34,
  sin: 18,
  cos: 18,
  philox: 120,
  mod: 60,
  fmod: 60,
  floordiv: 8,
  pow: 80,
  atan2: 80,
  log2: 60,
  tan: 60,
  asin: 60,
  acos: 60,
  atan: 60,
  sinh: 60,
  cosh: 60,
  asinh: 60,
  acosh: 60,
  atanh: 60,
};

export const mapCost = (fn: MapFunction): number => dear[fn] ?? 1;
