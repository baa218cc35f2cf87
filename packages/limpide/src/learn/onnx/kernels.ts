/** Support vector machines: `SVMClassifier`, `SVMRegressor`. */
import type { NuSVC, NuSVR, SVC, SVR } from '../svm/index.ts';
import { type Answer, both, floatValue, largest, numbers, refuse } from './common.ts';
import type { Attribute, Graph, Value } from './graph.ts';

type Machine = SVC | NuSVC | SVR | NuSVR;

const kinds: Readonly<Record<string, string>> = {
  linear: 'LINEAR',
  poly: 'POLY',
  rbf: 'RBF',
  sigmoid: 'SIGMOID',
};

function shared(model: Machine): Record<string, Attribute> {
  const { kernel, coef0, degree } = model.params;
  const kind = typeof kernel === 'string' ? kinds[kernel] : undefined;
  if (kind === undefined)
    refuse(model, '{ kernel: precomputed | function }', "→ 'linear' | 'poly' | 'rbf' | 'sigmoid'");
  return {
    kernel_type: kind,
    kernel_params: { floats: [model.gamma_, coef0, degree] },
    support_vectors: { floats: numbers(model.supportVectors_) },
    coefficients: { floats: numbers(model.dualCoef_) },
    rho: { floats: numbers(model.intercept_) },
    post_transform: 'NONE',
  };
}

/** Σ αᵢ·K(xᵢ, x) + b `[n, 1]`. */
const scoreOf = (graph: Graph, input: Value, model: Machine): string =>
  graph.ml('SVMRegressor', [input.name], {
    ...shared(model),
    n_supports: model.supportVectors_.shape[0]!,
  })[0]!;

/** Two classes: the sign of the score, and Platt's sigmoid 1/(1 + e^(A·f + B)) of the first class's score f. */
function twoClasses(graph: Graph, input: Value, model: SVC | NuSVC): Answer {
  const name = scoreOf(graph, input, model);
  const zero = graph.node('Sub', [name, name]);
  const codes = largest(graph, graph.node('Concat', [zero, name], { axis: 1 }));
  if (!model.hasLearned('probA_')) return { codes, scores: { name, width: 1 } };
  // the score here is that of the second class: −f
  const slope = graph.floats(
    numbers(model.probA_).map((a) => -a),
    [1, 1],
  );
  const offset = graph.floats(numbers(model.probB_), [1, 1]);
  const logit = graph.node('Add', [graph.node('Mul', [name, slope]), offset]);
  return { codes, probabilities: both(graph, graph.node('Sigmoid', [logit])) };
}

/** Classes by votes of the pairs; probabilities, when the model has learned them, by coupling Platt's sigmoids. */
export function machineClasses(graph: Graph, input: Value, model: SVC | NuSVC): Answer {
  if (model.classes_.length === 2) return twoClasses(graph, input, model);
  if (model.params.breakTies) refuse(model, '{ breakTies: true }', '→ breakTies: false');
  const attributes = {
    ...shared(model),
    vectors_per_class: { ints: numbers(model.nSupport_) },
    classlabels_ints: { ints: model.classes_.map((_, c) => c) },
  };
  const [codes = ''] = graph.ml('SVMClassifier', [input.name], attributes, 2);
  if (!model.hasLearned('probA_')) return { codes };
  const learned = {
    prob_a: { floats: numbers(model.probA_) },
    prob_b: { floats: numbers(model.probB_) },
  };
  // a node of its own: with probabilities the runtime would also choose the class by them
  const [, probabilities = ''] = graph.ml(
    'SVMClassifier',
    [input.name],
    { ...attributes, ...learned },
    2,
  );
  return { codes, probabilities };
}

export const machineNumbers = (graph: Graph, input: Value, model: SVR | NuSVR): Value =>
  floatValue(scoreOf(graph, input, model), 1);
