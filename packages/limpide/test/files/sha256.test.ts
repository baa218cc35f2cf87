import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Sha256, sha256 } from '../../src/files/sha256.ts';

it('gives the digests of FIPS 180-4', () => {
  const digest = (text: string): string => {
    const hash = new Sha256();
    hash.update(new TextEncoder().encode(text));
    return hash.hex();
  };
  expect(digest('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

it('agrees with another implementation, however the bytes come', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (parts) => {
      const own = new Sha256();
      const other = createHash('sha256');
      for (const part of parts) {
        own.update(part);
        other.update(part);
      }
      expect(own.hex()).toBe(other.digest('hex'));
    }),
    { numRuns: 300 },
  );
});

it('agrees on every length around a block', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = new Uint8Array(length).fill(length);
    const own = new Sha256();
    own.update(bytes);
    expect(own.hex()).toBe(sha256(bytes));
  }
});
