/** Scalers, imputers, encoders, projections: what stands in front of a model. */
import type { PCA, TruncatedSVD } from '../decomposition/index.ts';
import type {
  Binarizer,
  MaxAbsScaler,
  MinMaxScaler,
  Normalizer,
  OneHotEncoder,
  RobustScaler,
  SimpleImputer,
  StandardScaler,
} from '../preprocessing/index.ts';
import { affine, floatValue, numbers, refuse } from './common.ts';
import type { Graph, Value } from './graph.ts';

/** (x − offset)·scale, column by column. */
const scaled = (
  graph: Graph,
  input: Value,
  offset: ArrayLike<number>,
  scale: ArrayLike<number>,
): Value =>
  floatValue(
    graph.ml('Scaler', [input.name], { offset: { floats: offset }, scale: { floats: scale } })[0]!,
    input.width,
  );

const ones = (width: number): Float64Array => new Float64Array(width).fill(1);
const inverse = (values: Float64Array): Float64Array => values.map((v) => 1 / v);

export function standard(graph: Graph, input: Value, model: StandardScaler): Value {
  const { withMean, withStd } = model.params;
  const offset = withMean ? numbers(model.mean_) : new Float64Array(input.width);
  return scaled(graph, input, offset, withStd ? inverse(numbers(model.scale_)) : ones(input.width));
}
export function minMax(graph: Graph, input: Value, model: MinMaxScaler): Value {
  const scale = numbers(model.scale_);
  const least = numbers(model.min_);
  const out = scaled(
    graph,
    input,
    least.map((m, j) => -m / scale[j]!),
    scale,
  );
  if (!model.params.clip) return out;
  const [low, high] = model.params.featureRange;
  return floatValue(
    graph.node('Clip', [out.name, graph.floats([low], []), graph.floats([high], [])]),
    out.width,
  );
}
export const maxAbs = (graph: Graph, input: Value, model: MaxAbsScaler): Value =>
  scaled(graph, input, new Float64Array(input.width), inverse(numbers(model.scale_)));
export function robust(graph: Graph, input: Value, model: RobustScaler): Value {
  const { withCentering, withScaling } = model.params;
  const offset = withCentering ? numbers(model.center_) : new Float64Array(input.width);
  return scaled(
    graph,
    input,
    offset,
    withScaling ? inverse(numbers(model.scale_)) : ones(input.width),
  );
}

const norms = { l1: 'L1', l2: 'L2', max: 'MAX' } as const;
/** Lengths by plain operators, so that a row of zeros stays as it is. */
export function normalizer(graph: Graph, input: Value, model: Normalizer): Value {
  const kind = norms[model.params.norm];
  const axes = graph.ints([1]);
  const sizes = kind === 'MAX' ? graph.node('Abs', [input.name]) : input.name;
  const operator = { L1: 'ReduceL1', L2: 'ReduceL2', MAX: 'ReduceMax' }[kind];
  const lengths = graph.node(operator, [sizes, axes], { keepdims: 1 });
  const empty = graph.node('Equal', [lengths, graph.floats([0], [1, 1])]);
  const safe = graph.node('Where', [empty, graph.floats([1], [1, 1]), lengths]);
  return floatValue(graph.node('Div', [input.name, safe]), input.width);
}
export const binarizer = (graph: Graph, input: Value, model: Binarizer): Value =>
  floatValue(
    graph.ml('Binarizer', [input.name], { threshold: { float: model.params.threshold } })[0]!,
    input.width,
  );

/** Missing numbers (NaN) and texts ('') replaced. */
export function imputer(graph: Graph, input: Value, model: SimpleImputer): Value {
  if (model.indicator_) refuse(model, '{ addIndicator: true }', '→ addIndicator: false');
  const { statistics_: fill } = model;
  const { missingValues } = model.params;
  if (input.type === 'string') {
    const blank = graph.node('Equal', [input.name, graph.strings([''], [1, 1])]);
    const known = graph.node('Where', [
      blank,
      graph.strings(fill.map(String), [1, fill.length]),
      input.name,
    ]);
    if (typeof missingValues !== 'string') return { ...input, name: known };
    const marked = graph.node('Equal', [known, graph.strings([missingValues], [1, 1])]);
    return {
      ...input,
      name: graph.node('Where', [marked, graph.strings(fill.map(String), [1, fill.length]), known]),
    };
  }
  const values = { imputed_value_floats: { floats: fill.map(Number) } };
  const impute = (name: string, what: number): string =>
    graph.ml('Imputer', [name], { ...values, replaced_value_float: { float: what } })[0]!;
  const known = impute(input.name, Number.NaN);
  return floatValue(
    typeof missingValues === 'number' ? impute(known, missingValues) : known,
    input.width,
  );
}

/** One column of 0/1 per category: categories found, then moved to the columns that the encoder gave them. */
export function oneHot(graph: Graph, input: Value, model: OneHotEncoder): Value {
  if (
    model.infrequentCategories_.some((list) => list.length > 0) &&
    model.params.handleUnknown === 'infrequentIfExist'
  )
    refuse(model, "{ handleUnknown: 'infrequentIfExist' }", "→ handleUnknown: 'ignore'");
  const blocks = model.categories_.map((categories, j) => {
    const column =
      input.width === 1
        ? input.name
        : graph.node('Gather', [input.name, graph.ints([j])], { axis: 1 });
    const k = categories.length;
    const found = foundIn(graph, column, categories, input.type, model);
    const places = model.places_[j]!;
    const width = model.width_[j]!;
    const move = new Float64Array(k * width);
    for (let c = 0; c < k; c++) if (places[c]! >= 0) move[c * width + places[c]!] = 1;
    return graph.node('MatMul', [found, graph.floats(move, [k, width])]);
  });
  const name = blocks.length === 1 ? blocks[0]! : graph.node('Concat', blocks, { axis: 1 });
  return floatValue(
    name,
    model.width_.reduce((a, b) => a + b, 0),
  );
}

/** 0/1 for each category `[n, k]`. */
function foundIn(
  graph: Graph,
  column: string,
  categories: OneHotEncoder['categories_'][number],
  type: Value['type'],
  model: OneHotEncoder,
): string {
  const k = categories.length;
  if (type === 'string') {
    const texts = categories.map((category) => (category === null ? '' : String(category)));
    const equal = graph.node('Equal', [column, graph.strings(texts, [1, k])]);
    return graph.node('Cast', [equal], { to: 1 });
  }
  if (categories.some((category) => category === null || Number.isNaN(category)))
    refuse(model, 'NaN (category)', '→ SimpleImputer');
  return graph.node(
    'Cast',
    [graph.node('Equal', [column, graph.floats(categories.map(Number), [1, k])])],
    { to: 1 },
  );
}

/** (x − mean)·Vᵀ, divided by the deviations when whitened. */
export function principal(graph: Graph, input: Value, model: PCA): Value {
  const [k = 0, d = 0] = model.components_.shape;
  const components = numbers(model.components_);
  const spread = numbers(model.explainedVariance_);
  const weights = components.map((v, at) =>
    model.params.whiten ? v / Math.sqrt(Math.max(spread[Math.floor(at / d)]!, Number.EPSILON)) : v,
  );
  const centred = graph.node('Sub', [input.name, graph.floats(numbers(model.mean_), [1, d])]);
  return floatValue(affine(graph, centred, weights, new Float64Array(k), d), k);
}
export function truncated(graph: Graph, input: Value, model: TruncatedSVD): Value {
  const [k = 0, d = 0] = model.components_.shape;
  return floatValue(
    affine(graph, input.name, numbers(model.components_), new Float64Array(k), d),
    k,
  );
}
