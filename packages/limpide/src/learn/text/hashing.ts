/** HashingVectorizer: terms go to columns by a hash, without a vocabulary. */
import { CSRMatrix } from '../../linalg/index.ts';
import { choice, flag, integer, type Samples, type Spec, Transformer } from '../base/index.ts';
import { type AnalyseOptions, analyseParams, analyser, textsOf } from './analyse.ts';

export interface HashingOptions extends AnalyseOptions {
  /** Columns; more make collisions rarer. */
  nFeatures: number;
  norm: 'l1' | 'l2' | 'none';
  /** 1 where a term occurs, however often. */
  binary: boolean;
  /** Half of the terms count negatively, so that collisions cancel on average (Weinberger et al., 2009). */
  alternateSign: boolean;
}

const spec: Spec<HashingOptions> = {
  name: 'HashingVectorizer',
  kind: 'transformer',
  params: {
    ...analyseParams,
    nFeatures: integer(2 ** 20, { min: 1, max: 2 ** 30 }),
    norm: choice('l2', ['l1', 'l2', 'none']),
    binary: flag(false),
    alternateSign: flag(true),
  },
  learned: [],
  tags: { text: true },
};

/**
 * Texts as terms whose column is a hash (MurmurHash3, as in scikit-learn): learns nothing, takes texts as they
 * stream by, in little memory. What a column stands for cannot be asked.
 */
export class HashingVectorizer extends Transformer<HashingOptions> {
  constructor(options: Partial<HashingOptions> = {}) {
    super(spec, options);
  }
  fit(X: Samples): this {
    this.checkParams();
    textsOf(X, this.spec.name);
    this.setLearned({ nFeaturesIn_: 1 });
    return this;
  }
  transform(X: Samples): CSRMatrix {
    this.checkParams();
    const { nFeatures, norm, binary, alternateSign } = this.params;
    const texts = textsOf(X, this.spec.name);
    const analyse = analyser(this.params);
    const indptr = new Int32Array(texts.length + 1);
    const indices: number[] = [];
    const data: number[] = [];
    const encoder = new TextEncoder();
    const hashes = new Map<string, number>(); // words repeat: their hash is computed once
    texts.forEach((text, i) => {
      const row = new Map<number, number>();
      for (const term of analyse(text)) {
        let hash = hashes.get(term);
        if (hash === undefined) {
          hash = murmur3(encoder.encode(term)) | 0;
          hashes.set(term, hash);
        }
        const column = hash === -2147483648 ? 2147483647 % nFeatures : Math.abs(hash) % nFeatures;
        row.set(column, (row.get(column) ?? 0) + (alternateSign && hash < 0 ? -1 : 1));
      }
      const columns = [...row.keys()].sort((a, b) => a - b);
      let length = 0;
      const first = data.length;
      for (const j of columns) {
        const value = binary ? 1 : row.get(j)!;
        indices.push(j);
        data.push(value);
        length += norm === 'l2' ? value * value : Math.abs(value);
      }
      if (norm === 'l2') length = Math.sqrt(length);
      if (norm !== 'none' && length > 0)
        for (let p = first; p < data.length; p++) data[p]! /= length;
      indptr[i + 1] = data.length;
    });
    return new CSRMatrix(
      texts.length,
      nFeatures,
      indptr,
      Int32Array.from(indices),
      Float64Array.from(data),
    );
  }
  override getFeatureNamesOut(): string[] {
    return Array.from({ length: this.params.nFeatures }, (_, j) => `hash${j}`);
  }
}

/** MurmurHash3, 32 bits (Appleby, 2011), seed 0. */
export function murmur3(bytes: Uint8Array): number {
  const mix = (k: number): number => {
    const a = Math.imul(k, 0xcc9e2d51);
    return Math.imul((a << 15) | (a >>> 17), 0x1b873593);
  };
  let h = 0;
  const blocks = bytes.length >> 2;
  for (let b = 0; b < blocks; b++) {
    const at = 4 * b;
    h ^= mix(bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = bytes.length - 1; at >= 4 * blocks; at--) tail = (tail << 8) | bytes[at]!;
  if (bytes.length % 4 > 0) h ^= mix(tail);
  h ^= bytes.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
