/** ColumnTransformer: each transformer gets some of the columns; what they give stands side by side. */

import { learnErrors } from '../../errors/catalog/learn.ts';
import { composeErrors } from '../../errors/catalog/learn-compose.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  anything,
  clone,
  Estimator,
  type Features,
  type FitOptions,
  Frame,
  flag,
  type Outputs,
  real,
  rowsOf,
  type Samples,
  type Spec,
  Transformer,
} from '../base/index.ts';
import { type Columns, columnsIn, resolveColumns, takeColumns } from './columns.ts';
import { answers } from './delegate.ts';
import { type Block, block, density, stackDense, stackSparse, weighted } from './stack.ts';
import { checkNamed, namesFor, replaceNamed } from './steps.ts';

/** A name, what is done, and to which columns. */
export type ColumnStep = readonly [
  name: string,
  transformer: Estimator | 'drop' | 'passthrough',
  columns: Columns,
];
/** As it was fitted: columns by number; `single`: handed over as a list of texts. */
export type FittedColumnStep = readonly [
  name: string,
  transformer: Estimator | 'drop' | 'passthrough',
  columns: readonly number[],
  single: boolean,
];

export interface ColumnTransformerOptions {
  transformers: readonly ColumnStep[];
  /** What is done to columns that no transformer names. */
  remainder: 'drop' | 'passthrough' | Estimator;
  /** Gives a CSRMatrix when one part is sparse and the whole has at most this share of stored values. */
  sparseThreshold: number;
  /** By which the output of a transformer is multiplied. */
  transformerWeights: Readonly<Record<string, number>> | undefined;
  /** Puts the transformer's name in front of output columns: `num__age`. */
  verboseFeatureNamesOut: boolean;
}

const words = ['drop', 'passthrough'];

const spec: Spec<ColumnTransformerOptions> = {
  name: 'ColumnTransformer',
  kind: 'transformer',
  params: {
    transformers: anything<readonly ColumnStep[]>(
      [],
      'list of [name, transformer, columns]',
      Array.isArray,
    ),
    remainder: anything<ColumnTransformerOptions['remainder']>(
      'drop',
      "'drop' | 'passthrough' | an estimator",
      (value) => value instanceof Estimator || words.some((word) => word === value),
    ),
    sparseThreshold: real(0.3, { min: 0, max: 1 }),
    transformerWeights: anything<ColumnTransformerOptions['transformerWeights']>(
      undefined,
      '{ name: number } | undefined',
      (value) => value === undefined || (typeof value === 'object' && value !== null),
    ),
    verboseFeatureNamesOut: flag(true),
  },
  learned: ['transformers_', 'sparseOutput_', 'outputIndices_'],
  tags: { missing: true, text: true, sparse: true },
};

/**
 * Different preprocessing for different columns, as one transformer.
 *
 * ```ts
 * const prepare = new ColumnTransformer({ transformers: [
 *   ['num', new StandardScaler(), ['age', 'income']],
 *   ['cat', new OneHotEncoder(), makeColumnSelector({ kind: 'text' })],
 * ] });
 * ```
 *
 * Fitted on a table, it finds columns by name: later tables may have others as well, in any order. Transformers
 * are cloned; the fitted ones are in `transformers_`.
 */
export class ColumnTransformer extends Transformer<ColumnTransformerOptions> {
  /** The fitted transformers, with what was done to the remaining columns last. */
  declare transformers_: readonly FittedColumnStep[];
  declare sparseOutput_: boolean;
  /** For each transformer, its first output column and the one after its last. */
  declare outputIndices_: Readonly<Record<string, readonly [number, number]>>;

  constructor(options: readonly ColumnStep[] | Partial<ColumnTransformerOptions> = {}) {
    super(spec, isList(options) ? { transformers: options } : options);
  }
  protected override setParam(name: string, value: unknown): void {
    const list = replaceNamed(this.params.transformers, name, value);
    if (list) super.setParam('transformers', list);
    else super.setParam(name, value);
  }

  fit(X: Features, y?: Outputs, options: FitOptions = {}): this {
    this.#fitAll(X, y, options);
    return this;
  }
  override fitTransform(
    X: Features,
    y?: Outputs,
    options: FitOptions = {},
  ): ReturnType<this['transform']> {
    return this.#fitAll(X, y, options) as ReturnType<this['transform']>;
  }
  #fitAll(X: Features, y: Outputs | undefined, options: FitOptions): Tensor | CSRMatrix {
    this.checkParams();
    const who = this.spec.name;
    const { transformers, remainder } = this.params;
    checkNamed(who, transformers, words, [...Object.keys(this.spec.params), 'remainder']);
    const rows = rowsOf(X);
    if (rows === 0) raise(DataError, learnErrors, 'learn.fewRows', { who, got: 0, expected: 1 });
    const used = new Set<number>();
    const steps = transformers.map(([name, transformer, columns]): FittedColumnStep => {
      const places = resolveColumns(who, name, columns, X);
      for (const j of places) used.add(j);
      const own = transformer instanceof Estimator ? clone(transformer) : transformer;
      return [name, own, places, typeof columns === 'string'];
    });
    const rest = Array.from({ length: columnsIn(X) }, (_, j) => j).filter((j) => !used.has(j));
    if (rest.length > 0) {
      const own = remainder instanceof Estimator ? clone(remainder) : remainder;
      steps.push(['remainder', own, rest, false]);
    }
    const blocks: Block[] = [];
    for (const [name, step, columns, single] of steps) {
      if (step === 'drop' || columns.length === 0) continue;
      const part = partOf(this.spec.name, X, columns, single);
      blocks.push(this.#weigh(block(who, name, fitPart(who, name, step, part, y, options), rows)));
    }
    const sparse =
      blocks.some(({ matrix }) => matrix instanceof CSRMatrix) &&
      density(blocks) <= this.params.sparseThreshold;
    let start = 0;
    const places = blocks.map(({ name, matrix }) => {
      start += matrix.cols;
      return [name, [start - matrix.cols, start]] as const;
    });
    this.remember(X, columnsIn(X));
    this.transformers_ = steps;
    this.sparseOutput_ = sparse;
    this.outputIndices_ = Object.fromEntries(places);
    return sparse ? stackSparse(blocks) : stackDense(blocks, rows);
  }
  #weigh(out: Block): Block {
    return weighted(out, this.params.transformerWeights?.[out.name]);
  }

  transform(X: Features): Tensor | CSRMatrix {
    this.requireFitted();
    const who = this.spec.name;
    const input = this.#aligned(X);
    const rows = rowsOf(input);
    const blocks: Block[] = [];
    for (const [name, step, columns, single] of this.transformers_) {
      if (step === 'drop' || columns.length === 0) continue;
      const part = partOf(this.spec.name, input, columns, single);
      const out = step === 'passthrough' ? part : transformPart(who, name, step, part);
      blocks.push(this.#weigh(block(who, name, out, rows)));
    }
    return this.sparseOutput_ ? stackSparse(blocks) : stackDense(blocks, rows);
  }
  /** The columns of `fit`, found by name in a table; dropped ones may be absent. */
  #aligned(X: Features): Features {
    const names = this.featureNamesIn_;
    if (!(X instanceof Frame) || !names) {
      this.checkColumns(columnsIn(X));
      return X;
    }
    const needed = new Set(
      this.transformers_.flatMap(([, step, columns]) => (step === 'drop' ? [] : columns)),
    );
    const missing = names.filter((name, j) => needed.has(j) && !X.has(name));
    if (missing.length > 0)
      raise(DataError, learnErrors, 'learn.names', { who: this.spec.name, missing, unknown: '–' });
    const nothing = new Float64Array(X.rows).fill(Number.NaN);
    return new Frame(names.map((name) => [name, X.has(name) ? X.column(name) : nothing]));
  }

  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const names = this.inputNames(inputFeatures);
    const verbose = this.params.verboseFeatureNamesOut;
    const out = this.transformers_.flatMap(([name, step, columns]) => {
      if (step === 'drop' || columns.length === 0) return [];
      const own = columns.map((j) => names[j]!);
      if (step !== 'passthrough' && !answers(step, 'getFeatureNamesOut'))
        return notTransformer(this.spec.name, name, step);
      const given = step === 'passthrough' ? own : step.getFeatureNamesOut(own);
      return given.map((column) => (verbose ? `${name}__${column}` : column));
    });
    const double = out.find((name, at) => out.indexOf(name) !== at);
    if (double !== undefined && !verbose)
      raise(ArgumentError, composeErrors, 'compose.name', { who: this.spec.name, name: double });
    return out;
  }
  /** A fitted transformer by name. */
  transformer(name: string): Estimator | 'drop' | 'passthrough' {
    const found = this.transformers_.find(([own]) => own === name);
    if (found) return found[1];
    return raise(ArgumentError, composeErrors, 'compose.options', {
      who: `${this.spec.name}.transformer`,
      name,
      known: this.transformers_.map(([own]) => own),
    });
  }
}

/** As `ColumnTransformer`, named after the classes: `makeColumnTransformer([new StandardScaler(), ['age']], …)`. */
export function makeColumnTransformer(
  ...steps: readonly (readonly [Estimator | 'drop' | 'passthrough', Columns])[]
): ColumnTransformer {
  const names = namesFor(steps.map(([transformer]) => transformer));
  return new ColumnTransformer(
    steps.map(([transformer, columns], k): ColumnStep => [names[k]!, transformer, columns]),
  );
}

const isList = (
  value: readonly ColumnStep[] | Partial<ColumnTransformerOptions>,
): value is readonly ColumnStep[] => Array.isArray(value);

/** Some columns; a single one named by a text as the list of its values. */
function partOf(who: string, X: Features, columns: readonly number[], single: boolean): Features {
  if (!single || !(X instanceof Frame)) return takeColumns(X, columns, who);
  const column: ArrayLike<number | string | null> = X.column(X.names[columns[0]!]!);
  const texts: Samples = Array.from(column, (value) => String(value ?? ''));
  return texts as Samples as Features;
}

function fitPart(
  who: string,
  name: string,
  step: Estimator | 'passthrough',
  part: Features,
  y: Outputs | undefined,
  { sampleWeight, ...options }: FitOptions,
): Features {
  if (step === 'passthrough') return part;
  if (!answers(step, 'transform')) return notTransformer(who, name, step);
  const own: FitOptions = step.spec.tags?.weights ? { ...options, sampleWeight } : options;
  return answers(step, 'fitTransform')
    ? fitTransform(step, part, y, own)
    : step.fit(part, y, own).transform(part);
}
function fitTransform(
  step: Estimator,
  part: Features,
  y: Outputs | undefined,
  options: FitOptions,
): Features {
  const own: unknown = Reflect.get(step, 'fitTransform');
  return typeof own === 'function' ? own.call(step, part, y, options) : part;
}
function transformPart(who: string, name: string, step: Estimator, part: Features): Features {
  return answers(step, 'transform') ? step.transform(part) : notTransformer(who, name, step);
}
function notTransformer(who: string, name: string, step: Estimator): never {
  return raise(ArgumentError, composeErrors, 'compose.notTransformer', {
    who,
    name,
    got: step.spec.name,
  });
}
