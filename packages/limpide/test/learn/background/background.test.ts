/** Fits in the background: the same bits as here, progress, a stop at once, and what cannot travel. */
import { afterAll, describe, expect, test, vi } from 'vitest';
import { digits } from '../../../src/data/index.ts';
import { AbortError, ArgumentError, LimpideError, setLanguage } from '../../../src/errors/index.ts';
import * as learn from '../../../src/learn/index.ts';
import {
  clone,
  crossValidate,
  crossValidateInBackground,
  type Estimator,
  Frame,
  fitInBackground,
  onWarning,
  type Progress,
  stopBackground,
} from '../../../src/learn/index.ts';
import { encodeValue } from '../../../src/learn/persistence/encode.ts';
import { defaultGenerator, manualSeed, type Tensor } from '../../../src/tensor/index.ts';
import { smallData } from '../small-data.ts';

afterAll(() => stopBackground());
const iris = smallData('iris');
const { features, labels } = digits();
const pixels: Tensor = features.slice(0, 0, 400).realize();
const numbers = Int32Array.from(labels.slice(0, 0, 400).dataSync() as ArrayLike<number>);

/** Everything that was learned, bit by bit; how long it took left out. */
function learned(estimator: Estimator): unknown {
  const { refitTime_, cvResults_, ...rest } = estimator.getLearned();
  const { tree, arrays } = encodeValue(rest);
  return {
    tree,
    arrays: [...arrays].map(([name, { dtype, data }]) => [
      name,
      dtype,
      Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
    ]),
  };
}

describe('what is learned is what fit learns here', () => {
  test.each<[string, () => Estimator]>([
    ['a forest', () => new learn.RandomForestClassifier({ nEstimators: 12, randomState: 3 })],
    ['logistic regression', () => new learn.LogisticRegression()],
    ['groups', () => new learn.KMeans({ nClusters: 3, randomState: 1 })],
    ['an embedding', () => new learn.TSNE({ perplexity: 10, maxIter: 250, randomState: 1 })],
    [
      'a network',
      () => new learn.MLPClassifier({ hiddenLayerSizes: [6], maxIter: 15, randomState: 0 }),
    ],
    ['a support vector machine', () => new learn.SVC({ probability: true, randomState: 0 })],
    [
      'a pipeline',
      () =>
        new learn.Pipeline({
          steps: [
            ['scale', new learn.StandardScaler()],
            ['model', new learn.HistGradientBoostingClassifier({ maxIter: 8 })],
          ],
        }),
    ],
    [
      'a search',
      () =>
        new learn.GridSearchCV({
          estimator: new learn.KNeighborsClassifier(),
          paramGrid: { nNeighbors: [1, 5, 9] },
          cv: new learn.StratifiedKFold({ nSplits: 3, shuffle: true, randomState: 2 }),
        }),
    ],
  ])('%s', async (_, make) => {
    const here = make().fit(iris.X, iris.y);
    const there = make();
    expect(await fitInBackground(there, iris.X, iris.y)).toBe(there);
    expect(learned(there)).toEqual(learned(here));
  });

  test('of tensors, tables, texts, with weights', async () => {
    const tree = () => new learn.DecisionTreeClassifier({ randomState: 0 });
    const sampleWeight = Float64Array.from(numbers, (label) => 1 + label);
    const forest = await fitInBackground(tree(), pixels, numbers, { sampleWeight });
    expect(learned(forest)).toEqual(learned(tree().fit(pixels, numbers, { sampleWeight })));

    const table = new Frame([
      ['2', iris.X.map((row) => row[0]!)],
      ['1', iris.X.map((row) => row[1]!)],
    ]);
    const names = iris.y.map((code) => ['a', 'b', 'c'][code]!);
    const there = await fitInBackground(tree(), table, names);
    expect(there.featureNamesIn_).toEqual(['2', '1']);
    expect(there.predict(table)).toEqual(tree().fit(table, names).predict(table));

    const texts = ['le chat dort', 'le chien mange', 'un chat mange'];
    const words = await fitInBackground(new learn.TfidfVectorizer(), texts);
    expect(words.getFeatureNamesOut()).toContain('chat');
  });

  test('of a seed left to chance, as of the same default generator', async () => {
    const make = () => new learn.RandomForestClassifier({ nEstimators: 3 });
    manualSeed(11);
    const here = make().fit(iris.X, iris.y);
    const after = defaultGenerator.getState();
    manualSeed(11);
    const there = await fitInBackground(make(), iris.X, iris.y);
    expect(learned(there)).toEqual(learned(here));
    expect(defaultGenerator.getState()).toEqual(after);
  });

  test('of a cross-validation', async () => {
    const model = new learn.Ridge();
    const y = iris.X.map((row) => row[3]! + row[0]!);
    const options = { cv: 4, scoring: ['r2', 'neg_mean_absolute_error'], returnEstimator: true };
    const here = crossValidate(model, iris.X, y, options);
    const there = await crossValidateInBackground(model, iris.X, y, options);
    expect(there.testScores).toEqual(here.testScores);
    expect(there.estimators?.map(learned)).toEqual(here.estimators?.map(learned));
  });
});

const long = () => new learn.GradientBoostingClassifier({ nEstimators: 100_000, randomState: 0 });

test('progress is reported, and the page stays alive', async () => {
  const seen: Progress[] = [];
  let turns = 0;
  const clock = setInterval(() => turns++, 2);
  const model = new learn.GradientBoostingClassifier({ nEstimators: 40, randomState: 0 });
  await fitInBackground(model, pixels, numbers, { onProgress: (p) => seen.push(p) });
  clearInterval(clock);
  expect(turns).toBeGreaterThan(5);
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.at(-1)).toMatchObject({ done: 40, total: 40 });
  for (const [k, { done }] of seen.entries())
    expect(done).toBeGreaterThanOrEqual(seen[k - 1]?.done ?? 0);
});

describe('a stop', () => {
  test('comes at once, and leaves what was learned before', async () => {
    const model = long();
    model.setParams({ nEstimators: 1 }).fit(iris.X, iris.y).setParams({ nEstimators: 100_000 });
    const before = learned(model);
    const stop = new AbortController();
    let stopped = 0;
    const onProgress = ({ done }: Progress) => {
      if (done < 2 || stop.signal.aborted) return;
      stopped = performance.now();
      stop.abort();
    };
    const work = fitInBackground(model, pixels, numbers, { signal: stop.signal, onProgress });
    await expect(work).rejects.toThrow(AbortError);
    expect(performance.now() - stopped).toBeLessThan(200);
    expect(learned(model)).toEqual(before);
    // the next one works
    await fitInBackground(model.setParams({ nEstimators: 2 }), iris.X, iris.y);
    expect(learned(model)).not.toEqual(before);
  });
  test('before the beginning', async () => {
    const model = long();
    const work = fitInBackground(model, iris.X, iris.y, { signal: AbortSignal.abort() });
    await expect(work).rejects.toThrow(/was stopped/);
    expect(model.isFitted).toBe(false);
  });
  test('speaks both languages', async () => {
    try {
      const work = () => fitInBackground(long(), iris.X, iris.y, { signal: AbortSignal.abort() });
      setLanguage('fr');
      await expect(work()).rejects.toThrow(/a été arrêté/);
    } finally {
      setLanguage('en');
    }
  });
});

describe('what goes wrong there is said here', () => {
  test('as the error that fit throws', async () => {
    const X = iris.X.map((row, i) => (i === 7 ? [Number.NaN, ...row.slice(1)] : row));
    const model = new learn.LogisticRegression();
    const here = (() => {
      try {
        return clone(model).fit(X, iris.y);
      } catch (error) {
        return error;
      }
    })();
    const there: unknown = await fitInBackground(model, X, iris.y).catch((error: unknown) => error);
    if (!(here instanceof LimpideError && there instanceof LimpideError)) throw there;
    expect(there).toBeInstanceOf(here.constructor);
    expect([there.code, there.sentence('fr')]).toEqual([here.code, here.sentence('fr')]);
    expect(model.isFitted).toBe(false);
  });
  test('warnings, too', async () => {
    const heard: string[] = [];
    const deaf = onWarning(({ code }) => heard.push(code));
    await fitInBackground(new learn.LogisticRegression({ maxIter: 1 }), iris.X, iris.y);
    deaf();
    expect(heard).toContain('learn.notConverged');
  });
  test('a listener that throws ends the work', async () => {
    const onProgress = vi.fn(() => {
      throw new RangeError('mine');
    });
    await expect(fitInBackground(long(), pixels, numbers, { onProgress })).rejects.toThrow('mine');
  });
});

describe('what cannot travel is named', () => {
  const own = (x: ArrayLike<number>): number => x.length;
  class Own extends learn.Ridge {}
  test.each<[string, () => Estimator, RegExp]>([
    [
      'a function',
      () => new learn.KNeighborsClassifier({ metric: (a, b) => Math.abs(a[0]! - b[0]!) }),
      /KNeighborsClassifier: params\.metric|KNeighborsClassifier.*metric.*function/,
    ],
    [
      'a function inside a pipeline',
      () =>
        new learn.Pipeline({
          steps: [
            ['own', new learn.FunctionTransformer({ func: (X) => (own([1]) > 5 ? [] : X) })],
            ['model', new learn.Ridge()],
          ],
        }),
      /func.*function/,
    ],
    ['a class of one’s own', () => new Own(), /class of your own/],
  ])('%s', async (_, make, sentence) => {
    const work = fitInBackground(make(), iris.X, iris.y);
    await expect(work).rejects.toThrow(ArgumentError);
    await expect(fitInBackground(make(), iris.X, iris.y)).rejects.toThrow(sentence);
  });
  test('a scorer that is a function', async () => {
    const scoring = learn.makeScorer((a, b) => learn.accuracyScore(a, b), { name: 'own' });
    const work = crossValidateInBackground(new learn.GaussianNB(), iris.X, iris.y, { scoring });
    await expect(work).rejects.toThrow(/scoring.*function/);
  });
});
