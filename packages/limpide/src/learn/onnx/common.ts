/** What all conversions share: learned tensors as numbers, refusals, the classes of a classifier. */
import { onnxErrors } from '../../errors/catalog/learn-onnx.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import type { Estimator, Label } from '../base/index.ts';
import type { Graph, Value } from './graph.ts';

export const numbers = (tensor: Tensor): Float64Array =>
  Float64Array.from(tensor.dataSync() as ArrayLike<number>, Number);

/** @throws ArgumentError: this parameter or this state has no form in ONNX */
export function refuse(estimator: Estimator, what: string, remedy = ''): never {
  return raise(ArgumentError, onnxErrors, 'onnx.option', {
    who: estimator.spec.name,
    what,
    remedy,
  });
}

/** What a model says about each sample, before classes are named. */
export interface Answer {
  /** The place of the class, int64 `[n]`. */
  readonly codes: string;
  /** Probabilities `[n, k]`, where it gives some. */
  readonly probabilities?: string;
  /** Scores, where it gives no probabilities. */
  readonly scores?: { readonly name: string; readonly width: number };
}

/** The largest of each row, as its place. */
export const largest = (graph: Graph, scores: string): string =>
  graph.node('ArgMax', [scores], { axis: 1, keepdims: 0 });

/** Two columns [1 − p, p] from one p. */
export function both(graph: Graph, p: string): string {
  const rest = graph.node('Sub', [graph.floats([1], [1, 1]), p]);
  return graph.node('Concat', [rest, p], { axis: 1 });
}

/** From k raw scores to probabilities and a class: a sigmoid for one score, a softmax for more. */
export function fromScores(graph: Graph, scores: string, width: number, scale = 1): Answer {
  if (width > 1) {
    const probabilities = graph.node('Softmax', [scores], { axis: 1 });
    return { codes: largest(graph, scores), probabilities };
  }
  const scaled = scale === 1 ? scores : graph.node('Mul', [scores, graph.floats([scale], [1, 1])]);
  const probabilities = both(graph, graph.node('Sigmoid', [scaled]));
  return { codes: largest(graph, probabilities), probabilities };
}

/** X·Wᵀ + b for W `[k, d]`. */
export const affine = (
  graph: Graph,
  input: string,
  weights: ArrayLike<number>,
  bias: ArrayLike<number>,
  d: number,
): string =>
  graph.node(
    'Gemm',
    [input, graph.floats(weights, [bias.length, d]), graph.floats(bias, [bias.length])],
    {
      transB: 1,
    },
  );

/** The class of each sample from its place: whole numbers as int64, all else as texts. */
export function named(
  graph: Graph,
  codes: string,
  classes: readonly Label[],
): { readonly name: string; readonly type: 'int64' | 'string' } {
  const whole = classes.every((label) => Number.isSafeInteger(label));
  const table = whole ? graph.ints(classes.map(Number)) : graph.strings(classes.map(String));
  return {
    name: graph.node('Gather', [table, codes], { axis: 0 }),
    type: whole ? 'int64' : 'string',
  };
}

export const floatValue = (name: string, width: number): Value => ({ name, width, type: 'float' });
