/**
 * SHA-256 (FIPS 180-4), to know whether a file is the one that was written.
 *
 * In Node the built-in implementation is used; elsewhere this one, which works synchronously and
 * outside secure contexts, where `crypto.subtle` does neither.
 */
import { builtin } from './node.ts';

/** A running SHA-256. */
export interface Hash {
  update(bytes: Uint8Array): void;
  /** The digest, 64 lowercase hexadecimal digits. Call it once, at the end. */
  hex(): string;
}

/** Begins a SHA-256, on whatever is fastest here. */
export function newSha256(): Hash {
  const native = builtin('node:crypto')?.createHash('sha256');
  if (native === undefined) return new Sha256();
  return {
    update: (bytes) => {
      native.update(bytes);
    },
    hex: () => native.digest('hex'),
  };
}

/** The SHA-256 of some bytes, as 64 lowercase hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  const hash = newSha256();
  hash.update(bytes);
  return hash.hex();
}

/** The first 32 bits of the fractional parts of the n-th roots of the first `count` primes. */
function rootsOfPrimes(count: number, root: (x: number) => number): Int32Array {
  const words = new Int32Array(count);
  for (let candidate = 2, found = 0; found < count; candidate++) {
    let prime = true;
    for (let d = 2; d * d <= candidate && prime; d++) prime = candidate % d !== 0;
    // Doubles keep 53 bits, of which the whole part takes at most 5: 32 remain exact.
    if (prime) words[found++] = ((root(candidate) % 1) * 2 ** 32) | 0;
  }
  return words;
}

const BLOCK = 64;
const ROUNDS = 64;
const K = rootsOfPrimes(ROUNDS, Math.cbrt);
const INITIAL = rootsOfPrimes(8, Math.sqrt);

/** SHA-256 in TypeScript, for where Node's is not there. */
export class Sha256 implements Hash {
  readonly #state = INITIAL.slice();
  readonly #w = new Int32Array(ROUNDS);
  readonly #block = new Uint8Array(BLOCK);
  #filled = 0;
  #length = 0;

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    if (this.#filled > 0) {
      at = Math.min(BLOCK - this.#filled, bytes.length);
      this.#block.set(bytes.subarray(0, at), this.#filled);
      this.#filled += at;
      if (this.#filled < BLOCK) return;
      this.#compress(this.#block, 0);
      this.#filled = 0;
    }
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.#compress(bytes, at);
    this.#block.set(bytes.subarray(at));
    this.#filled = bytes.length - at;
  }

  hex(): string {
    const bits = this.#length * 8;
    const padding = new Uint8Array(1 + ((BLOCK + 55 - this.#filled) % BLOCK) + 8);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padding.length - 4, bits >>> 0);
    this.update(padding);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #compress(bytes: Uint8Array, start: number): void {
    const w = this.#w;
    const at = (i: number): number => w[i] ?? 0;
    for (let i = 0, p = start; i < 16; i++, p += 4) {
      w[i] =
        ((bytes[p] ?? 0) << 24) |
        ((bytes[p + 1] ?? 0) << 16) |
        ((bytes[p + 2] ?? 0) << 8) |
        (bytes[p + 3] ?? 0);
    }
    for (let i = 16; i < ROUNDS; i++) {
      const x = at(i - 15);
      const y = at(i - 2);
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (at(i - 16) + s0 + at(i - 7) + s1) | 0;
    }
    const state = this.#state;
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < ROUNDS; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const choice = (e & f) ^ (~e & g);
      const t1 = (h + s1 + choice + (K[i] ?? 0) + at(i)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const majority = (a & b) ^ (a & c) ^ (b & c);
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + s0 + majority) | 0;
    }
    const next = [a, b, c, d, e, f, g, h];
    for (let i = 0; i < 8; i++) state[i] = (state[i] ?? 0) + (next[i] ?? 0);
  }
}
