/** `toOnnx`: a fitted estimator as the bytes of an ONNX model, which other programs run without this library. */

import { learnErrors } from '../../errors/catalog/learn.ts';
import { onnxErrors } from '../../errors/catalog/learn-onnx.ts';
import { ArgumentError, NotFittedError, raise } from '../../errors/index.ts';
import type { Estimator } from '../base/index.ts';
import { Pipeline } from '../compose/index.ts';
import { named } from './common.ts';
import { convert, textColumns } from './convert.ts';
import { Graph, type Value } from './graph.ts';

export interface OnnxOptions {
  /** Names of the columns; those of `fit` when left out. */
  readonly names?: readonly string[] | undefined;
}

/**
 * A fitted estimator — linear models, trees and forests, boosting, kernel machines, networks, scalers, encoders,
 * imputers, projections, k-means, and pipelines and column transformers of these — as an ONNX model (opset 19,
 * `ai.onnx.ml` 3). `onnxNames()` lists them all.
 *
 * Input: `X`, float32 `[n, d]`; where some columns hold texts, one input per column instead, `[n, 1]`, named after
 * the columns, a missing text as ''. Outputs: `label` (int64 when classes are whole numbers, texts otherwise) and
 * `probabilities` `[n, k]` or `scores`; `prediction` for regressors; `transformed` for transformers. Computed in
 * float32: expect 6 digits, and that a sample on the very edge between two answers may get the other one.
 *
 * @throws NotFittedError, ArgumentError naming what can be exported
 */
export function toOnnx(model: Estimator, { names }: OnnxOptions = {}): Uint8Array<ArrayBuffer> {
  if (!model.isFitted)
    raise(NotFittedError, learnErrors, 'learn.notFitted', { who: model.spec.name, what: 'toOnnx' });
  const texts = textColumns(model);
  const width = widthOf(model, texts.length);
  const known = names ?? (model.hasLearned('featureNamesIn_') ? model.featureNamesIn_ : undefined);
  if (names && (names.length !== width || new Set(names).size !== width))
    raise(ArgumentError, onnxErrors, 'onnx.names', { got: names.length, expected: width });
  const graph = new Graph();
  const columns: Value[] = texts.includes(true)
    ? texts.map((text, j) => graph.input(known?.[j] ?? `x${j}`, text ? 'string' : 'float', 1))
    : [graph.input('X', 'float', width)];
  const result = convert(graph, columns, model);
  switch (result.kind) {
    case 'samples':
      graph.output('transformed', result.value.name, result.value.type, ['n', result.value.width]);
      break;
    case 'numbers': {
      const { value, flat } = result;
      const name = flat ? graph.node('Reshape', [value.name, graph.ints([-1])]) : value.name;
      graph.output('prediction', name, 'float', flat ? ['n'] : ['n', value.width]);
      break;
    }
    case 'classes': {
      const { answer, classes } = result;
      const label = named(graph, answer.codes, classes);
      graph.output('label', label.name, label.type, ['n']);
      if (answer.probabilities !== undefined)
        graph.output('probabilities', answer.probabilities, 'float', ['n', classes.length]);
      if (answer.scores)
        graph.output('scores', answer.scores.name, 'float', ['n', answer.scores.width]);
      break;
    }
    case 'groups':
      graph.output('label', result.answer.codes, 'int64', ['n']);
      if (result.answer.scores)
        graph.output('scores', result.answer.scores.name, 'float', [
          'n',
          result.answer.scores.width,
        ]);
      break;
  }
  const notes = { estimator: model.spec.name, columns: JSON.stringify(known ?? []) };
  return graph.finish(model.spec.name, 'limpide', notes);
}

/** Columns of the input. */
function widthOf(model: Estimator, known: number): number {
  if (model.hasLearned('nFeaturesIn_') && model.nFeaturesIn_ !== undefined)
    return model.nFeaturesIn_;
  if (model instanceof Pipeline) {
    const first = model.steps_.find(([, step]) => step !== 'passthrough')?.[1];
    if (first !== undefined && first !== 'passthrough') return widthOf(first, known);
  }
  return known;
}
