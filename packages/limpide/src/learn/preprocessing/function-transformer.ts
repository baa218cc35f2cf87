/** FunctionTransformer: any function of the samples, as a step of a pipeline. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import {
  anything,
  denseInput,
  type Features,
  Frame,
  namesOf,
  rowsOf,
  type Spec,
  Transformer,
} from '../base/index.ts';
import { toTensor } from './columns.ts';

export interface FunctionTransformerOptions {
  /** Samples in, samples out, as many rows. Left out: nothing changes. */
  func: ((X: Features) => Features) | undefined;
  inverseFunc: ((X: Features) => Features) | undefined;
  /** Names of the columns that come out: as they went in, or from a function. */
  featureNamesOut: 'one-to-one' | ((names: readonly string[]) => string[]) | undefined;
}

const isFunction = (value: unknown): boolean => value === undefined || typeof value === 'function';

const spec: Spec<FunctionTransformerOptions> = {
  name: 'FunctionTransformer',
  kind: 'transformer',
  params: {
    func: anything<FunctionTransformerOptions['func']>(
      undefined,
      'function | undefined',
      isFunction,
    ),
    inverseFunc: anything<FunctionTransformerOptions['inverseFunc']>(
      undefined,
      'function | undefined',
      isFunction,
    ),
    featureNamesOut: anything<FunctionTransformerOptions['featureNamesOut']>(
      undefined,
      "'one-to-one' | function | undefined",
      (value) => value === 'one-to-one' || isFunction(value),
    ),
  },
  learned: [],
  tags: { sparse: true, missing: true, text: true },
};

/**
 * Calls a function on the samples, as they come (a tensor, a table…): `new FunctionTransformer({ func: (X) => … })`.
 *
 * Learns nothing. Functions are not written to files.
 */
export class FunctionTransformer extends Transformer<FunctionTransformerOptions> {
  constructor(options: Partial<FunctionTransformerOptions> = {}) {
    super(spec, options);
  }
  fit(X: Features): this {
    this.checkParams();
    this.remember(X, columnsOf(X, this.spec.name));
    return this;
  }
  transform(X: Features): Features {
    this.requireFitted();
    this.checkNames(X);
    this.checkColumns(columnsOf(X, this.spec.name));
    return this.#call(X, this.params.func);
  }
  inverseTransform(X: Features): Features {
    this.requireFitted();
    return this.#call(X, this.params.inverseFunc);
  }
  #call(X: Features, func: ((X: Features) => Features) | undefined): Features {
    if (!func) return Array.isArray(X) ? toTensor(denseInput(X, { who: this.spec.name })) : X;
    const out = func(X);
    if (rowsOf(out) !== rowsOf(X))
      raise(DataError, prepErrors, 'prep.rows', {
        who: this.spec.name,
        got: rowsOf(out),
        expected: rowsOf(X),
      });
    return out;
  }
  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const { featureNamesOut, func } = this.params;
    const names = this.inputNames(inputFeatures);
    if (typeof featureNamesOut === 'function') return featureNamesOut(names);
    if (featureNamesOut === 'one-to-one' || !func) return [...names];
    return raise(ArgumentError, prepErrors, 'prep.range', {
      who: `${this.spec.name}.getFeatureNamesOut`,
      name: 'featureNamesOut',
      expected: "'one-to-one' | function",
      got: 'undefined',
    });
  }
}

/** Columns, without looking at values (texts pass). */
function columnsOf(X: Features, who: string): number {
  if (X instanceof Frame) return namesOf(X)?.length ?? 0;
  if (X instanceof CSRMatrix || X instanceof Matrix) return X.cols;
  if (X instanceof Tensor && X.ndim === 2) return X.shape[1] ?? 0;
  if (Array.isArray(X) && X.length > 0 && typeof X[0] === 'object') return X[0].length;
  return denseInput(X, { who, missing: true }).cols;
}
