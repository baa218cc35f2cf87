/** `limpide learn`, from arguments to files: what it prints, what it refuses, and that it says why. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callName, modelNamed } from '../../src/cli/commands/learn-model.ts';
import { run } from '../../src/cli/run.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { estimatorNames, loadModel, Pipeline } from '../../src/learn/index.ts';
import { smallData } from '../learn/small-data.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'limpide-learn-cli-'));
afterAll(() => rm(folder, { recursive: true }));
const at = (name: string): string => path.join(folder, name);

async function limpide(
  ...args: readonly string[]
): Promise<{ code: number; out: string; err: string; objects: Record<string, unknown>[] }> {
  let [out, err] = ['', ''];
  const writes = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += String(text);
      return true;
    }),
  ];
  setLanguage('en');
  try {
    const code = await run(args);
    const lines = args.includes('--json') ? out.trim().split('\n') : [];
    return {
      code,
      out,
      err,
      objects: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    };
  } finally {
    for (const write of writes) write.mockRestore();
    setLanguage('en');
  }
}

const species = ['setosa', 'versicolor', 'virginica'];
beforeAll(async () => {
  const iris = smallData('iris');
  const lines = iris.X.map((row, i) => {
    // some cells are missing; a column of texts; a column that names the rows
    const cells = row.map((value, j) => ((i + j) % 41 === 0 ? '' : value));
    return [`flower ${i}`, ...cells, i % 3 === 0 ? 'Lille' : 'Brest', species[iris.y[i]!]].join(
      ',',
    );
  });
  await writeFile(
    at('iris.csv'),
    [`name,${iris.names.join(',')},town,species`, ...lines].join('\n'),
  );
  const sick = smallData('diabetes');
  const rows = sick.X.map((row, i) => [...row, sick.y[i]].join(','));
  await writeFile(at('diabetes.csv'), [`${sick.names.join(',')},progress`, ...rows].join('\n'));
});

describe('fit, predict', () => {
  it('learns classes from texts and numbers with missing values, keeps the model, predicts', async () => {
    const fit = await limpide(
      ...['learn', 'fit', 'randomForest', at('iris.csv'), '--target', 'species', '--cv', '3'],
      ...['--set', 'nEstimators=20', '--save', at('iris.safetensors'), '--json'],
    );
    expect([fit.code, fit.err]).toEqual([0, '']);
    const types = fit.objects.map(({ type }) => type);
    expect(types).toEqual(['start', 'fold', 'fold', 'fold', 'crossValidation', 'saved']);
    expect(fit.objects[0]).toMatchObject({
      model: 'RandomForestClassifier',
      task: 'classification',
      left: [{ name: 'name', why: 'names' }],
    });
    expect(fit.objects[4]?.['mean']).toBeGreaterThan(0.9);
    const model = await loadModel(at('iris.safetensors'));
    expect(model).toBeInstanceOf(Pipeline);

    const predict = await limpide(
      ...['learn', 'predict', at('iris.safetensors'), at('iris.csv')],
      ...['--target', 'species', '--csv', at('out.csv'), '--json'],
    );
    expect(predict.code).toBe(0);
    const answers = predict.objects.filter(({ type }) => type === 'prediction');
    expect(answers).toHaveLength(150);
    expect(answers[0]?.['prediction']).toBe('setosa');
    const sure = answers[60]?.['probabilities'] as Record<string, number>;
    expect(Object.keys(sure)).toEqual(species);
    expect(Object.values(sure).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    const scores = predict.objects.at(-1)?.['scores'] as Record<string, number>;
    expect(scores['accuracy']).toBeGreaterThan(0.97);
    const written = (await readFile(at('out.csv'), 'utf8')).trim().split('\n');
    expect(written).toHaveLength(151);
    expect(written[0]).toMatch(/species,prediction,p_setosa,p_versicolor,p_virginica$/);
  });

  it('learns numbers, and speaks to people in both languages', async () => {
    const en = await limpide('learn', 'fit', 'ridge', at('diabetes.csv'), '--target', 'progress');
    expect(en.out).toMatch(/Ridge\(\)[\s\S]*SimpleImputer.*StandardScaler[\s\S]*R² +0\.[345]/);
    expect(en.out).toMatch(/Learned from 331 rows.*111 rows never seen/);
    const fr = await limpide(
      ...['learn', 'fit', 'ridge', at('diabetes.csv'), '--target', 'progress', '--lang', 'fr'],
    );
    expect(fr.out).toContain('lignes jamais vues\u00a0:');
  });

  it('gives the same scores with the same seed', async () => {
    const go = (seed: string) =>
      limpide(
        ...[
          'learn',
          'fit',
          'tree',
          at('iris.csv'),
          '--target',
          'species',
          '--seed',
          seed,
          '--json',
        ],
      );
    const score = async (seed: string) => (await go(seed)).objects.at(-1)?.['scores'];
    expect(await score('7')).toEqual(await score('7'));
  });

  it('finds groups without a target', async () => {
    const { objects } = await limpide(
      ...['learn', 'fit', 'kMeans', at('iris.csv'), '--drop', 'species,town'],
      ...['--set', 'nClusters=3', '--json'],
    );
    const groups = objects.at(-1)?.['groups'] as Record<string, number>;
    expect(Object.keys(groups)).toEqual(['0', '1', '2']);
    expect(Object.values(groups).reduce((a, b) => a + b, 0)).toBe(150);
    expect(objects.at(-1)?.['silhouette']).toBeGreaterThan(0.3);
  });
});

describe('compare', () => {
  it('puts models side by side on the same folds, the one that does not look last', async () => {
    const { code, objects } = await limpide(
      ...['learn', 'compare', at('iris.csv'), '--target', 'species', '--cv', '3'],
      ...['--models', 'dummy,knn,naiveBayes', '--json'],
    );
    expect(code).toBe(0);
    const means = Object.fromEntries(
      objects.filter(({ type }) => type === 'model').map(({ model, mean }) => [model, mean]),
    );
    expect(Object.keys(means)).toEqual(['DummyClassifier', 'KNeighborsClassifier', 'GaussianNB']);
    expect(means['DummyClassifier']).toBeCloseTo(1 / 3, 1);
    expect(means['GaussianNB']).toBeGreaterThan(0.85);
    expect(objects.at(-1)?.['type']).toBe('best');
  });
  it('has sensible models of its own for numbers', async () => {
    const { out } = await limpide(
      ...['learn', 'compare', at('diabetes.csv'), '--target', 'progress', '--cv', '2'],
    );
    for (const name of ['dummy', 'linearRegression', 'ridge', 'randomForest', 'svr'])
      expect(out).toContain(`  ${name}`);
  });
});

describe('models', () => {
  it('every estimator is listed, and found by the name it is called', async () => {
    const { objects } = await limpide('learn', 'models', '--json');
    expect(objects.map(({ name }) => name).sort()).toEqual(estimatorNames());
    for (const { name, call, kind } of objects) {
      const task = kind === 'regressor' ? 'regression' : 'classification';
      expect(modelNamed(String(call), task)).toBe(name);
    }
  });
  it('shows the parameters of one with their ranges', async () => {
    const { out } = await limpide('learn', 'models', 'knn');
    expect(out).toMatch(
      /KNeighborsClassifier[\s\S]*nNeighbors +5 +integer ≥ 1[\s\S]*KNeighborsRegressor/,
    );
  });
  it.each([
    ['RandomForestClassifier', 'randomForest'],
    ['SVC', 'svc'],
    ['KMeans', 'kMeans'],
    ['DBSCAN', 'dbscan'],
    ['MLPRegressor', 'mlp'],
    ['KNeighborsClassifier', 'kNeighbors'],
    ['LinearSVC', 'linearSVC'],
  ])('%s is called %s', (name, call) => expect(callName(name)).toBe(call));
});

describe('help', () => {
  it.each(['fit', 'predict', 'compare', 'models'])('of %s, in both languages', async (part) => {
    const en = await limpide('learn', part, '--help');
    expect(en.out).toContain(`Usage: limpide learn ${part}`);
    const fr = await limpide('learn', part, '--help', '--lang', 'fr');
    expect(fr.out).toContain('Exemples\u00a0:');
    expect(fr.out).not.toBe(en.out);
  });
  it('of the whole', async () => {
    expect((await limpide('learn')).out).toMatch(
      /learn fit[\s\S]*learn predict[\s\S]*learn compare/,
    );
  });
});

describe('what is not understood', () => {
  it.each([
    [['fti', 'x'], /no part "fti".*fit/, 2],
    [
      ['fit', 'randomForst', 'iris.csv', '--target', 'species'],
      /"randomForst" \(→ randomForest\?\)/,
      2,
    ],
    [['fit', 'knn', 'iris.csv', '--target', 'specis'], /"specis".*"species"/, 1],
    [['fit', 'knn', 'iris.csv'], /--target <column>/, 2],
    [
      ['fit', 'ridge', 'iris.csv', '--target', 'town', '--task', 'regression'],
      /"town".*holds texts/,
      1,
    ],
    [
      ['fit', 'logisticRegression', 'iris.csv', '--target', 'sepal_length', '--drop', 'species'],
      /sepal_length/,
      1,
    ],
    [
      ['fit', 'logisticRegression', 'diabetes.csv', '--target', 'progress'],
      /predicts classes.*--task classification/,
      2,
    ],
    [['fit', 'lasso', 'iris.csv', '--target', 'species'], /predicts numbers.*species/, 2],
    [['fit', 'standardScaler', 'iris.csv'], /transforms data/, 2],
    [['fit', 'knn', 'iris.csv', '--target', 'species', '--set', 'nNeighbours=3'], /nNeighbors/, 1],
    [
      ['fit', 'knn', 'iris.csv', '--target', 'species', '--set', 'nNeighbors=many'],
      /integer ≥ 1, got "many"/,
      2,
    ],
    [['fit', 'knn', 'iris.csv', '--target', 'species', '--set', 'nNeighbors'], /key=value/, 2],
    [['fit', 'knn', 'iris.csv', '--target', 'species', '--drop', 'twon'], /"twon".*"town"/, 1],
    [['fit', 'knn', 'nowhere.csv', '--target', 'species'], /nowhere\.csv/, 1],
    [['fit', 'knn'], /Missing: <table>/, 2],
    [['predict', 'iris.csv', 'iris.csv'], /iris\.csv|safetensors/, 1],
    [['compare', 'iris.csv', '--target', 'species', '--models', 'knn,forst'], /forst.*forest/, 2],
    [['compare', 'iris.csv'], /--target/, 2],
  ])('%j', async (args, message, code) => {
    const files = args.map((arg) => (/\.csv$/.test(arg) ? at(arg) : arg));
    const result = await limpide('learn', ...files);
    expect(result.err).toMatch(message);
    expect(result.err.trim().split('\n')).toHaveLength(1);
    expect([result.code, result.out]).toEqual([code, '']);
  });
});

describe('--svg', () => {
  it.each([
    ['confusion', ['knn', 'iris.csv', '--target', 'species']],
    ['roc', ['forest', 'iris.csv', '--target', 'species']],
    ['importances', ['tree', 'iris.csv', '--target', 'species']],
    ['tree', ['tree', 'iris.csv', '--target', 'species']],
    ['learningCurve', ['naiveBayes', 'iris.csv', '--target', 'species']],
    ['predictions', ['ridge', 'diabetes.csv', '--target', 'progress']],
    ['embedding', ['kMeans', 'iris.csv', '--drop', 'species,town']],
    ['dendrogram', ['agglomerativeClustering', 'iris.csv', '--drop', 'species,town']],
    [
      'decisionBoundary',
      ['knn', 'iris.csv', '--target', 'species', '--drop', 'town,sepal_length,sepal_width'],
    ],
  ])('draws %s', async (plot, args) => {
    const files = args.map((arg) => (/\.csv$/.test(arg) ? at(arg) : arg));
    const { code, err, objects } = await limpide(
      ...['learn', 'fit', ...files, '--svg', at(`${plot}.svg`), '--plot', plot, '--json'],
    );
    expect([code, err]).toEqual([0, '']);
    expect(objects.at(-1)).toEqual({ type: 'drawn', file: at(`${plot}.svg`) });
    expect(await readFile(at(`${plot}.svg`), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });
  it('says when a drawing does not fit the model', async () => {
    const { code, err } = await limpide(
      ...['learn', 'fit', 'knn', at('iris.csv'), '--target', 'species'],
      ...['--svg', at('no.svg'), '--plot', 'tree'],
    );
    expect([code, err.includes('it is no decision tree')]).toEqual([2, true]);
  });
});

describe('Ctrl-C', () => {
  it('stops a long fit at once, and leaves no file', async () => {
    const main = path.join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
    const child = spawn(
      process.execPath,
      [
        ...['--conditions=limpide-source', main, 'learn', 'fit', 'forest', at('iris.csv')],
        ...[
          '--target',
          'species',
          '--set',
          'nEstimators=500000',
          '--save',
          at('never.safetensors'),
          '--json',
        ],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await once(child.stdout, 'data'); // it has begun
    child.kill('SIGINT');
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect(code === 130 || signal === 'SIGINT').toBe(true);
    expect(existsSync(at('never.safetensors'))).toBe(false);
  });
});
