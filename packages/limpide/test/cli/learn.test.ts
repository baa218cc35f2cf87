/** `limpide learn`, from arguments to files: what it prints, what it refuses, and that it says why. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
      /sepal_length.*--task classification/,
      2,
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

describe('what newcomers bring', () => {
  it('rows without a target are left out, and counted', async () => {
    const lines = (await readFile(at('iris.csv'), 'utf8')).split('\n');
    const holes = lines.map((line, i) =>
      i > 0 && i % 50 === 0 ? line.replace(/[^,]*$/, '') : line,
    );
    await writeFile(at('holes.csv'), holes.join('\n'));
    const { objects } = await limpide(
      ...['learn', 'fit', 'tree', at('holes.csv'), '--target', 'species', '--json'],
    );
    expect(objects[0]).toMatchObject({ rows: 147, without: 3 });
    const fr = await limpide(
      ...['learn', 'fit', 'tree', at('holes.csv'), '--target', 'species', '--lang', 'fr'],
    );
    expect(fr.out).toContain('Laissées de côté\u00a0: 3 lignes sans valeur dans species');
    await writeFile(at('blank.csv'), 'a,y\n1,\n2,\n');
    const blank = await limpide('learn', 'fit', 'tree', at('blank.csv'), '--target', 'y');
    expect([blank.code, blank.err]).toEqual([1, expect.stringContaining('no value in any row')]);
  });
  it('a table from an older spreadsheet', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},${i % 2 ? 'été' : 'hiver'},${3 * i}`);
    const text = `année,saison,prix\n${rows.join('\n')}\n`;
    await writeFile(at('old.csv'), Buffer.from(text, 'latin1'));
    const fit = ['learn', 'fit', 'ridge', at('old.csv'), '--target', 'prix'];
    const refused = await limpide(...fit);
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('--encoding windows-1252');
    expect((await limpide(...fit, '--encoding', 'windows-1252')).code).toBe(0);
  });

  it('names of columns that are years', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},${i % 2},${i % 2 ? 'u' : 'v'}`);
    await writeFile(at('years.csv'), ['2024,2023,y', ...rows].join('\n'));
    const { objects } = await limpide(
      ...['learn', 'fit', 'tree', at('years.csv'), '--target', 'y', '--json'],
    );
    expect(objects[0]?.['columns']).toEqual(['2024', '2023']);
  });
  it('a folder that is not there is said before the work', async () => {
    const where = path.join('nowhere', 'x');
    for (const option of ['--save', '--svg']) {
      const { code, out, err } = await limpide(
        ...['learn', 'fit', 'knn', at('iris.csv'), '--target', 'species', option, at(where)],
      );
      expect([code, out]).toEqual([1, '']);
      expect(err).toContain('nowhere');
    }
  });
  it('a table without the columns that were learned', async () => {
    await limpide(
      ...['learn', 'fit', 'knn', at('iris.csv'), '--target', 'species'],
      ...['--save', at('known.safetensors')],
    );
    await writeFile(at('poor.csv'), 'sepal_length,town\n1,Lille\n');
    const { code, out, err } = await limpide(
      ...['learn', 'predict', at('known.safetensors'), at('poor.csv')],
    );
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/poor\.csv lacks .*petal_width.*It has: \[sepal_length, town\]/);
    const mistyped = await limpide(
      ...['learn', 'predict', at('known.safetensors'), at('iris.csv'), '--target', 'specie'],
    );
    expect([mistyped.out, mistyped.err]).toEqual(['', expect.stringContaining('(→ "species"?)')]);
  });
  it('a target for what has no use for one', async () => {
    const { code, err } = await limpide(
      ...['learn', 'fit', 'kMeans', at('iris.csv'), '--target', 'species'],
    );
    expect([code, err]).toEqual([2, expect.stringContaining('--drop species')]);
  });
});

describe('Ctrl-C', () => {
  const main = path.join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
  /** Starts the command, sends the signal once it is at work, and waits for its end. */
  async function interrupted(
    ...args: readonly string[]
  ): Promise<{ code: number | null; out: string; err: string; after: number }> {
    const child = spawn(
      process.execPath,
      ['--conditions=limpide-source', main, 'learn', ...args, '--target', 'species'],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LIMPIDE_LANG: 'en' } },
    );
    let [out, err] = ['', ''];
    child.stdout.on('data', (text: Buffer) => {
      out += String(text);
    });
    child.stderr.on('data', (text: Buffer) => {
      err += String(text);
    });
    await once(child.stdout, 'data'); // it has begun
    await new Promise((resolve) => setTimeout(resolve, 700));
    const start = performance.now();
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number | null, string | null];
    return { code, out, err, after: performance.now() - start };
  }
  const endless = ['--set', 'nEstimators=5000000'];

  it('stops a long fit at once, says so in one sentence, and leaves no file', async () => {
    const file = at('never.safetensors');
    const fit = ['fit', 'forest', at('iris.csv'), ...endless, '--save', file];
    const { code, err, after } = await interrupted(...fit);
    expect(code).toBe(130);
    expect(err).toMatch(
      /^limpide: Stopped while RandomForestClassifier was learning.*No model was kept\.\n$/,
    );
    expect(after).toBeLessThan(2000);
    expect(existsSync(file)).toBe(false);
    expect((await readdir(folder)).filter((name) => name.includes('never'))).toEqual([]);
  });
  it('speaks French, and JSON', async () => {
    const fit = ['fit', 'forest', at('iris.csv'), ...endless];
    const fr = await interrupted(...fit, '--lang', 'fr');
    expect([fr.code, fr.err]).toEqual([130, expect.stringContaining('Arrêté pendant')]);
    const json = await interrupted(...fit, '--cv', '3', '--json');
    expect([json.code, json.err]).toEqual([130, '']);
    const last = JSON.parse(json.out.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(last).toMatchObject({ type: 'stopped', code: 'learnCli.stopped' });
  });
});
