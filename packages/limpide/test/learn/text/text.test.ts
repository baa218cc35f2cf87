import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frame } from '../../../src/learn/base/index.ts';
import { ColumnTransformer, makePipeline } from '../../../src/learn/compose/index.ts';
import { DummyClassifier } from '../../../src/learn/dummy/index.ts';
import {
  CountVectorizer,
  englishStopWords,
  frenchStopWords,
  HashingVectorizer,
  TfidfTransformer,
  TfidfVectorizer,
} from '../../../src/learn/text/index.ts';
import { golden, near } from '../golden.ts';

type Pair = [string[], number[][]];
const g = golden<Record<string, Pair> & { texts: never; hashing: never }>('text');
const texts: string[] = g.texts;

describe('as scikit-learn: terms and counts', () => {
  it.each([
    ['count', new CountVectorizer()],
    ['bigrams', new CountVectorizer({ ngramRange: [1, 2], minDf: 2 })],
    ['char', new CountVectorizer({ analyzer: 'char', ngramRange: [2, 3] })],
    ['charWb', new CountVectorizer({ analyzer: 'char_wb', ngramRange: [3, 4] })],
    ['max', new CountVectorizer({ maxDf: 0.4, stripAccents: 'unicode' })],
    ['binary', new CountVectorizer({ binary: true })],
    ['tfidf', new TfidfVectorizer()],
    ['tfidfRaw', new TfidfVectorizer({ smoothIdf: false, sublinearTf: true, norm: 'l1' })],
  ])('%s', (key, vectorizer) => {
    const [terms, values] = g[key]!;
    const counts = vectorizer.fitTransform(texts);
    expect(vectorizer.getFeatureNamesOut()).toEqual(terms);
    near(counts, values);
    near(vectorizer.transform(texts), values);
  });
  it('hashes', () => near(new HashingVectorizer({ nFeatures: 32 }).transform(texts), g.hashing));
});

it('a vectoriser in two steps is the same', () => {
  const counts = new CountVectorizer().fitTransform(texts);
  near(new TfidfTransformer().fit(counts).transform(counts), g['tfidf']![1]);
});

it('counts of words are their number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('un', 'deux', 'trois'), { minLength: 1, maxLength: 30 }),
      (words) => {
        const vectorizer = new CountVectorizer({ vocabulary: ['deux', 'trois', 'un'] });
        const row = vectorizer.fitTransform([words.join(' ')]);
        for (const [j, term] of ['deux', 'trois', 'un'].entries())
          expect(row.at(0, j)).toBe(words.filter((word) => word === term).length);
      },
    ),
  );
});

it('the most frequent terms are kept, of equal ones the first', () => {
  const vectorizer = new CountVectorizer({ maxFeatures: 2 }).fit(['bb cc aa', 'cc dd']);
  expect(vectorizer.vocabulary_).toEqual(['aa', 'cc']);
});

it('words that say little can be left out', () => {
  const french = new CountVectorizer({ stopWords: 'french' }).fit(["Le chat est sur l'armoire"]);
  expect(french.vocabulary_).toEqual(['armoire', 'chat']);
  const english = new CountVectorizer({ stopWords: 'english' }).fit(['The cat is on the wardrobe']);
  expect(english.vocabulary_).toEqual(['cat', 'wardrobe']);
  for (const list of [englishStopWords, frenchStopWords]) expect(list.length).toBeGreaterThan(100);
});

it('texts go through pipelines, and beside other columns', () => {
  const pipe = makePipeline(new TfidfVectorizer(), new DummyClassifier());
  expect(pipe.fit(texts, [0, 1, 1, 1, 0, 1]).predict(['anything'])).toEqual([1]);
  const table = new Frame({ comment: ['good film', 'bad film'], stars: [5, 1] });
  const both = new ColumnTransformer([
    ['words', new CountVectorizer(), 'comment'],
    ['rest', 'passthrough', ['stars']],
  ]);
  near(both.fitTransform(table), [0, 1, 1, 5, 1, 1, 0, 1]);
  expect(both.getFeatureNamesOut()).toEqual([
    'words__bad',
    'words__film',
    'words__good',
    'rest__stars',
  ]);
});

it.each([
  ['one text', () => new CountVectorizer().fit('a text' as never), /list of texts/],
  ['a number', () => new CountVectorizer().fit(['a b', 3] as never), /sample 1/],
  ['no term', () => new CountVectorizer().fit(['', '!']), /no term/],
  [
    'only stop words',
    () => new CountVectorizer({ stopWords: ['le'] }).fit(['le le']),
    /stop words/,
  ],
  ['limits', () => new CountVectorizer({ minDf: 5, maxDf: 2 }).fit(texts), /maxDf/],
  ['unfitted', () => new TfidfVectorizer().transform(['a']), /fit/],
  ['range', () => new CountVectorizer({ ngramRange: [2, 1] }).fit(texts), /ngramRange/],
])('%s is refused', (_name, call, sentence) => {
  expect(call).toThrow(sentence);
});

describe('back from counts to terms', () => {
  const texts = ['le chat dort', 'le chien mange'];
  const vectorizer = new CountVectorizer().fit(texts);
  it('the terms that each text holds, from sparse counts or dense ones', () => {
    const terms = [
      ['chat', 'dort', 'le'],
      ['chien', 'le', 'mange'],
    ];
    const counts = vectorizer.transform(texts);
    expect(vectorizer.inverseTransform(counts)).toEqual(terms);
    expect(vectorizer.inverseTransform(counts.toDense())).toEqual(terms);
  });
  it('needs a column per term', () => {
    expect(() => vectorizer.inverseTransform([[1, 0]])).toThrow(/5 features.*got 2/);
  });
});
