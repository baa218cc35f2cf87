/** Linear models, networks, Gaussian naive Bayes, k-means: products of matrices and a few plain operators. */

import type { Tensor } from '../../tensor/index.ts';
import type { Estimator } from '../base/index.ts';
import type { GaussianNB } from '../bayes/index.ts';
import type { KMeans, MiniBatchKMeans } from '../cluster/index.ts';
import type { LogisticRegression } from '../linear/index.ts';
import type { MLPClassifier, MLPRegressor } from '../neural/index.ts';
import { type Answer, affine, floatValue, fromScores, largest, numbers } from './common.ts';
import type { Graph, Value } from './graph.ts';

/** A model with weights `[k, d]` (or `[d]`) and intercepts. */
export type Linear = Estimator & { readonly coef_: Tensor; readonly intercept_: Tensor | number };

const weightsOf = ({
  coef_,
  intercept_,
}: Linear): { weights: Float64Array; bias: Float64Array } => {
  const weights = numbers(coef_);
  const k = coef_.ndim === 2 ? coef_.shape[0]! : 1;
  const given = typeof intercept_ === 'number' ? Float64Array.of(intercept_) : numbers(intercept_);
  return { weights, bias: given.length === k ? given : new Float64Array(k).fill(given[0] ?? 0) };
};

export function linearScores(
  graph: Graph,
  input: Value,
  model: Linear,
): { name: string; width: number } {
  const { weights, bias } = weightsOf(model);
  return { name: affine(graph, input.name, weights, bias, input.width), width: bias.length };
}

/** Numbers X·Wᵀ + b; `exp` for models of logarithms. */
export function linearNumbers(graph: Graph, input: Value, model: Linear, exp = false): Value {
  const { name, width } = linearScores(graph, input, model);
  return floatValue(exp ? graph.node('Exp', [name]) : name, width);
}

/** Classes by the sign of one score, or the largest of several. */
export function linearClasses(graph: Graph, input: Value, model: Linear): Answer {
  const scores = linearScores(graph, input, model);
  if (scores.width > 1) return { codes: largest(graph, scores.name), scores };
  const zero = graph.node('Sub', [scores.name, scores.name]);
  return { codes: largest(graph, graph.node('Concat', [zero, scores.name], { axis: 1 })), scores };
}

export function logistic(graph: Graph, input: Value, model: LogisticRegression): Answer {
  const { name, width } = linearScores(graph, input, model);
  const { multiClass } = model.params;
  if (width === 1) return fromScores(graph, name, 1, multiClass === 'multinomial' ? 2 : 1);
  const against =
    multiClass === 'ovr' || (multiClass === 'auto' && model.params.solver === 'liblinear');
  if (!against) return fromScores(graph, name, width);
  // one against the rest: each its own sigmoid, then shares
  const chances = graph.node('Sigmoid', [name]);
  const sums = graph.node('ReduceSum', [chances, graph.ints([1])], { keepdims: 1 });
  return { codes: largest(graph, name), probabilities: graph.node('Div', [chances, sums]) };
}

const activations = { relu: 'Relu', tanh: 'Tanh', logistic: 'Sigmoid', identity: '' } as const;

function layers(
  graph: Graph,
  input: Value,
  model: MLPClassifier | MLPRegressor,
): { name: string; width: number } {
  const operator = activations[model.params.activation];
  let name = input.name;
  let width = input.width;
  model.coefs_.forEach((weights, layer) => {
    const bias = numbers(model.intercepts_[layer]!);
    const table = graph.floats(numbers(weights), [width, bias.length]);
    name = graph.node('Gemm', [name, table, graph.floats(bias, [bias.length])]);
    width = bias.length;
    if (layer + 1 < model.coefs_.length && operator !== '') name = graph.node(operator, [name]);
  });
  return { name, width };
}
export function networkClasses(graph: Graph, input: Value, model: MLPClassifier): Answer {
  const { name, width } = layers(graph, input, model);
  return fromScores(graph, name, width);
}
export function networkNumbers(graph: Graph, input: Value, model: MLPRegressor): Value {
  const { name, width } = layers(graph, input, model);
  return floatValue(name, width);
}

/** ln p(c) + Σⱼ ln N(xⱼ; θ, σ²): squares of differences, so that float32 does not lose digits. */
export function gaussianBayes(graph: Graph, input: Value, model: GaussianNB): Answer {
  const [k = 0, d = 0] = model.theta_.shape;
  const variance = numbers(model.var_);
  const prior = numbers(model.classPrior_);
  const constants = prior.map((p, c) => {
    let sum = Math.log(p);
    for (let j = 0; j < d; j++) sum -= 0.5 * Math.log(2 * Math.PI * variance[c * d + j]!);
    return sum;
  });
  const rows = graph.node('Unsqueeze', [input.name, graph.ints([1])]); // (n, 1, d)
  const gaps = graph.node('Sub', [rows, graph.floats(numbers(model.theta_), [1, k, d])]); // (n, k, d)
  const squares = graph.node('Mul', [gaps, gaps]);
  const scaled = graph.node('Mul', [
    squares,
    graph.floats(
      variance.map((v) => -0.5 / v),
      [1, k, d],
    ),
  ]);
  const sums = graph.node('ReduceSum', [scaled, graph.ints([2])], { keepdims: 0 }); // (n, k)
  const joint = graph.node('Add', [sums, graph.floats(constants, [1, k])]);
  return {
    codes: largest(graph, joint),
    probabilities: graph.node('Softmax', [joint], { axis: 1 }),
  };
}

/** Distances to the centres, and the nearest one. */
export function centres(graph: Graph, input: Value, model: KMeans | MiniBatchKMeans): Answer {
  const [k = 0, d = 0] = model.clusterCenters_.shape;
  const rows = graph.node('Unsqueeze', [input.name, graph.ints([1])]); // (n, 1, d)
  const gaps = graph.node('Sub', [rows, graph.floats(numbers(model.clusterCenters_), [1, k, d])]); // (n, k, d)
  const distances = graph.node('ReduceL2', [gaps, graph.ints([2])], { keepdims: 0 }); // (n, k)
  const codes = graph.node('ArgMin', [distances], { axis: 1, keepdims: 0 });
  return { codes, scores: { name: distances, width: k } };
}
