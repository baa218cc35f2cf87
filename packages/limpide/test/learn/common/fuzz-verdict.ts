/** How a case of bad input went: fine, or what is wrong with it, in words. */
import { LimpideError } from '../../../src/errors/index.ts';
import { ask, has, methods } from '../../../src/learn/checking/outputs.ts';
import { clone, type Estimator, type Features } from '../../../src/learn/index.ts';
import { caseFor, type FuzzCase, type Sort } from './fuzz-cases.ts';

/** No case may take longer (ms); most take one. */
const patience = 4000;

/** Take texts as categories, or hand on what is not theirs. */
const categorical = [
  'OneHotEncoder',
  'OrdinalEncoder',
  'SimpleImputer',
  'MissingIndicator',
  'ColumnTransformer',
  'Pipeline',
];
/** Do not look into X: the dummies only count its rows, a function may do with it what it likes, encoders of labels
 * take any list, vectorisers any list of texts. */
const incurious = [
  'DummyClassifier',
  'DummyRegressor',
  'FunctionTransformer',
  'LabelEncoder',
  'LabelBinarizer',
  'MultiLabelBinarizer',
  'HashingVectorizer',
];

/** What is wrong with how a case went; '' when nothing is. */
function problemOf(base: Estimator, drawn: FuzzCase): string {
  const estimator = clone(base);
  const fit = (): unknown =>
    Reflect.apply(estimator.fit, estimator, [drawn.X, drawn.y, drawn.options]);
  try {
    estimator.setParams(drawn.params);
    fit();
  } catch (error) {
    const problem = explains(error);
    if (problem !== '') return `fit ${problem}`;
    return estimator.spec.learned.length > 0 && estimator.isFitted ? 'fit failed half-way' : '';
  }
  if (drawn.refuse) return 'fit accepted it';
  for (const [what, X] of [
    ['the same samples', drawn.X],
    ['new samples', drawn.fresh],
  ] as const) {
    const problem = answersTo(estimator, X, drawn, what);
    if (problem !== '') return `${problem}, for ${what}`;
  }
  return '';
}

function explains(error: unknown): string {
  if (!(error instanceof LimpideError)) {
    const stack =
      error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 4).join(' ') : '';
    return `threw ${String(error)} ${stack}`;
  }
  for (const language of ['en', 'fr'] as const) {
    const sentence = error.sentence(language);
    if (sentence.length < 20 || /\{\w+\}|\bundefined values\b|\[object/.test(sentence))
      return `said (${language}): ${sentence}`;
  }
  return '';
}

const stretches = ['regressor', 'transformer'];

function answersTo(estimator: Estimator, X: unknown, { missing }: FuzzCase, what: string): string {
  for (const method of methods) {
    if (!has(estimator, method)) continue;
    let rows: ReturnType<typeof ask>;
    try {
      rows = ask(estimator, method, X as Features);
    } catch (error) {
      const problem = explains(error);
      if (problem !== '') return `${method} ${problem}`;
      continue;
    }
    for (const row of rows) {
      for (const value of row) {
        if (typeof value !== 'number' || Number.isFinite(value)) continue;
        if (missing && Number.isNaN(value) && method === 'transform') continue;
        // far from all that was seen the true value may not fit
        if (
          what === 'new samples' &&
          stretches.includes(estimator.spec.kind) &&
          !Number.isNaN(value)
        )
          continue;
        if (!(endless[estimator.spec.name]?.includes(String(value)) ?? false))
          return `${method} gave ${value}`;
      }
      if (method === 'predictProba') {
        const sum = row.reduce<number>((all, p) => all + Number(p), 0);
        if (Math.abs(sum - 1) > 1e-6) return `probabilities sum to ${sum}`;
      }
    }
  }
  return '';
}

/** Documented answers that are not finite. */
const endless: Readonly<Record<string, readonly string[]>> = {
  // outside of a kernel with an edge the density is 0, its logarithm −∞
  KernelDensity: ['-Infinity'],
  // by default, outside of what it has seen: outOfBounds is 'nan'
  IsotonicRegression: ['NaN'],
  // e^x does not fit for x > 709
  GammaRegressor: ['Infinity'],
  PoissonRegressor: ['Infinity'],
  TweedieRegressor: ['Infinity'],
  // hands on what its function gives
  FunctionTransformer: ['Infinity', '-Infinity', 'NaN'],
};

/** What is wrong with `cases` cases of an estimator, one line each. */
export function problemsOf(base: Estimator, seed: number, from: number, cases: number): string[] {
  const tags = base.spec.tags ?? {};
  const { kind, name } = base.spec;
  const careless = incurious.includes(name);
  const categories = careless || categorical.includes(name) || tags.text === true;
  const sort: Sort = { kind, tags, categories, careless };
  const problems: string[] = [];
  for (let k = from; k < from + cases; k++) {
    const drawn = caseFor(base, sort, seed, k);
    const start = performance.now();
    const problem = problemOf(base, drawn);
    const took = performance.now() - start;
    if (problem !== '') problems.push(`${drawn.says} → ${problem}`);
    if (took > patience) problems.push(`${drawn.says} → took ${Math.round(took)} ms`);
  }
  return problems;
}
