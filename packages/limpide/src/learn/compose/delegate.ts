/** Estimators that answer through another one inside: pipelines, searches. */
import { composeErrors } from '../../errors/catalog/learn-compose.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  Estimator,
  type Features,
  type Label,
  type Outputs,
  type Samples,
  type ScoreOptions,
} from '../base/index.ts';

/** All that an estimator may be asked, of which each has a part. */
export interface Answers {
  predict(X: Features): Tensor | Label[];
  predictProba(X: Features): Tensor;
  predictLogProba(X: Features): Tensor;
  decisionFunction(X: Features): Tensor;
  scoreSamples(X: Features): Tensor;
  score(X: Features, y?: Outputs, options?: ScoreOptions): number;
  transform(X: Features): Features;
  inverseTransform(X: Features): Features;
  fitTransform(X: Features, y?: Outputs): Features;
  getFeatureNamesOut(inputFeatures?: readonly string[]): string[];
}

/** Whether an estimator answers this, as a type. */
export const answers = <K extends keyof Answers>(
  estimator: Estimator,
  method: K,
): estimator is Estimator & Pick<Answers, K> => estimator.offers(method);

const passedOn: readonly string[] = [
  'predict',
  'predictProba',
  'predictLogProba',
  'decisionFunction',
  'scoreSamples',
  'score',
];

/** What a composition passes on to the estimator inside; it offers what that one offers. */
export abstract class Delegating<P extends object = object> extends Estimator<P> {
  /** The estimator that answers: after `fit` the fitted one, before it the one that would be. */
  protected abstract answering(): Estimator | undefined;
  /** What that estimator is given in place of X. */
  protected abstract prepare(X: Samples, method: string): Features;

  override offers(method: string): boolean {
    if (!super.offers(method)) return false;
    return passedOn.includes(method) ? (this.answering()?.offers(method) ?? false) : true;
  }
  /** The fitted estimator, when it answers this. @throws ArgumentError when it does not, NotFittedError */
  protected answerer<K extends keyof Answers>(method: K): Estimator & Pick<Answers, K> {
    this.requireFitted();
    const inner = this.answering();
    if (inner && answers(inner, method)) return inner;
    return raise(ArgumentError, composeErrors, 'compose.noMethod', {
      who: this.spec.name,
      inner: inner?.spec.name ?? '–',
      method,
    });
  }

  /** The classes of the classifier inside. */
  get classes_(): readonly Label[] {
    this.requireFitted();
    const found: unknown = Reflect.get(this.answering() ?? {}, 'classes_');
    if (Array.isArray(found)) return found;
    return raise(ArgumentError, composeErrors, 'compose.noMethod', {
      who: this.spec.name,
      inner: this.answering()?.spec.name ?? '–',
      method: 'classes_',
    });
  }
  /** As the estimator inside predicts: labels of a classifier, a tensor of others. */
  predict(X: Samples): Tensor | Label[] {
    const inner = this.answerer('predict');
    return inner.predict(this.prepare(X, 'predict'));
  }
  predictProba(X: Samples): Tensor {
    const inner = this.answerer('predictProba');
    return inner.predictProba(this.prepare(X, 'predictProba'));
  }
  predictLogProba(X: Samples): Tensor {
    const inner = this.answerer('predictLogProba');
    return inner.predictLogProba(this.prepare(X, 'predictLogProba'));
  }
  decisionFunction(X: Samples): Tensor {
    const inner = this.answerer('decisionFunction');
    return inner.decisionFunction(this.prepare(X, 'decisionFunction'));
  }
  scoreSamples(X: Samples): Tensor {
    const inner = this.answerer('scoreSamples');
    return inner.scoreSamples(this.prepare(X, 'scoreSamples'));
  }
  score(X: Samples, y?: Outputs, options?: ScoreOptions): number {
    const inner = this.answerer('score');
    return inner.score(this.prepare(X, 'score'), y, options);
  }
}
