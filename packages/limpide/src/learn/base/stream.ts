/**
 * Random numbers for algorithms that draw them one at a time. A stream is named by a seed and a key, so that
 * tree number 17 draws the same numbers whichever thread grows it. (Apart from `random.ts`: threads load
 * this file without the tensors.)
 */
const mix = (h: number): number => {
  let x = h | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
};

/** xoshiro128** (Blackman & Vigna, 2018): 2¹²⁸ − 1 numbers before it repeats. */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spare: number | undefined;
  readonly seed: number;

  /**
   * @param seed a whole number, 0 … 2⁵³ − 1
   * @param keys further whole numbers: other keys, other (independent) streams
   */
  constructor(seed: number, ...keys: readonly number[]) {
    this.seed = seed;
    let h = mix((seed % 4294967296) ^ mix(Math.floor(seed / 4294967296) + 0x9e3779b9));
    for (const key of keys) h = mix(h ^ mix(key + 0x7f4a7c15));
    this.#a = mix(h + 0x9e3779b9);
    this.#b = mix(this.#a + 0x3c6ef372);
    this.#c = mix(this.#b + 0xdaa66d2b);
    this.#d = mix(this.#c + 0x78dde6e4) || 1;
  }

  /** 32 random bits. */
  bits(): number {
    const r = Math.imul(this.#b, 5);
    const result = Math.imul((r << 7) | (r >>> 25), 9) >>> 0;
    const t = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= t;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }
  /** Uniform in [0, 1), 53 bits. */
  next(): number {
    return ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
  }
  /** A whole number in 0 … n − 1, each as likely (n < 2³²). */
  int(n: number): number {
    const limit = 4294967296 - (4294967296 % n);
    for (;;) {
      const r = this.bits();
      if (r < limit) return r % n;
    }
  }
  uniform(low: number, high: number): number {
    return low + (high - low) * this.next();
  }
  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    if (this.#spare !== undefined) {
      const z = this.#spare;
      this.#spare = undefined;
      return z;
    }
    for (;;) {
      const u = 2 * this.next() - 1;
      const v = 2 * this.next() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const k = Math.sqrt((-2 * Math.log(s)) / s);
        this.#spare = v * k;
        return u * k;
      }
    }
  }
  /** Shuffles in place (Fisher–Yates). */
  shuffle<A extends { [at: number]: number; readonly length: number }>(items: A): A {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      const t = items[i]!;
      items[i] = items[j]!;
      items[j] = t;
    }
    return items;
  }
  /** 0 … n − 1 in random order. */
  permutation(n: number): Int32Array {
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    return this.shuffle(order);
  }
  /** k different numbers out of 0 … n − 1. */
  sample(n: number, k: number): Int32Array {
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    for (let i = 0; i < k; i++) {
      const j = i + this.int(n - i);
      const t = order[i]!;
      order[i] = order[j]!;
      order[j] = t;
    }
    return order.slice(0, k);
  }
}
