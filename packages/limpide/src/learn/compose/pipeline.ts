/**
 * Pipeline: transformers one after the other, and a model at the end, as one estimator. What is learned from
 * the data (means, categories…) is then learned inside each fold of a cross-validation, never from the test part.
 */
import { composeErrors } from '../../errors/catalog/learn-compose.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  anything,
  clone,
  Estimator,
  type Features,
  type FitOptions,
  Frame,
  type Label,
  type Outputs,
  type Samples,
  type Spec,
} from '../base/index.ts';
import { answers, Delegating } from './delegate.ts';
import { checkNamed, namesFor, replaceNamed, withNames } from './steps.ts';

/** A name and what is done; `'passthrough'` does nothing. */
export type Step = readonly [name: string, estimator: Estimator | 'passthrough'];

export interface PipelineOptions {
  /** Transformers, and last of all any estimator. */
  steps: readonly Step[];
}

export interface PipelineFitOptions extends FitOptions {
  /**
   * Options of single steps, by name. `sampleWeight` given beside goes to every step that takes weights and
   * is not named here.
   */
  readonly stepOptions?: Readonly<Record<string, FitOptions>> | undefined;
}

const table: Spec<PipelineOptions>['params'] = {
  steps: anything<readonly Step[]>([], 'list of [name, estimator]', Array.isArray),
};

/** The spec of a composition: kind and tags are those of the estimator that answers. */
function specOf(last: () => Estimator | undefined, first: () => Estimator | undefined) {
  return {
    name: 'Pipeline',
    params: table,
    learned: ['steps_'],
    get kind() {
      return last()?.spec.kind ?? 'transformer';
    },
    get tags() {
      const at = first()?.spec.tags;
      return {
        ...last()?.spec.tags,
        sparse: at?.sparse ?? false,
        missing: at?.missing ?? false,
        text: at?.text ?? false,
        positive: at?.positive ?? false,
      };
    },
  } satisfies Spec<PipelineOptions>;
}

/**
 * Steps in a row, as one estimator.
 *
 * ```ts
 * const model = new Pipeline([['scale', new StandardScaler()], ['model', new LogisticRegression()]]);
 * model.setParams({ model__C: 10 }).fit(X, y);
 * ```
 *
 * `fit` clones the steps and keeps the fitted ones in `steps_` (`step(name)` finds one): the estimators given
 * stay as they were. A table's column names go along from step to step.
 */
export class Pipeline extends Delegating<PipelineOptions> {
  /** The fitted steps. */
  declare steps_: readonly Step[];

  constructor(steps: readonly Step[] | Partial<PipelineOptions> = []) {
    const spec = specOf(
      () => this?.answering(),
      () => this?.params.steps.map(([, e]) => e).find((e) => e instanceof Estimator),
    );
    super(spec, isList(steps) ? { steps } : steps);
  }

  protected override setParam(name: string, value: unknown): void {
    const steps = replaceNamed(this.params.steps, name, value);
    if (steps) super.setParam('steps', steps);
    else super.setParam(name, value);
  }
  override getParams(options: { deep?: boolean } = {}): Record<string, unknown> {
    const all = super.getParams(options);
    if (options.deep === false) return all;
    for (const [name, step] of this.params.steps) all[name] ??= step;
    return all;
  }

  get length(): number {
    return this.params.steps.length;
  }
  /** A step by name or place: the fitted one after `fit`. */
  step(which: string | number): Estimator | 'passthrough' {
    const steps = this.hasLearned('steps_') ? this.steps_ : this.params.steps;
    const found =
      typeof which === 'number' ? steps.at(which) : steps.find(([name]) => name === which);
    if (found) return found[1];
    return raise(ArgumentError, composeErrors, 'compose.options', {
      who: 'Pipeline.step',
      name: String(which),
      known: steps.map(([name]) => name),
    });
  }
  /** Steps by name. */
  get namedSteps(): Readonly<Record<string, Estimator | 'passthrough'>> {
    return Object.fromEntries(this.hasLearned('steps_') ? this.steps_ : this.params.steps);
  }
  /** A part of the pipeline, as `Array.prototype.slice`: fitted when this one is, sharing its steps. */
  slice(start?: number, end?: number): Pipeline {
    const part = new Pipeline(this.params.steps.slice(start, end));
    if (!this.hasLearned('steps_')) return part;
    const whole = start === undefined || start === 0 || -start >= this.length;
    const columns = whole
      ? { nFeaturesIn_: this.nFeaturesIn_, featureNamesIn_: this.featureNamesIn_ }
      : {};
    return part.setLearned({ ...columns, steps_: this.steps_.slice(start, end) });
  }

  override fit(X: Samples, y?: Outputs, options: PipelineFitOptions = {}): this {
    const { steps, X: last } = this.#fitTransforms(X, y, options);
    const [name, model] = steps.at(-1)!;
    if (model !== 'passthrough') model.fit(last, y, this.#optionsFor(name, model, options));
    this.#learn(X, steps);
    return this;
  }
  /** `fit`, then the transformed samples, each step transforming once. */
  fitTransform(X: Samples, y?: Outputs, options: PipelineFitOptions = {}): Features {
    const { steps, X: last } = this.#fitTransforms(X, y, options);
    const [name, model] = steps.at(-1)!;
    const out =
      model === 'passthrough'
        ? last
        : fitTransform(
            this.spec.name,
            name,
            model,
            last,
            y,
            this.#optionsFor(name, model, options),
          );
    this.#learn(X, steps);
    return out;
  }
  /** `fit`, then the clusters or marks of the last step for the same samples. */
  fitPredict(X: Samples, y?: Outputs, options: PipelineFitOptions = {}): Tensor | Label[] {
    this.fit(X, y, options);
    const model = this.answering();
    const labels: unknown = model && Reflect.get(model, 'labels_');
    return labels instanceof Object && model?.spec.kind === 'clusterer'
      ? (labels as Tensor)
      : this.predict(X);
  }

  #learn(X: Samples, steps: readonly Step[]): void {
    this.setLearned({
      nFeaturesIn_: X instanceof Frame ? X.names.length : firstColumns(steps),
      featureNamesIn_: X instanceof Frame ? X.names : undefined,
      steps_: steps,
    });
  }

  /** Clones of all steps, all but the last one fitted, and what the last one is given. */
  #fitTransforms(
    X: Samples,
    y: Outputs | undefined,
    options: PipelineFitOptions,
  ): { steps: readonly Step[]; X: Features } {
    this.checkParams();
    const who = this.spec.name;
    checkNamed(who, this.params.steps, ['passthrough'], Object.keys(this.spec.params));
    const known = this.params.steps.map(([name]) => name);
    for (const name of Object.keys(options.stepOptions ?? {}))
      if (!known.includes(name))
        raise(ArgumentError, composeErrors, 'compose.options', { who, name, known });
    const steps = this.params.steps.map(
      ([name, step]): Step => [name, step === 'passthrough' ? step : clone(step)],
    );
    let current = X as Features;
    for (const [name, step] of steps.slice(0, -1)) {
      if (step === 'passthrough') continue;
      current = named(
        X,
        step,
        fitTransform(who, name, step, current, y, this.#optionsFor(name, step, options)),
      );
    }
    return { steps, X: current };
  }
  #optionsFor(name: string, step: Estimator, options: PipelineFitOptions): FitOptions {
    const { signal, onProgress, sampleWeight } = options;
    return {
      signal,
      onProgress,
      ...(step.spec.tags?.weights && { sampleWeight }),
      ...options.stepOptions?.[name],
    };
  }

  protected override answering(): Estimator | undefined {
    const steps = this.hasLearned('steps_') ? this.steps_ : this.params.steps;
    const last = steps.at(-1)?.[1];
    return last instanceof Estimator ? last : undefined;
  }
  protected override prepare(X: Samples): Features {
    this.requireFitted();
    return this.#through(X, this.steps_.slice(0, -1));
  }
  #through(X: Samples, steps: readonly Step[]): Features {
    let current = X as Features;
    for (const [name, step] of steps) {
      if (step === 'passthrough') continue;
      if (!answers(step, 'transform')) notTransformer(this.spec.name, name, step);
      current = named(X, step, step.transform(current));
    }
    return current;
  }

  override offers(method: string): boolean {
    const last = this.params.steps.at(-1)?.[1];
    if (method === 'transform' || method === 'fitTransform' || method === 'getFeatureNamesOut')
      return last === 'passthrough' || (last?.offers('transform') ?? false);
    if (method === 'inverseTransform')
      return this.params.steps.every(([, s]) => s === 'passthrough' || s.offers(method));
    return super.offers(method);
  }
  /** The samples through all steps. */
  transform(X: Samples): Features {
    this.requireFitted();
    const last = this.steps_.at(-1);
    if (last && last[1] !== 'passthrough') this.answerer('transform');
    return this.#through(X, this.steps_);
  }
  /** Back through all steps, the last one first. */
  inverseTransform(X: Features): Features {
    this.requireFitted();
    let current = X;
    for (const [name, step] of [...this.steps_].reverse()) {
      if (step === 'passthrough') continue;
      if (!answers(step, 'inverseTransform')) {
        raise(ArgumentError, composeErrors, 'compose.notInvertible', {
          who: this.spec.name,
          name,
          got: step.spec.name,
        });
      }
      current = step.inverseTransform(current);
    }
    return current;
  }
  /** Names of the columns that come out of the last transformer. */
  getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    let names = inputFeatures ?? this.featureNamesIn_;
    for (const [name, step] of this.steps_) {
      if (step === 'passthrough') continue;
      if (!answers(step, 'getFeatureNamesOut')) {
        if (step === this.answering()) break;
        notTransformer(this.spec.name, name, step);
      }
      names = step.getFeatureNamesOut(names);
    }
    return [...(names ?? [])];
  }

  override toString(): string {
    return `Pipeline(${this.params.steps.map(([name, step]) => `${name}: ${step}`).join(' → ')})`;
  }
}

/** A pipeline whose steps are named after their classes: `standardscaler`, `ridge`… */
export function makePipeline(...estimators: readonly (Estimator | 'passthrough')[]): Pipeline {
  const names = namesFor(estimators);
  return new Pipeline(estimators.map((estimator, k): Step => [names[k]!, estimator]));
}

const isList = (value: readonly Step[] | Partial<PipelineOptions>): value is readonly Step[] =>
  Array.isArray(value);

/** What a step gave, with its columns' names when the pipeline was given a table. */
function named(X: Samples, step: Estimator, out: Features): Features {
  if (!(X instanceof Frame) || !answers(step, 'getFeatureNamesOut')) return out;
  return withNames(out, step.getFeatureNamesOut());
}

function fitTransform(
  who: string,
  name: string,
  step: Estimator,
  X: Features,
  y: Outputs | undefined,
  options: FitOptions,
): Features {
  if (!answers(step, 'transform')) notTransformer(who, name, step);
  const own: unknown = Reflect.get(step, 'fitTransform');
  if (typeof own === 'function') return own.call(step, X, y, options);
  return step.fit(X, y, options).transform(X);
}

function notTransformer(who: string, name: string, step: Estimator): never {
  return raise(ArgumentError, composeErrors, 'compose.notTransformer', {
    who,
    name,
    got: step.spec.name,
  });
}

function firstColumns(steps: readonly Step[]): number | undefined {
  const first = steps.find(([, step]) => step !== 'passthrough')?.[1];
  return first instanceof Estimator && first.hasLearned('nFeaturesIn_')
    ? first.nFeaturesIn_
    : undefined;
}
