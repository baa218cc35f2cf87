/** Models by the names people type, their parameters from texts, and the preparation that goes with them. */

import { cliErrors } from '../../errors/catalog/cli.ts';
import { learnErrors } from '../../errors/catalog/learn.ts';
import { learnCliErrors } from '../../errors/catalog/learn-cli.ts';
import { ArgumentError, raise, UsageError } from '../../errors/index.ts';
import {
  type ColumnStep,
  ColumnTransformer,
  type Estimator,
  estimatorClass,
  estimatorNames,
  type Frame,
  isText,
  MinMaxScaler,
  nearest,
  OneHotEncoder,
  Pipeline,
  SimpleImputer,
  StandardScaler,
  type Step,
} from '../../learn/index.ts';
import { say } from '../command.ts';
import type { Target, Task } from './learn-data.ts';

/** Short names, for classes and for numbers. */
const nicknames: Readonly<Record<string, Readonly<Record<Task, string>>>> = {
  dummy: { classification: 'DummyClassifier', regression: 'DummyRegressor' },
  linear: { classification: 'LogisticRegression', regression: 'LinearRegression' },
  logistic: { classification: 'LogisticRegression', regression: 'LogisticRegression' },
  knn: { classification: 'KNeighborsClassifier', regression: 'KNeighborsRegressor' },
  tree: { classification: 'DecisionTreeClassifier', regression: 'DecisionTreeRegressor' },
  forest: { classification: 'RandomForestClassifier', regression: 'RandomForestRegressor' },
  boosting: {
    classification: 'HistGradientBoostingClassifier',
    regression: 'HistGradientBoostingRegressor',
  },
  svm: { classification: 'SVC', regression: 'SVR' },
  linearSvm: { classification: 'LinearSVC', regression: 'LinearSVR' },
  naiveBayes: { classification: 'GaussianNB', regression: 'GaussianNB' },
  lda: {
    classification: 'LinearDiscriminantAnalysis',
    regression: 'LinearDiscriminantAnalysis',
  },
  qda: {
    classification: 'QuadraticDiscriminantAnalysis',
    regression: 'QuadraticDiscriminantAnalysis',
  },
};

const endings: Readonly<Record<Task, string>> = {
  classification: 'classifier',
  regression: 'regressor',
};

/**
 * The class of estimators meant by `randomForest`, `forest`, `RandomForestClassifier`…: of the task's kind
 * where there are two.
 *
 * @throws UsageError for an unknown name, with the nearest one
 */
export function modelNamed(got: string, task: Task | undefined): string {
  const names = estimatorNames();
  const find = (wanted: string): string | undefined =>
    names.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (names.includes(got)) return got;
  const short = Object.entries(nicknames).find(
    ([name]) => name.toLowerCase() === got.toLowerCase(),
  )?.[1];
  if (short) return short[task ?? 'classification'];
  const first = task ?? 'classification';
  const second = first === 'classification' ? 'regression' : 'classification';
  const found = find(got + endings[first]) ?? find(got) ?? find(got + endings[second]) ?? undefined;
  if (found) return found;
  const near = nearest(got, [...names.map(callName), ...names, ...Object.keys(nicknames)]);
  return raise(UsageError, learnCliErrors, 'learnCli.model', {
    got,
    hint: near === undefined ? '' : ` (→ ${near}?)`,
  });
}

/** `RandomForestClassifier` → `randomForest`; `SVC` → `svc`; `KNeighborsRegressor` → `kNeighbors`. */
export function callName(name: string): string {
  const base = name.replace(/(Classifier|Regressor)$/, '');
  if (/^[A-Z0-9]+$/.test(base)) return base.toLowerCase();
  return base.replace(/^(?:[A-Z](?=[A-Z][a-z])|[A-Z]+(?=[A-Z]|$)|[A-Z])/, (c) => c.toLowerCase());
}

/** @throws UsageError when a classifier is asked for numbers, or a regressor for classes */
export function checkKind(
  estimator: Estimator,
  target: Target | undefined,
  known: readonly string[],
): void {
  const { name, kind } = estimator.spec;
  const supervised = kind === 'classifier' || kind === 'regressor';
  if (kind === 'transformer' || kind === 'neighbors')
    raise(UsageError, learnCliErrors, 'learnCli.transformer', { model: name });
  if (!target) {
    if (supervised) raise(UsageError, learnCliErrors, 'learnCli.noTarget', { model: name, known });
    return;
  }
  if (!supervised)
    raise(UsageError, learnCliErrors, 'learnCli.unwantedTarget', {
      model: name,
      target: target.name,
    });
  if ((kind === 'classifier') === (target.task === 'classification')) return;
  raise(UsageError, learnCliErrors, 'learnCli.kind', {
    model: name,
    gives:
      kind === 'classifier'
        ? say({ en: 'classes', fr: 'des classes' })
        : say({ en: 'numbers', fr: 'des nombres' }),
    target: target.name,
    task:
      target.task === 'classification'
        ? say({ en: 'classes', fr: 'des classes' })
        : say({ en: 'numbers', fr: 'des nombres' }),
    why: say(target.why),
    other: target.task === 'classification' ? 'regression' : 'classification',
  });
}

/**
 * An estimator with the parameters of `--set key=value`, and the seed where it draws random numbers.
 *
 * @throws UsageError for what cannot be read, ArgumentError for a parameter that does not exist
 */
export function makeModel(
  name: string,
  pairs: readonly string[],
  seed: number | undefined,
): Estimator {
  const model = new (estimatorClass(name))();
  const table = Object.fromEntries(settingsOf(model.spec));
  if (seed !== undefined && 'randomState' in table) model.setParams({ randomState: seed });
  for (const pair of pairs) {
    const [key, text] = pair.split(/=(.*)/s);
    if (!key || text === undefined) raise(UsageError, cliErrors, 'cli.set', { got: pair });
    model.setParams({ [key]: settingValue(name, key, text, table) });
  }
  return model;
}

/** As much of a parameter's specification as is needed to read a text. */
export interface Setting {
  readonly default: unknown;
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  readonly parse?: (text: string) => unknown;
}

/** The parameters of a model, in the order of its table. */
export const settingsOf = (spec: { readonly params: object }): [string, Setting][] =>
  Object.entries(spec.params);

function settingValue(
  model: string,
  name: string,
  got: string,
  table: Readonly<Record<string, Setting>>,
): unknown {
  const setting = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!setting) {
    const known = Object.keys(table);
    const near = nearest(name, known);
    const hint = near === undefined ? '' : ` (→ ${near}?)`;
    return raise(ArgumentError, learnErrors, 'learn.unknownParam', {
      who: model,
      name,
      known,
      hint,
    });
  }
  const { expected, accepts, parse } = setting;
  if (!parse) raise(UsageError, learnCliErrors, 'learnCli.noText', { model, name, expected });
  const value = parse(got);
  if ((value === undefined && got !== 'undefined') || !accepts(value))
    raise(UsageError, learnCliErrors, 'learnCli.value', { model, name, expected, got });
  return value;
}

/** Split by thresholds, or blind: the scale of a column changes nothing. */
const scaleless = /Tree|Forest|Boost|Bagging|Dummy|Isolation/;

/**
 * The whole way from a table to a prediction, as one estimator that can be saved: missing numbers become the
 * column's median, missing texts the most frequent one; numbers are put on one scale for models that compare
 * columns; texts become one column of 0/1 per category.
 */
export function automaticPipeline(X: Frame, model: Estimator): Pipeline {
  const texts = X.names.filter((name) => isText(X.column(name)));
  const numbers = X.names.filter((name) => !texts.includes(name));
  const scale: Step[] = scaleless.test(model.spec.name)
    ? []
    : [['scale', model.spec.tags?.positive ? new MinMaxScaler() : new StandardScaler()]];
  const steps: ColumnStep[] = [];
  if (numbers.length > 0) {
    const fill: Step = ['impute', new SimpleImputer({ strategy: 'median' })];
    steps.push(['numbers', new Pipeline([fill, ...scale]), numbers]);
  }
  if (texts.length > 0) {
    const fill: Step = ['impute', new SimpleImputer({ strategy: 'mostFrequent' })];
    const encode: Step = [
      'encode',
      new OneHotEncoder({ handleUnknown: 'ignore', sparseOutput: false }),
    ];
    steps.push(['texts', new Pipeline([fill, encode]), texts]);
  }
  const prepare = new ColumnTransformer({
    transformers: steps,
    sparseThreshold: 0,
    // the block's name in front only where `town_Lille` could be a column and a category at once
    verboseFeatureNamesOut: texts.some((text) => X.names.some((n) => n.startsWith(`${text}_`))),
  });
  return new Pipeline([
    ['prepare', prepare],
    ['model', model],
  ]);
}

/** The pipeline in lines for people: what is done to which columns, and the model. */
export function pipelineLines(pipeline: Pipeline): string[] {
  const [, prepare] = pipeline.params.steps[0]!;
  const [, model] = pipeline.params.steps.at(-1)!;
  const lines: string[] = [];
  if (prepare instanceof ColumnTransformer) {
    for (const [, transformer, columns] of prepare.params.transformers) {
      const names = Array.isArray(columns) ? columns.map(String) : [String(columns)];
      const shown = names.length > 8 ? [...names.slice(0, 7), `… (${names.length})`] : names;
      const what =
        transformer instanceof Pipeline
          ? transformer.params.steps.map(([, step]) => shortText(step)).join(' → ')
          : String(transformer);
      lines.push(`${shown.join(', ')} → ${what}`);
    }
  }
  lines.push(`→ ${shortText(model)}`);
  return lines;
}
const shortText = (step: Estimator | 'passthrough'): string => String(step).replace(/\(\)$/, '');
