import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Frame } from '../../../src/learn/base/index.ts';
import * as p from '../../../src/learn/preprocessing/index.ts';
import { CSRMatrix, Matrix } from '../../../src/linalg/index.ts';
import { golden, near } from '../golden.ts';

const g = golden<
  Record<string, never> & {
    X: number[][];
    M: (number | null)[][];
    K: (number | null)[][];
    w: number[];
    C: string[][];
  }
>('preprocessing');
const { X, w, C } = g;
const M = g.M.map((row) => row.map((v) => v ?? Number.NaN));
const K = g.K.map((row) => row.map((v) => v ?? Number.NaN));
const two = X.map((row) => row.slice(0, 2));

describe('as scikit-learn', () => {
  it('scalers', () => {
    near(new p.StandardScaler().fitTransform(X), g['standard']);
    const weighted = new p.StandardScaler().fit(X, undefined, { sampleWeight: w });
    near([weighted.mean_, weighted.var_], g['standardWeighted']);
    const missing = new p.StandardScaler().fit(M);
    near([missing.mean_, missing.var_], g['standardMissing']);
    near(new p.MinMaxScaler({ featureRange: [-1, 2] }).fitTransform(X), g['minmax']);
    near(new p.MaxAbsScaler().fitTransform(X), g['maxabs']);
    const robust = new p.RobustScaler({ unitVariance: true, quantileRange: [20, 70] });
    near(robust.fitTransform(X), g['robust']);
    for (const norm of ['l1', 'l2', 'max'] as const)
      near(new p.Normalizer({ norm }).fitTransform(X), g[`norm${norm}`]);
  });
  it('distributions made uniform or normal', () => {
    near(new p.QuantileTransformer({ nQuantiles: 12 }).fitTransform(X), g['quantileUniform']);
    const normal = new p.QuantileTransformer({ nQuantiles: 30, outputDistribution: 'normal' });
    near(normal.fitTransform(X), g['quantileNormal'], 1e-6);
    const yeo = new p.PowerTransformer().fit(X);
    near([yeo.lambdas_, yeo.transform(X)], g['yeo'], 1e-5);
    const box = new p.PowerTransformer({ method: 'box-cox' }).fit(two);
    near([box.lambdas_, box.transform(two)], g['boxcox'], 1e-5);
  });
  it('polynomials and intervals', () => {
    const poly = new p.PolynomialFeatures({ degree: 3 }).fit(two);
    near(poly.transform(two), g['poly']);
    expect(poly.getFeatureNamesOut()).toEqual(g['polyNames']);
    const inter = new p.PolynomialFeatures({ interactionOnly: true, includeBias: false });
    near(inter.fitTransform(X), g['polyInter']);
    for (const strategy of ['uniform', 'quantile', 'kmeans'] as const) {
      const bins = new p.KBinsDiscretizer({ nBins: 4, encode: 'ordinal', strategy });
      near(bins.fitTransform(two), g[`bins${strategy}`]);
    }
  });
  it('imputation', () => {
    for (const [strategy, key] of [
      ['mean', 'mean'],
      ['median', 'median'],
      ['mostFrequent', 'most_frequent'],
    ] as const)
      near(new p.SimpleImputer({ strategy }).fitTransform(M), g[`impute${key}`]);
    for (const weights of ['uniform', 'distance'] as const)
      near(new p.KNNImputer({ nNeighbors: 3, weights }).fitTransform(K), g[`knn${weights}`]);
    near(new p.MissingIndicator().fitTransform(M), g['indicator']);
  });
  it('encoders', () => {
    near(new p.OneHotEncoder().fit(C).transform(C), g['onehot']);
    near(new p.OneHotEncoder({ drop: 'first' }).fit(C).transform(C), g['onehotDrop']);
    near(new p.OneHotEncoder({ minFrequency: 2 }).fit(C).transform(C), g['onehotMin']);
    near(new p.OneHotEncoder({ maxCategories: 2 }).fit(C).transform(C), g['onehotMax']);
    near(new p.OrdinalEncoder().fit(C).transform(C), g['ordinal']);
  });
});

describe('back again', () => {
  const table = fc.array(
    fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 2 }),
    {
      minLength: 3,
      maxLength: 12,
    },
  );
  it('scaled values become the original ones', () => {
    fc.assert(
      fc.property(table, (rows) => {
        for (const scaler of [
          new p.StandardScaler(),
          new p.MinMaxScaler(),
          new p.MaxAbsScaler(),
          new p.RobustScaler(),
        ]) {
          const there = scaler.fitTransform(rows);
          near(scaler.inverseTransform(there), rows, 1e-6);
        }
      }),
      { numRuns: 40 },
    );
  });
  it('power, quantiles, intervals', () => {
    const power = new p.PowerTransformer().fit(X);
    near(power.inverseTransform(power.transform(X)), X, 1e-8);
    const quantiles = new p.QuantileTransformer({ nQuantiles: 30 }).fit(two);
    near(quantiles.inverseTransform(quantiles.transform(two)), two, 1e-8);
    const bins = new p.KBinsDiscretizer({ nBins: 3 }).fit(two);
    near(bins.transform(bins.inverseTransform(bins.transform(two))), bins.transform(two));
  });
  it('categories', () => {
    const people = new Frame({ town: ['Lille', null, 'Paris'], age: [3, Number.NaN, 5] });
    for (const drop of [undefined, 'first'] as const) {
      const encoder = new p.OneHotEncoder({ drop }).fit(people);
      const back = encoder.inverseTransform(encoder.transform(people));
      expect(back.column('town')).toEqual(['Lille', null, 'Paris']);
      expect([...back.column('age')]).toEqual([3, Number.NaN, 5]);
    }
    const ordinal = new p.OrdinalEncoder().fit(people);
    expect(ordinal.inverseTransform(ordinal.transform(people)).column('town')).toEqual([
      'Lille',
      null,
      'Paris',
    ]);
    const labels = new p.LabelEncoder();
    expect(labels.inverseTransform(labels.fitTransform(['b', 'a', 'b']))).toEqual(['b', 'a', 'b']);
    const binary = new p.LabelBinarizer();
    near(binary.fitTransform(['u', 'v', 'w', 'u']), [1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]);
    expect(binary.inverseTransform(binary.transform(['w', 'u']))).toEqual(['w', 'u']);
  });
});

describe('some at a time', () => {
  it.each([
    ['StandardScaler', () => new p.StandardScaler()],
    ['MinMaxScaler', () => new p.MinMaxScaler()],
    ['MaxAbsScaler', () => new p.MaxAbsScaler()],
  ])('%s learns the same in parts', (_name, make) => {
    const parts = make();
    for (let i = 0; i < 30; i += 7) parts.partialFit(X.slice(i, i + 7));
    near(parts.transform(X), make().fitTransform(X), 1e-10);
  });
});

describe('sparse stays sparse', () => {
  const dense = Matrix.from([
    [1, 0, 0],
    [0, -2, 0],
    [4, 0, 3],
  ]);
  const sparse = CSRMatrix.fromDense(dense);
  it.each([
    ['StandardScaler', () => new p.StandardScaler({ withMean: false })],
    ['MaxAbsScaler', () => new p.MaxAbsScaler()],
    ['RobustScaler', () => new p.RobustScaler({ withCentering: false })],
    ['Normalizer', () => new p.Normalizer()],
    ['Binarizer', () => new p.Binarizer()],
  ])('%s', (_name, make) => {
    const out = make().fit(sparse).transform(sparse);
    expect(out).toBeInstanceOf(CSRMatrix);
    near(out, make().fit(dense).transform(dense));
  });
  it('is not centred', () => {
    expect(() => new p.StandardScaler().fit(sparse)).toThrow(/withMean: false/);
  });
});

describe('unknown, missing, wrong: named', () => {
  const towns = new Frame({ town: ['Lille', 'Paris'] });
  const other = new Frame({ town: ['Lyon'] });
  it('a category that fit has not seen', () => {
    const encoder = new p.OneHotEncoder({ sparseOutput: false }).fit(towns);
    expect(() => encoder.transform(other)).toThrow(/"town".*"Lyon".*Lille/s);
    encoder.setParams({ handleUnknown: 'ignore' });
    near(encoder.transform(other), [0, 0]);
    expect(encoder.getFeatureNamesOut()).toEqual(['town_Lille', 'town_Paris']);
    expect(() => new p.OrdinalEncoder().fit(towns).transform(other)).toThrow(/Lyon/);
    const lenient = new p.OrdinalEncoder({ handleUnknown: 'useEncodedValue', unknownValue: -1 });
    near(lenient.fit(towns).transform(other), [-1]);
  });
  it('texts are filled in as texts', () => {
    const people = new Frame({
      town: ['Lille', null, 'Lille', 'Paris'],
      age: [1, Number.NaN, 3, 5],
    });
    const filled = new p.SimpleImputer({ strategy: 'mostFrequent' }).fit(people).transform(people);
    expect(filled).toBeInstanceOf(Frame);
    if (filled instanceof Frame)
      expect(filled.column('town')).toEqual(['Lille', 'Lille', 'Lille', 'Paris']);
    expect(() => new p.SimpleImputer().fit(people)).toThrow(/"town".*mostFrequent/s);
  });
  it.each([
    ['text', () => new p.StandardScaler().fit(new Frame({ age: [1], town: ['x'] })), /"town"/],
    [
      'names',
      () => new p.StandardScaler().fit(new Frame({ a: [1, 2] })).transform(new Frame({ b: [1] })),
      /Missing.*a/s,
    ],
    ['infinite', () => new p.MinMaxScaler().fit([[1], [Infinity]]), /Infinity/],
    ['empty', () => new p.StandardScaler().fit([]), /at least 1/],
    ['unfitted', () => new p.StandardScaler().transform([[1]]), /fit/],
    ['columns', () => new p.StandardScaler().fit([[1, 2]]).transform([[1]]), /2 features/],
    ['param', () => new p.MinMaxScaler({ featureRange: [1, 0] }).fit([[1]]), /featureRange/],
    [
      'quantiles',
      () => new p.RobustScaler({ quantileRange: [80, 20] }).fit([[1]]),
      /quantileRange/,
    ],
    [
      'empty column',
      () => new p.SimpleImputer().fit([[Number.NaN], [Number.NaN]]),
      /no value at all/,
    ],
    ['box-cox', () => new p.PowerTransformer({ method: 'box-cox' }).fit([[1], [0]]), /yeo-johnson/],
    ['mixed', () => new p.OneHotEncoder().fit([['a'], [1]]), /mixes/],
    [
      'categories',
      () => new p.OneHotEncoder({ categories: [['a'], ['b']] }).fit([['a']]),
      /categories/,
    ],
    ['drop', () => new p.OneHotEncoder({ drop: ['q'] }).fit([['a'], ['b']]), /"q"/],
    ['label', () => new p.LabelEncoder().fit([1, 2]).transform([3]), /3/],
    ['bins', () => new p.KBinsDiscretizer({ nBins: 1 }).fit([[1], [2]]), /nBins/],
    ['ragged', () => new p.StandardScaler().fit([[1, 2], [3]]), /row 1/],
  ])('%s', (_name, call, sentence) => {
    expect(call).toThrow(sentence);
  });
  it('a constant column is no division by zero', () => {
    const constant = [[5], [5], [5]];
    near(new p.StandardScaler().fitTransform(constant), [0, 0, 0]);
    near(new p.MinMaxScaler().fitTransform(constant), [0, 0, 0]);
    near(new p.RobustScaler().fitTransform(constant), [0, 0, 0]);
    near(new p.PowerTransformer().fitTransform(constant), [0, 0, 0]);
    near(new p.KBinsDiscretizer({ encode: 'ordinal' }).fitTransform(constant), [0, 0, 0]);
  });
  it('a fit that fails leaves the scaler as it was', () => {
    const scaler = new p.StandardScaler().fit([[1], [3]]);
    expect(() =>
      scaler.fit([
        [1, 2],
        [Infinity, 3],
      ]),
    ).toThrow();
    near(scaler.transform([[2]]), [0]);
  });
});
