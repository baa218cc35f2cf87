/** Random numbers of the host, 53 bits each: a seed, a generator, or the default generator starts a stream. */
import { defaultGenerator, Generator } from '../tensor/index.ts';
import { check } from './input.ts';

/** Where random numbers come from. */
export interface RandomSource {
  /** A whole number: the same seed gives the same numbers. */
  readonly seed?: number | undefined;
  /** A generator to draw on (it moves on); the default generator when neither is given. */
  readonly generator?: Generator | undefined;
}

/** A stream of uniform and normal numbers: xoshiro128** (Blackman & Vigna, 2018). */
export class Stream {
  readonly #state: Uint32Array;
  #spare: number | undefined;

  /** @param source four words of it become the state */
  constructor(source: RandomSource = {}, op = 'sample') {
    if (source.seed !== undefined)
      check(
        Number.isSafeInteger(source.seed) && source.seed >= 0,
        op,
        'seed',
        'a whole number from 0 to 2⁵³ − 1',
        source.seed,
      );
    const generator =
      source.seed !== undefined
        ? new Generator(source.seed)
        : (source.generator ?? defaultGenerator);
    this.#state = Uint32Array.from({ length: 4 }, () => generator.random() * 4294967296);
    if (this.#state.every((word) => word === 0)) this.#state[0] = 1;
  }

  /** 32 random bits. */
  bits(): number {
    const s = this.#state;
    const a = s[0]!;
    const b = s[1]!;
    const times5 = Math.imul(b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const c = s[2]! ^ a;
    const d = s[3]! ^ b;
    s[1] = b ^ c;
    s[0] = a ^ d;
    s[2] = c ^ (b << 9);
    s[3] = (d << 11) | (d >>> 21);
    return result;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
  }

  /** Uniform in (0, 1): logarithms may be taken of it and of 1 minus it. */
  open(): number {
    for (;;) {
      const u = this.uniform();
      if (u > 0) return u;
    }
  }

  /** A whole number from 0 to n − 1, all as likely, for n ≤ 2³². */
  below(n: number): number {
    const limit = 4294967296 - (4294967296 % n);
    for (;;) {
      const word = this.bits();
      if (word < limit) return word % n;
    }
  }

  /** Standard normal, by Marsaglia's polar method (1962). */
  normal(): number {
    if (this.#spare !== undefined) {
      const z = this.#spare;
      this.#spare = undefined;
      return z;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spare = v * factor;
      return u * factor;
    }
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log1p(-this.uniform());
  }

  /** Gamma with scale 1: Marsaglia & Tsang (2000). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.open() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const z = this.normal();
      const root = 1 + c * z;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = this.open();
      if (Math.log(u) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /** Shuffles in place (Fisher and Yates, in Durstenfeld's form). */
  shuffle(x: Float64Array | Int32Array): void {
    for (let i = x.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = x[i]!;
      x[i] = x[j]!;
      x[j] = kept;
    }
  }
}
