/** Which estimator becomes what: a table of classes, and compositions of them. */
import { onnxErrors } from '../../errors/catalog/learn-onnx.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Classifier, Estimator, type Label, type Regressor } from '../base/index.ts';
import { GaussianNB } from '../bayes/index.ts';
import { KMeans, MiniBatchKMeans } from '../cluster/index.ts';
import { ColumnTransformer, Pipeline } from '../compose/index.ts';
import { PCA, TruncatedSVD } from '../decomposition/index.ts';
import { LinearDiscriminantAnalysis } from '../discriminant/index.ts';
import * as ensemble from '../ensemble/index.ts';
import * as linear from '../linear/index.ts';
import { MLPClassifier, MLPRegressor } from '../neural/index.ts';
import * as prep from '../preprocessing/index.ts';
import * as svm from '../svm/index.ts';
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  ExtraTreeClassifier,
  ExtraTreeRegressor,
} from '../trees/index.ts';
import { type Answer, fromScores } from './common.ts';
import type { Graph, Value } from './graph.ts';
import * as kernels from './kernels.ts';
import * as plain from './linear.ts';
import * as preparing from './preparing.ts';
import * as trees from './trees.ts';

/** What came out of an estimator: other samples, numbers, or classes. */
export type Result =
  | { readonly kind: 'samples'; readonly value: Value }
  | { readonly kind: 'numbers'; readonly value: Value; readonly flat: boolean }
  | { readonly kind: 'classes'; readonly answer: Answer; readonly classes: readonly Label[] }
  | { readonly kind: 'groups'; readonly answer: Answer };

type Make<E> = new (...args: never[]) => E;
interface Entry {
  readonly Make: Make<Estimator>;
  readonly convert: (graph: Graph, input: Value, model: Estimator) => Result | undefined;
}

/** A row of the table: what to do with estimators of this class. */
function entry<E extends Estimator>(
  Make: Make<E>,
  convert: (graph: Graph, input: Value, model: E) => Result,
): Entry {
  return {
    Make,
    convert: (graph, input, model) =>
      model instanceof Make ? convert(graph, input, model) : undefined,
  };
}
const samples = <E extends Estimator>(
  Make: Make<E>,
  how: (graph: Graph, input: Value, model: E) => Value,
): Entry =>
  entry(Make, (graph, input, model) => ({ kind: 'samples', value: how(graph, input, model) }));
const numbers = <E extends Regressor>(
  Make: Make<E>,
  how: (graph: Graph, input: Value, model: E) => Value,
): Entry =>
  entry(Make, (graph, input, model) => {
    const value = how(graph, input, model);
    return {
      kind: 'numbers',
      value,
      flat: value.width === 1 && Reflect.get(model, 'flat_') !== false,
    };
  });
const classes = <E extends Classifier>(
  Make: Make<E>,
  how: (graph: Graph, input: Value, model: E) => Answer,
): Entry =>
  entry(Make, (graph, input, model) => ({
    kind: 'classes',
    answer: how(graph, input, model),
    classes: model.classes_,
  }));

const table: readonly Entry[] = [
  samples(prep.StandardScaler, preparing.standard),
  samples(prep.MinMaxScaler, preparing.minMax),
  samples(prep.MaxAbsScaler, preparing.maxAbs),
  samples(prep.RobustScaler, preparing.robust),
  samples(prep.Normalizer, preparing.normalizer),
  samples(prep.Binarizer, preparing.binarizer),
  samples(prep.SimpleImputer, preparing.imputer),
  samples(prep.OneHotEncoder, preparing.oneHot),
  samples(PCA, preparing.principal),
  samples(TruncatedSVD, preparing.truncated),
  numbers(linear.LinearRegression, plain.linearNumbers),
  numbers(linear.Ridge, plain.linearNumbers),
  numbers(linear.RidgeCV, plain.linearNumbers),
  numbers(linear.Lasso, plain.linearNumbers),
  numbers(linear.LassoCV, plain.linearNumbers),
  numbers(linear.ElasticNet, plain.linearNumbers),
  numbers(linear.ElasticNetCV, plain.linearNumbers),
  numbers(linear.BayesianRidge, plain.linearNumbers),
  numbers(linear.HuberRegressor, plain.linearNumbers),
  numbers(linear.SGDRegressor, plain.linearNumbers),
  numbers(svm.LinearSVR, plain.linearNumbers),
  numbers(linear.PoissonRegressor, (g, x, m) => plain.linearNumbers(g, x, m, true)),
  numbers(linear.GammaRegressor, (g, x, m) => plain.linearNumbers(g, x, m, true)),
  classes(linear.LogisticRegression, plain.logistic),
  classes(linear.RidgeClassifier, plain.linearClasses),
  classes(linear.SGDClassifier, plain.linearClasses),
  classes(linear.Perceptron, plain.linearClasses),
  classes(linear.PassiveAggressiveClassifier, plain.linearClasses),
  classes(svm.LinearSVC, plain.linearClasses),
  classes(LinearDiscriminantAnalysis, (g, x, m) => {
    const { name, width } = plain.linearScores(g, x, m);
    return fromScores(g, name, width);
  }),
  classes(GaussianNB, plain.gaussianBayes),
  classes(MLPClassifier, plain.networkClasses),
  numbers(MLPRegressor, plain.networkNumbers),
  classes(svm.SVC, kernels.machineClasses),
  classes(svm.NuSVC, kernels.machineClasses),
  numbers(svm.SVR, kernels.machineNumbers),
  numbers(svm.NuSVR, kernels.machineNumbers),
  classes(DecisionTreeClassifier, trees.forestClasses),
  classes(ExtraTreeClassifier, trees.forestClasses),
  classes(ensemble.RandomForestClassifier, trees.forestClasses),
  classes(ensemble.ExtraTreesClassifier, trees.forestClasses),
  classes(ensemble.GradientBoostingClassifier, trees.boostedClasses),
  classes(ensemble.HistGradientBoostingClassifier, trees.boostedClasses),
  numbers(DecisionTreeRegressor, trees.forestNumbers),
  numbers(ExtraTreeRegressor, trees.forestNumbers),
  numbers(ensemble.RandomForestRegressor, trees.forestNumbers),
  numbers(ensemble.ExtraTreesRegressor, trees.forestNumbers),
  numbers(ensemble.GradientBoostingRegressor, trees.boostedNumbers),
  numbers(ensemble.HistGradientBoostingRegressor, trees.boostedNumbers),
  entry(KMeans, (g, x, m) => ({ kind: 'groups', answer: plain.centres(g, x, m) })),
  entry(MiniBatchKMeans, (g, x, m) => ({ kind: 'groups', answer: plain.centres(g, x, m) })),
];

/** Names of the estimators that `toOnnx` takes, compositions aside. */
export const onnxNames = (): string[] => table.map(({ Make }) => Make.name).sort();

/** Columns as they came: one value for all of them, or one per column where some are texts. */
export type Columns = readonly Value[];

/** @throws ArgumentError for an estimator that has no form in ONNX, with those that have one */
export function convert(graph: Graph, columns: Columns, model: Estimator): Result {
  if (model instanceof Pipeline) return pipeline(graph, columns, model);
  if (model instanceof ColumnTransformer)
    return { kind: 'samples', value: sideBySide(graph, columns, model) };
  const found = table.find(({ Make }) => model instanceof Make);
  if (!found) {
    raise(ArgumentError, onnxErrors, 'onnx.unsupported', {
      who: model.spec.name,
      known: onnxNames(),
    });
  }
  return found.convert(graph, joined(graph, columns, model.spec.name), model)!;
}

function pipeline(graph: Graph, columns: Columns, model: Pipeline): Result {
  let current = columns;
  let result: Result | undefined;
  for (const [, step] of model.steps_) {
    if (step === 'passthrough') continue;
    result = convert(graph, current, step);
    if (result.kind === 'samples') current = [result.value];
  }
  return result ?? { kind: 'samples', value: joined(graph, current, model.spec.name) };
}

/** All columns as one value. @throws DataError when texts stand beside numbers */
function joined(graph: Graph, columns: Columns, who: string): Value {
  const [first] = columns;
  if (columns.length === 1 && first) return first;
  const { type } = first!;
  const other = columns.find((column) => column.type !== type);
  if (other) {
    const text = other.type === 'string' ? other : first!;
    raise(DataError, onnxErrors, 'onnx.texts', { who, column: text.name });
  }
  const name = graph.node(
    'Concat',
    columns.map((column) => column.name),
    { axis: 1 },
  );
  return { name, type, width: columns.reduce((sum, { width }) => sum + width, 0) };
}

function sideBySide(graph: Graph, columns: Columns, model: ColumnTransformer): Value {
  const blocks: Value[] = [];
  for (const [name, step, places] of model.transformers_) {
    if (step === 'drop' || places.length === 0) continue;
    const chosen = choose(graph, columns, places);
    const result: Result =
      step === 'passthrough'
        ? { kind: 'samples', value: joined(graph, chosen, `${model.spec.name} (${name})`) }
        : convert(graph, chosen, step);
    if (result.kind !== 'samples')
      raise(ArgumentError, onnxErrors, 'onnx.unsupported', { who: name, known: onnxNames() });
    const weight = model.params.transformerWeights?.[name];
    const { value } = result;
    blocks.push(
      weight === undefined
        ? value
        : { ...value, name: graph.node('Mul', [value.name, graph.floats([weight], [1, 1])]) },
    );
  }
  return joined(graph, blocks, model.spec.name);
}

function choose(graph: Graph, columns: Columns, places: readonly number[]): Columns {
  const [whole] = columns;
  if (columns.length > 1 || !whole || whole.width === 1) return places.map((j) => columns[j]!);
  const name = graph.node('Gather', [whole.name, graph.ints(places)], { axis: 1 });
  return [{ name, width: places.length, type: whole.type }];
}

/** Which columns of the input hold texts, by what was learned from them. */
export function textColumns(model: Estimator): boolean[] {
  const all = new Array<boolean>(
    model.hasLearned('nFeaturesIn_') ? (model.nFeaturesIn_ ?? 0) : 0,
  ).fill(false);
  const mark = (inner: Estimator, places: readonly number[]): void => {
    textColumns(inner).forEach((text, at) => {
      const place = places[at];
      if (text && place !== undefined) all[place] = true;
    });
  };
  if (model instanceof prep.OneHotEncoder)
    return model.categories_.map((list) => list.some((category) => typeof category === 'string'));
  if (model instanceof prep.SimpleImputer) return [...model.textColumns_];
  if (model instanceof ColumnTransformer) {
    for (const [, step, places] of model.transformers_)
      if (step instanceof Estimator) mark(step, places);
  }
  if (model instanceof Pipeline) {
    const first = model.steps_.find(([, step]) => step !== 'passthrough')?.[1];
    if (first instanceof Estimator) return textColumns(first);
  }
  return all;
}
