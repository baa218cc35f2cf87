import { describe, expect, it } from 'vitest';
import { clone, Frame, givesProbabilities, isTransformer } from '../../../src/learn/base/index.ts';
import * as c from '../../../src/learn/compose/index.ts';
import { DummyClassifier, DummyRegressor } from '../../../src/learn/dummy/index.ts';
import * as p from '../../../src/learn/preprocessing/index.ts';
import { CSRMatrix } from '../../../src/linalg/index.ts';
import { near } from '../golden.ts';

const people = new Frame({
  age: [20, 30, Number.NaN, 50],
  income: [1, 2, 3, 4],
  town: ['Lille', 'Paris', 'Lille', null],
});
const y = ['a', 'b', 'a', 'a'];
const X = [
  [1, 2],
  [3, 5],
  [5, 6],
  [7, 9],
];

describe('Pipeline', () => {
  const make = (): c.Pipeline =>
    new c.Pipeline([
      ['scale', new p.StandardScaler()],
      ['poly', new p.PolynomialFeatures({ includeBias: false })],
      ['model', new DummyClassifier()],
    ]);
  it('is the model at its end', () => {
    const pipe = make();
    expect(pipe.spec.kind).toBe('classifier');
    expect(givesProbabilities(pipe)).toBe(true);
    expect(isTransformer(pipe)).toBe(false);
    expect(pipe.fit(X, y).predict(X)).toEqual(['a', 'a', 'a', 'a']);
    expect(pipe.score(X, y)).toBe(0.75);
    expect(pipe.classes_).toEqual(['a', 'b']);
    expect(() => pipe.decisionFunction(X)).toThrow(/DummyClassifier.*decisionFunction/s);
    expect(() => pipe.transform(X)).toThrow(/transform/);
  });
  it('steps by name: parameters, replacement, parts; those given stay as they were', () => {
    const pipe = make();
    pipe.setParams({ poly__degree: 3, scale: 'passthrough' });
    expect(pipe.getParams()['poly__degree']).toBe(3);
    expect(pipe.getParams()['scale']).toBe('passthrough');
    expect(() => pipe.setParams({ polly__degree: 3 })).toThrow(/polly/);
    pipe.fit(X, y);
    const given = pipe.params.steps[1]![1];
    expect(given !== 'passthrough' && given.isFitted).toBe(false);
    const head = pipe.slice(0, -1);
    expect(head.getFeatureNamesOut(['u', 'v']).slice(0, 3)).toEqual(['u', 'v', 'u^2']);
    expect(head.transform(X)).toHaveProperty('shape', [4, 9]);
    expect(clone(pipe).isFitted).toBe(false);
    expect(String(pipe)).toMatch(/→/);
  });
  it('what was learned can be put into another', () => {
    const pipe = make().fit(X, y);
    expect(make().setLearned(pipe.getLearned()).predict(X)).toEqual(pipe.predict(X));
  });
  it('back through all steps', () => {
    const pipe = c.makePipeline(new p.StandardScaler(), new p.MinMaxScaler());
    near(pipe.inverseTransform(pipe.fitTransform(X)), X);
    expect(pipe.params.steps.map(([name]) => name)).toEqual(['standardscaler', 'minmaxscaler']);
    expect(pipe.offers('inverseTransform')).toBe(true);
  });
  it('column names reach the errors of later steps', () => {
    const pipe = c.makePipeline(
      new p.PolynomialFeatures({ includeBias: false }),
      new p.PowerTransformer({ method: 'box-cox' }),
    );
    const table = new Frame({ width: [1, 2], gain: [-1, 3] });
    expect(() => pipe.fit(table)).toThrow(/"gain"/);
    const good = c.makePipeline(new p.StandardScaler(), new DummyClassifier()).fit(table, [0, 1]);
    expect(() => good.predict(new Frame({ width: [1], loss: [1] }))).toThrow(/Missing.*gain/s);
  });
  it('weights go to the steps that take them, or where one says', () => {
    const weights = [1, 1, 0, 0];
    const pipe = make().fit(X, y, { sampleWeight: weights });
    const scaler = pipe.step('scale');
    near(scaler instanceof p.StandardScaler && scaler.mean_, [2, 3.5]);
    const only = make().fit(X, y, { stepOptions: { model: { sampleWeight: weights } } });
    const other = only.step('scale');
    near(other instanceof p.StandardScaler && other.mean_, [4, 5.5]);
    expect(() => make().fit(X, y, { stepOptions: { modl: {} } })).toThrow(/modl/);
  });
  it.each([
    ['nothing', () => new c.Pipeline().fit(X, y), /no steps/],
    [
      'names',
      () =>
        new c.Pipeline([
          ['a', new p.StandardScaler()],
          ['a', new p.MinMaxScaler()],
        ]).fit(X, y),
      /"a"/,
    ],
    ['underscores', () => new c.Pipeline([['a__b', new p.StandardScaler()]]).fit(X), /__/],
    [
      'no transformer',
      () =>
        new c.Pipeline([
          ['m', new DummyClassifier()],
          ['s', new p.StandardScaler()],
        ]).fit(X, y),
      /transforms nothing/,
    ],
    ['no estimator', () => new c.Pipeline([['m', 3 as never]]).fit(X, y), /step 0/],
    ['unfitted', () => new c.Pipeline([['m', new DummyClassifier()]]).predict(X), /fit/],
  ])('refused: %s', (_name, call, sentence) => {
    expect(call).toThrow(sentence);
  });
});

describe('ColumnTransformer', () => {
  const make = (): c.ColumnTransformer =>
    new c.ColumnTransformer({
      transformers: [
        [
          'num',
          c.makePipeline(new p.SimpleImputer(), new p.StandardScaler()),
          c.makeColumnSelector({ kind: 'number' }),
        ],
        ['cat', new p.OneHotEncoder(), ['town']],
      ],
    });
  it('columns by kind and by name; names come out', () => {
    const ready = make();
    const out = ready.fitTransform(people);
    expect(ready.getFeatureNamesOut()).toEqual([
      'num__age',
      'num__income',
      'cat__town_Lille',
      'cat__town_Paris',
      'cat__town_nan',
    ]);
    near(out, ready.transform(people));
    expect(ready.outputIndices_).toEqual({ num: [0, 2], cat: [2, 5] });
    ready.setParams({ cat__handleUnknown: 'ignore', num: 'drop' });
    expect(ready.fit(people).getFeatureNamesOut()).toHaveLength(3);
  });
  it('later tables may have more columns, in another order', () => {
    const ready = make().fit(people);
    const other = new Frame({
      x: [1, 1, 1, 1],
      town: people.column('town'),
      income: people.column('income'),
      age: people.column('age'),
    });
    near(ready.transform(other), ready.transform(people));
    expect(() => ready.transform(people.drop('age'))).toThrow(/Missing.*age/s);
  });
  it('the rest: dropped, kept, or transformed; weights multiply', () => {
    const steps: c.ColumnStep[] = [['first', 'passthrough', [0]]];
    near(new c.ColumnTransformer(steps).fitTransform(X), [1, 3, 5, 7]);
    near(
      new c.ColumnTransformer({ transformers: steps, remainder: 'passthrough' }).fitTransform(X),
      X,
    );
    const scaled = new c.ColumnTransformer({
      transformers: [['last', 'passthrough', -1]],
      remainder: new p.MaxAbsScaler(),
      transformerWeights: { last: 10 },
    });
    near(
      scaled.fitTransform([
        [2, 3],
        [4, 5],
      ]),
      [30, 0.5, 50, 1],
    );
  });
  it('sparse when that saves room', () => {
    const towns = new Frame({ town: Array.from({ length: 20 }, (_, i) => `t${i}`) });
    const make = (sparseThreshold: number): c.ColumnTransformer =>
      new c.ColumnTransformer({
        transformers: [['cat', new p.OneHotEncoder(), ['town']]],
        sparseThreshold,
      });
    expect(make(0.3).fitTransform(towns)).toBeInstanceOf(CSRMatrix);
    expect(make(0).fitTransform(towns)).not.toBeInstanceOf(CSRMatrix);
  });
  it.each([
    [
      'name',
      () => new c.ColumnTransformer([['a', 'passthrough', ['agee']]]).fit(people),
      /"agee" → "age"/,
    ],
    ['number', () => new c.ColumnTransformer([['a', 'passthrough', [7]]]).fit(X), /7/],
    [
      'names of no table',
      () => new c.ColumnTransformer([['a', 'passthrough', ['age']]]).fit(X),
      /Frame/,
    ],
    [
      'texts kept',
      () => new c.ColumnTransformer([['a', 'passthrough', ['town']]]).fit(people),
      /"town"/,
    ],
    [
      'missing',
      () => new c.ColumnTransformer([['a', new p.Normalizer(), ['age']]]).fit(people),
      /"age"/,
    ],
    [
      'columns',
      () => new c.ColumnTransformer([['a', 'passthrough', [0]]]).fit(X).transform([[1]]),
      /2 features/,
    ],
  ])('refused: %s', (_name, call, sentence) => {
    expect(call).toThrow(sentence);
  });
});

it('FeatureUnion puts outputs side by side', () => {
  const union = c.makeUnion(new p.StandardScaler(), new p.MinMaxScaler()).fit(X);
  expect(union.transform(X)).toHaveProperty('shape', [4, 4]);
  expect(union.getFeatureNamesOut()[2]).toBe('minmaxscaler__x0');
  expect(() => new c.FeatureUnion([['m', new DummyClassifier()]]).fit(X, y)).toThrow(
    /transforms nothing/,
  );
});

describe('TransformedTargetRegressor', () => {
  const regressor = new DummyRegressor();
  const target = [1, 10, 100];
  const rows = [[0], [1], [2]];
  it('predicts in the target’s own unit', () => {
    const log = new c.TransformedTargetRegressor({
      regressor,
      func: Math.log,
      inverseFunc: Math.exp,
    });
    near(log.fit(rows, target).predict([[5]]), [10]);
    const scaled = new c.TransformedTargetRegressor({
      regressor,
      transformer: new p.StandardScaler(),
    });
    near(scaled.fit(rows, target).predict([[5]]), [37]);
  });
  it('notices an inverse that is none', () => {
    const wrong = { regressor, func: Math.log, inverseFunc: Math.sqrt };
    expect(() => new c.TransformedTargetRegressor(wrong).fit(rows, target)).toThrow(/checkInverse/);
    expect(() =>
      new c.TransformedTargetRegressor({ regressor, func: Math.log }).fit(rows, target),
    ).toThrow(/inverseFunc/);
  });
});
