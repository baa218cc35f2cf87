/** Exported models answer as the estimators do: run by onnxruntime, on the samples and on others. */
import { createRequire } from 'node:module';
import path from 'node:path';
import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import * as learn from '../../../src/learn/index.ts';
import { Tensor } from '../../../src/tensor/index.ts';
import { smallData } from '../small-data.ts';

beforeAll(() => {
  // the files of the package itself: nothing is fetched
  ort.env.wasm.wasmPaths = `${path.dirname(createRequire(import.meta.url).resolve('onnxruntime-web'))}/`;
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
});

/** As float32 holds them, so that both sides see the same numbers. */
const rounded = (X: readonly (readonly number[])[]): number[][] =>
  X.map((row) => row.map(Math.fround));
const iris = smallData('iris');
const irisX = rounded(iris.X);
const names = ['setosa', 'versicolor', 'virginica'];
const species = iris.y.map((k) => names[k]!);
const cancer = smallData('breast-cancer');
const cancerX = rounded(cancer.X.map((row) => row.slice(0, 10)));
const sick = smallData('diabetes');
const sickX = rounded(sick.X);
/** Points between the samples. */
const between = (X: readonly number[][]): number[][] =>
  rounded(X.map((row, i) => row.map((v, j) => 0.3 * v + 0.7 * X[(i * 7 + 3) % X.length]![j]!)));

async function run(
  model: learn.Estimator,
  X: readonly (readonly number[])[],
): Promise<ort.InferenceSession.OnnxValueMapType> {
  const session = await ort.InferenceSession.create(learn.toOnnx(model));
  const data = Float32Array.from(X.flat());
  return session.run({ X: new ort.Tensor('float32', data, [X.length, X[0]!.length]) });
}
const list = (value: ort.OnnxValue | undefined): (number | string)[] => {
  if (!(value instanceof ort.Tensor)) throw new Error('not a tensor');
  return Array.from(value.data as Iterable<number | bigint | string>, (v) =>
    typeof v === 'bigint' ? Number(v) : v,
  );
};
/** The largest difference, relative to the largest number. */
function distance(got: readonly (number | string)[], wanted: ArrayLike<number | bigint>): number {
  expect(got).toHaveLength(wanted.length);
  const scale = Math.max(1, ...Array.from(wanted, (w) => Math.abs(Number(w))));
  return Math.max(0, ...got.map((g, i) => Math.abs(Number(g) - Number(wanted[i])) / scale));
}
const numbersIn = (features: unknown): ArrayLike<number | bigint> => {
  if (features instanceof Tensor) return features.dataSync();
  throw new Error('not a tensor');
};

const seed = { randomState: 0 };
const classifiers: Readonly<Record<string, learn.Classifier>> = {
  logistic: new learn.LogisticRegression({ maxIter: 300 }),
  'logistic, one against the rest': new learn.LogisticRegression({
    maxIter: 300,
    multiClass: 'ovr',
  }),
  ridge: new learn.RidgeClassifier(),
  sgd: new learn.SGDClassifier(seed),
  perceptron: new learn.Perceptron(seed),
  'linear svc': new learn.LinearSVC(seed),
  lda: new learn.LinearDiscriminantAnalysis(),
  bayes: new learn.GaussianNB(),
  mlp: new learn.MLPClassifier({ hiddenLayerSizes: [8], maxIter: 60, ...seed }),
  'mlp, tanh': new learn.MLPClassifier({
    hiddenLayerSizes: [6, 5],
    activation: 'tanh',
    maxIter: 60,
    ...seed,
  }),
  tree: new learn.DecisionTreeClassifier(seed),
  forest: new learn.RandomForestClassifier({ nEstimators: 20, ...seed }),
  'extra trees': new learn.ExtraTreesClassifier({ nEstimators: 10, ...seed }),
  boosting: new learn.GradientBoostingClassifier({ nEstimators: 15, ...seed }),
  histograms: new learn.HistGradientBoostingClassifier({ maxIter: 15, ...seed }),
  'svc, rbf': new learn.SVC(),
  'svc, linear': new learn.SVC({ kernel: 'linear' }),
  'svc, poly': new learn.SVC({ kernel: 'poly', degree: 2, coef0: 1 }),
  'svc, probabilities': new learn.SVC({ probability: true, ...seed }),
  'nu svc': new learn.NuSVC({ nu: 0.3 }),
};

const data = { three: [irisX, species], two: [cancerX, cancer.y] } as const;

describe('classifiers', () => {
  const cases = Object.keys(classifiers).flatMap((name) => [
    [name, 'three'] as const,
    [name, 'two'] as const,
  ]);
  it.each(cases)('%s, %s classes: labels and probabilities', async (name, which) => {
    const [X, y] = data[which];
    const scaler = new learn.StandardScaler().fit(X);
    const scaled = rounded(rowsOf(scaler.transform(X)));
    const model = learn.clone(classifiers[name]!).fit(scaled, y);
    const asked = [...scaled, ...between(scaled)];
    const out = await run(model, asked);
    const wanted = model.predict(asked);
    const got = list(out['label']);
    const wrong = got.filter((label, i) => label !== wanted[i]).length;
    // a sample on the very edge may fall to the other side in float32
    expect(wrong).toBeLessThanOrEqual(Math.ceil(asked.length * 0.002));
    expect(typeof got[0]).toBe(which === 'three' ? 'string' : 'number');
    if (learn.givesProbabilities(model)) {
      const p = model.predictProba(asked);
      // several classes: the runtime stops coupling the pairs' probabilities at libsvm's 0.005/k
      expect(distance(list(out['probabilities']), p.dataSync())).toBeLessThan(
        name.includes('probabilities') && which === 'three' ? 5e-3 : 2e-5,
      );
    } else if (out['scores']) {
      expect(learn.givesDecision(model)).toBe(true);
      if (learn.givesDecision(model))
        expect(
          distance(list(out['scores']), model.decisionFunction(asked).dataSync()),
        ).toBeLessThan(2e-5);
    }
  });
});

function rowsOf(features: unknown): number[][] {
  if (!(features instanceof Tensor)) throw new Error('not a tensor');
  const [n = 0, d = 0] = features.shape;
  const values = features.dataSync();
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: d }, (__, j) => Number(values[i * d + j])),
  );
}

const regressors: Readonly<Record<string, learn.Regressor>> = {
  linear: new learn.LinearRegression(),
  ridge: new learn.Ridge(),
  lasso: new learn.Lasso({ alpha: 0.1 }),
  'elastic net': new learn.ElasticNet({ alpha: 0.01 }),
  'bayesian ridge': new learn.BayesianRidge(),
  huber: new learn.HuberRegressor({ maxIter: 500 }),
  poisson: new learn.PoissonRegressor(),
  gamma: new learn.GammaRegressor(),
  mlp: new learn.MLPRegressor({ hiddenLayerSizes: [10], maxIter: 40, ...seed }),
  tree: new learn.DecisionTreeRegressor(seed),
  forest: new learn.RandomForestRegressor({ nEstimators: 15, ...seed }),
  'extra trees': new learn.ExtraTreesRegressor({ nEstimators: 8, ...seed }),
  boosting: new learn.GradientBoostingRegressor({ nEstimators: 20, ...seed }),
  histograms: new learn.HistGradientBoostingRegressor({ maxIter: 15, ...seed }),
  'histograms, poisson': new learn.HistGradientBoostingRegressor({
    maxIter: 10,
    loss: 'poisson',
    ...seed,
  }),
  'svr, rbf': new learn.SVR({ C: 50 }),
  'svr, linear': new learn.SVR({ kernel: 'linear', C: 10 }),
  'nu svr': new learn.NuSVR({ C: 10 }),
  'linear svr': new learn.LinearSVR({ maxIter: 5000, ...seed }),
};

describe('regressors', () => {
  it.each(Object.keys(regressors))('%s: predictions', async (name) => {
    const model = learn.clone(regressors[name]!).fit(sickX, sick.y);
    const asked = [...sickX, ...between(sickX)];
    const out = await run(model, asked);
    const prediction = out['prediction'];
    expect(prediction instanceof ort.Tensor && prediction.dims).toEqual([asked.length]);
    expect(distance(list(prediction), model.predict(asked).dataSync())).toBeLessThan(2e-5);
  });
  it('several outputs at once', async () => {
    const both = sick.y.map((v, i) => [v, sickX[i]![2]! * 100 - v]);
    for (const model of [
      new learn.LinearRegression(),
      new learn.DecisionTreeRegressor({ maxDepth: 5, ...seed }),
    ]) {
      model.fit(sickX, both);
      const out = await run(model, sickX);
      expect(distance(list(out['prediction']), model.predict(sickX).dataSync())).toBeLessThan(2e-5);
    }
  });
});

describe('transformers', () => {
  const transformers: Readonly<Record<string, learn.Transformer>> = {
    standard: new learn.StandardScaler(),
    'standard, no mean': new learn.StandardScaler({ withMean: false }),
    'min max': new learn.MinMaxScaler({ featureRange: [-1, 2], clip: true }),
    'max abs': new learn.MaxAbsScaler(),
    robust: new learn.RobustScaler(),
    'normalizer l1': new learn.Normalizer({ norm: 'l1' }),
    'normalizer l2': new learn.Normalizer(),
    'normalizer max': new learn.Normalizer({ norm: 'max' }),
    binarizer: new learn.Binarizer({ threshold: 1.5 }),
    pca: new learn.PCA({ nComponents: 3 }),
    'pca, whitened': new learn.PCA({ nComponents: 2, whiten: true }),
    svd: new learn.TruncatedSVD({ nComponents: 2, ...seed }),
  };
  it.each(Object.keys(transformers))('%s', async (name) => {
    const model = transformers[name]!.fit(irisX);
    const asked = [...between(irisX), [0, 0, 0, 0], [100, -3, 0, 1]];
    const out = await run(model, asked);
    expect(distance(list(out['transformed']), numbersIn(model.transform(asked)))).toBeLessThan(
      2e-5,
    );
  });
  it('an imputer fills in what is missing', async () => {
    const holes = irisX.map((row, i) =>
      row.map((v, j) => ((i + 3 * j) % 7 === 0 ? Number.NaN : v)),
    );
    for (const strategy of ['mean', 'median', 'mostFrequent'] as const) {
      const model = new learn.SimpleImputer({ strategy }).fit(holes);
      const out = await run(model, holes);
      expect(distance(list(out['transformed']), numbersIn(model.transform(holes)))).toBeLessThan(
        1e-6,
      );
    }
  });
  it('one-hot columns of numbers, the first category dropped, unknown ones all zero', async () => {
    const X = irisX.map((_, i) => [i % 3, (i % 2) + 5]);
    const model = new learn.OneHotEncoder({
      drop: 'first',
      handleUnknown: 'ignore',
      sparseOutput: false,
    }).fit(X);
    const asked = [...X, [9, 5], [1, 9]];
    const out = await run(model, asked);
    expect(list(out['transformed'])).toEqual(Array.from(numbersIn(model.transform(asked)), Number));
  });
});

describe('groups', () => {
  it('k-means: the nearest centre, and the distances', async () => {
    const model = new learn.KMeans({ nClusters: 4, ...seed }).fit(irisX);
    const asked = between(irisX);
    const out = await run(model, asked);
    expect(list(out['label'])).toEqual(Array.from(model.predict(asked).dataSync(), Number));
    expect(distance(list(out['scores']), numbersIn(model.transform(asked)))).toBeLessThan(1e-5);
  });
});

describe('compositions', () => {
  it('trees send missing values where fit sent them', async () => {
    const holes = irisX.map((row, i) => row.map((v, j) => ((i + j) % 5 === 0 ? Number.NaN : v)));
    for (const model of [
      new learn.HistGradientBoostingClassifier({ maxIter: 10, ...seed }),
      new learn.DecisionTreeClassifier(seed),
    ]) {
      model.fit(holes, species);
      const out = await run(model, holes);
      expect(list(out['label'])).toEqual(model.predict(holes));
    }
  });
  it('a pipeline of scaler, projection and forest', async () => {
    const model = learn
      .makePipeline(
        new learn.StandardScaler(),
        new learn.PCA({ nComponents: 3 }),
        new learn.LogisticRegression(),
      )
      .fit(irisX, species);
    const out = await run(model, irisX);
    expect(list(out['label'])).toEqual(model.predict(irisX));
    expect(distance(list(out['probabilities']), model.predictProba(irisX).dataSync())).toBeLessThan(
      1e-5,
    );
  });
  it('a table with texts: one input per column', async () => {
    const towns = ['Lille', 'Brest', 'Nîmes'];
    const n = irisX.length;
    const table = new learn.Frame({
      length: irisX.map((row, i) => (i % 11 === 0 ? Number.NaN : row[2]!)),
      town: species.map((_, i) => (i % 13 === 0 ? null : towns[(i * i) % 3]!)),
      width: irisX.map((row) => row[3]!),
    });
    const model = new learn.Pipeline([
      [
        'prepare',
        new learn.ColumnTransformer({
          transformers: [
            [
              'numbers',
              learn.makePipeline(new learn.SimpleImputer(), new learn.StandardScaler()),
              ['length', 'width'],
            ],
            [
              'texts',
              learn.makePipeline(
                new learn.SimpleImputer({ strategy: 'mostFrequent' }),
                new learn.OneHotEncoder({ handleUnknown: 'ignore', sparseOutput: false }),
              ),
              ['town'],
            ],
          ],
          sparseThreshold: 0,
        }),
      ],
      ['model', new learn.LogisticRegression({ maxIter: 300 })],
    ]).fit(table, species);
    const session = await ort.InferenceSession.create(learn.toOnnx(model));
    expect(session.inputNames).toEqual(['length', 'town', 'width']);
    const column = (name: string): Float32Array =>
      Float32Array.from(table.column(name) as Float64Array);
    const texts = (table.column('town') as (string | null)[]).map((text) => text ?? '');
    const out = await session.run({
      length: new ort.Tensor('float32', column('length'), [n, 1]),
      town: new ort.Tensor('string', texts, [n, 1]),
      width: new ort.Tensor('float32', column('width'), [n, 1]),
    });
    expect(list(out['label'])).toEqual(model.predict(table));
    expect(distance(list(out['probabilities']), model.predictProba(table).dataSync())).toBeLessThan(
      1e-5,
    );
  });
});

describe('what cannot be exported', () => {
  it('names what can', () => {
    const model = new learn.AffinityPropagation().fit(irisX.slice(0, 30));
    expect(() => learn.toOnnx(model)).toThrow(
      /AffinityPropagation has no form.*RandomForestClassifier/,
    );
    expect(() => learn.toOnnx(new learn.Ridge())).toThrow(/fit/);
    const gram = irisX.map((a) => irisX.map((b) => a.reduce((s, v, j) => s + v * b[j]!, 0)));
    expect(() => learn.toOnnx(new learn.SVC({ kernel: 'precomputed' }).fit(gram, species))).toThrow(
      /precomputed/,
    );
    expect(() => learn.toOnnx(new learn.Ridge().fit(irisX, iris.y), { names: ['a'] })).toThrow(
      /1 names for 4/,
    );
  });
  it('lists estimators that exist', () => {
    const known = learn.estimatorNames();
    for (const name of learn.onnxNames()) expect(known).toContain(name);
  });
});
