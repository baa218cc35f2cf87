/** Shuffling on the host: an order drawn from a generator, fast enough to be nothing beside an epoch. */
import type { Generator } from '../tensor/index.ts';

/**
 * A fast stream of uniform numbers in [0, 1), seeded by four draws of `generator`: xoshiro128**
 * (Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021).
 */
export function fastStream(generator: Generator): () => number {
  const word = (): number => Math.floor(generator.random() * 4294967296) | 0;
  let a = word();
  let b = word();
  let c = word();
  let d = word() | 1; // never all zero
  return () => {
    const product = Math.imul(b, 5);
    const out = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return out / 4294967296;
  };
}

/** Shuffles in place (Fisher & Yates; Durstenfeld, 1964). */
export function shuffleInPlace(values: Int32Array, generator: Generator): Int32Array {
  const next = fastStream(generator);
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    const kept = values[i]!;
    values[i] = values[j]!;
    values[j] = kept;
  }
  return values;
}

/** 0, 1, … n − 1. */
export function range(n: number): Int32Array<ArrayBuffer> {
  const values = new Int32Array(n);
  for (let i = 0; i < n; i++) values[i] = i;
  return values;
}

/** 0 … n − 1 in an order drawn from `generator`. */
export const permutation = (n: number, generator: Generator): Int32Array =>
  shuffleInPlace(range(n), generator);
