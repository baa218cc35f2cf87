/** CountVectorizer: texts as counts of terms, in a sparse matrix. */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { textErrors } from '../../errors/catalog/learn-text.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix } from '../../linalg/index.ts';
import {
  anyInput,
  anything,
  either,
  type Features,
  flag,
  integer,
  optional,
  type Param,
  real,
  type Samples,
  type Spec,
  Transformer,
} from '../base/index.ts';
import { type AnalyseOptions, analyseParams, analyser, textsOf } from './analyse.ts';

export interface CountOptions extends AnalyseOptions {
  /** Terms in more texts than that are left out: a share (a number with a point, ≤ 1) or, above 1, a count. */
  maxDf: number;
  /** Terms in fewer texts than that are left out: a whole number ≥ 1, or a share below 1. */
  minDf: number;
  /** Keeps the terms that occur most. */
  maxFeatures: number | undefined;
  /** The terms, in the order of their columns; left out: those of the texts, sorted. */
  vocabulary: readonly string[] | undefined;
  /** 1 where a term occurs, however often. */
  binary: boolean;
}

const share = real(1, { min: 0, max: 1 });
const count = integer(1, { min: 1 });
export const countParams = {
  ...analyseParams,
  maxDf: { ...either(share, count), default: 1 } as Param<number>,
  minDf: { ...either(count, share), default: 1 } as Param<number>,
  maxFeatures: optional(integer(1, { min: 1 })),
  vocabulary: anything<readonly string[] | undefined>(
    undefined,
    'list of terms | undefined',
    (value) => value === undefined || (Array.isArray(value) && value.length > 0),
  ),
  binary: flag(false),
} satisfies { [K in keyof CountOptions]: Param<CountOptions[K]> };

/** Shared by the vectorisers that keep a vocabulary. */
export abstract class Vocabulary<P extends CountOptions> extends Transformer<P> {
  /** The terms, in the order of their columns. */
  declare vocabulary_: readonly string[];
  /** Rebuilt from `vocabulary_` when it is missing: the column of each term. */
  #columns: { readonly of: readonly string[]; readonly map: Map<string, number> } | undefined;

  /** Learns the vocabulary and counts, reading each text once. */
  protected learnCounts(X: Samples): { terms: readonly string[]; counts: CSRMatrix } {
    const who = this.spec.name;
    const texts = textsOf(X, who);
    const { vocabulary, binary } = this.params;
    if (vocabulary) {
      const map = new Map(vocabulary.map((term, j) => [term, j]));
      const counts = countTerms(texts, analyser(this.params), map, false, binary);
      return { terms: vocabulary, counts: matrixOf(counts) };
    }
    const map = new Map<string, number>();
    const all = countTerms(texts, analyser(this.params), map, true, binary);
    const seen = [...map.keys()];
    const kept = this.#limit(all, seen);
    const terms = kept.map((j) => seen[j]!);
    return { terms, counts: renumbered(all, kept, seen.length) };
  }

  /** Columns that stay, in the order of their terms. */
  #limit(counts: Counts, seen: readonly string[]): number[] {
    const { minDf, maxDf, maxFeatures } = this.params;
    const n = counts.rows;
    const most = Number.isInteger(maxDf) && maxDf > 1 ? maxDf : maxDf * n;
    const least = Number.isInteger(minDf) && minDf >= 1 ? minDf : minDf * n;
    const who = this.spec.name;
    if (n > 0 && most < least) raise(ArgumentError, textErrors, 'text.df', { who, minDf, maxDf });
    const df = new Int32Array(seen.length);
    for (const j of counts.indices) df[j]!++;
    let kept = [...seen.keys()].filter((j) => df[j]! >= least && df[j]! <= most);
    const order = (a: number, b: number): number =>
      seen[a]! < seen[b]! ? -1 : seen[a]! > seen[b]! ? 1 : 0;
    if (maxFeatures !== undefined && kept.length > maxFeatures) {
      const total = new Float64Array(seen.length);
      counts.indices.forEach((j, p) => {
        total[j]! += counts.data[p]!;
      });
      kept.sort((a, b) => total[b]! - total[a]! || order(a, b));
      kept = kept.slice(0, maxFeatures);
    }
    if (kept.length === 0)
      raise(DataError, textErrors, 'text.emptyVocabulary', { who, minDf, maxDf, got: seen.length });
    return kept.sort(order);
  }

  /** Counts of the known terms. */
  protected counts(X: Samples): CSRMatrix {
    this.requireFitted();
    if (this.#columns?.of !== this.vocabulary_)
      this.#columns = {
        of: this.vocabulary_,
        map: new Map(this.vocabulary_.map((term, j) => [term, j])),
      };
    const texts = textsOf(X, this.spec.name);
    const { binary } = this.params;
    return matrixOf(countTerms(texts, analyser(this.params), this.#columns.map, false, binary));
  }
  /** The terms of each text, without their order or number. */
  inverseTransform(X: Features): string[][] {
    this.requireFitted();
    const who = this.spec.name;
    const input = anyInput(X, { who });
    if (input.cols !== this.vocabulary_.length)
      raise(DataError, learnErrors, 'learn.columns', {
        who,
        got: input.cols,
        expected: this.vocabulary_.length,
      });
    const counts = input instanceof CSRMatrix ? input : CSRMatrix.fromDense(input);
    return Array.from({ length: counts.rows }, (_, i) =>
      Array.from(counts.row(i).indices, (j) => this.vocabulary_[j] ?? ''),
    );
  }
  override getFeatureNamesOut(): string[] {
    this.requireFitted();
    return [...this.vocabulary_];
  }
}

const countSpec: Spec<CountOptions> = {
  name: 'CountVectorizer',
  kind: 'transformer',
  params: countParams,
  learned: ['vocabulary_'],
  tags: { text: true },
};

/**
 * How often each term occurs in each text: `[texts, terms]`, sparse. Columns are in the order of the terms (by code
 * point). Terms that `fit` has not seen are ignored afterwards.
 */
export class CountVectorizer extends Vocabulary<CountOptions> {
  constructor(options: Partial<CountOptions> = {}) {
    super(countSpec, options);
  }
  fit(X: Samples): this {
    this.checkParams();
    const { terms } = this.learnCounts(X);
    this.vocabulary_ = terms;
    return this;
  }
  override fitTransform(X: Samples): ReturnType<this['transform']> {
    this.checkParams();
    const { terms, counts } = this.learnCounts(X);
    this.vocabulary_ = terms;
    return counts as ReturnType<this['transform']>;
  }
  transform(X: Samples): CSRMatrix {
    return this.counts(X);
  }
}

/** Compressed rows whose columns stand in no order yet. */
interface Counts {
  readonly rows: number;
  readonly cols: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  readonly data: Float64Array;
}
function matrixOf({ rows, cols, indptr, indices, data }: Counts): CSRMatrix {
  for (let i = 0; i < rows; i++) sortRow(indices, data, indptr[i]!, indptr[i + 1]!);
  return new CSRMatrix(rows, cols, indptr, indices.slice(), data.slice());
}

/**
 * Counts of terms by text. With `grow`, new terms get the next column; otherwise they are ignored.
 *
 * One typed array holds, for each column, the place of its count in the current row, so that counting a word is a
 * look-up and an addition.
 */
export function countTerms(
  texts: readonly string[],
  analyse: (text: string) => readonly string[],
  columns: Map<string, number>,
  grow: boolean,
  binary: boolean,
): Counts {
  let indices = new Int32Array(1024);
  let data = new Float64Array(1024);
  let place = new Int32Array(Math.max(1024, columns.size)).fill(-1);
  const indptr = new Int32Array(texts.length + 1);
  let end = 0;
  for (let i = 0; i < texts.length; i++) {
    const start = end;
    for (const term of analyse(texts[i]!)) {
      let j = columns.get(term);
      if (j === undefined) {
        if (!grow) continue;
        j = columns.size;
        columns.set(term, j);
        if (j >= place.length) place = wider(place, -1);
      }
      // What is left of an earlier row lies before `start`.
      const at = place[j]!;
      if (at >= start) {
        if (!binary) data[at]!++;
        continue;
      }
      if (end >= indices.length) {
        indices = wider(indices, 0);
        const more = new Float64Array(indices.length);
        more.set(data);
        data = more;
      }
      place[j] = end;
      indices[end] = j;
      data[end++] = 1;
    }
    indptr[i + 1] = end;
  }
  return {
    rows: texts.length,
    cols: columns.size,
    indptr,
    indices: indices.subarray(0, end),
    data: data.subarray(0, end),
  };
}

function wider(from: Int32Array<ArrayBuffer>, rest: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(2 * from.length);
  to.fill(rest, from.length);
  to.set(from);
  return to;
}

/** Sorts a row by column: keys with their count in the lower bits, sorted as numbers. */
function sortRow(indices: Int32Array, data: Float64Array, start: number, end: number): void {
  const length = end - start;
  if (length < 2) return;
  const keys = new Float64Array(length);
  for (let p = 0; p < length; p++) keys[p] = indices[start + p]! * 4194304 + p;
  keys.sort();
  const values = data.slice(start, end);
  for (let p = 0; p < length; p++) {
    const from = keys[p]! % 4194304;
    indices[start + p] = (keys[p]! - from) / 4194304;
    data[start + p] = values[from]!;
  }
}

/** The kept columns, in their new order. */
function renumbered(counts: Counts, kept: readonly number[], total: number): CSRMatrix {
  const place = new Int32Array(total).fill(-1);
  kept.forEach((j, at) => {
    place[j] = at;
  });
  const indptr = new Int32Array(counts.rows + 1);
  const indices = new Int32Array(counts.data.length);
  const data = new Float64Array(counts.data.length);
  let end = 0;
  for (let i = 0; i < counts.rows; i++) {
    const start = end;
    for (let p = counts.indptr[i]!; p < counts.indptr[i + 1]!; p++) {
      const at = place[counts.indices[p]!]!;
      if (at < 0) continue;
      indices[end] = at;
      data[end++] = counts.data[p]!;
    }
    sortRow(indices, data, start, end);
    indptr[i + 1] = end;
  }
  return new CSRMatrix(counts.rows, kept.length, indptr, indices.slice(0, end), data.slice(0, end));
}
