/** FeatureUnion: several transformers of the same samples, side by side. */
import { composeErrors } from '../../errors/catalog/learn-compose.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { CSRMatrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  anything,
  clone,
  Estimator,
  type Features,
  type FitOptions,
  Frame,
  type Outputs,
  type Samples,
  type Spec,
  samplesOf,
  Transformer,
} from '../base/index.ts';
import { columnsIn } from './columns.ts';
import { answers } from './delegate.ts';
import { type Block, block, stackDense, stackSparse, weighted } from './stack.ts';
import { checkNamed, namesFor, replaceNamed } from './steps.ts';

export type UnionStep = readonly [name: string, transformer: Estimator | 'drop' | 'passthrough'];

export interface FeatureUnionOptions {
  transformerList: readonly UnionStep[];
  /** By which the output of a transformer is multiplied. */
  transformerWeights: Readonly<Record<string, number>> | undefined;
}

const spec: Spec<FeatureUnionOptions> = {
  name: 'FeatureUnion',
  kind: 'transformer',
  params: {
    transformerList: anything<readonly UnionStep[]>(
      [],
      'list of [name, transformer]',
      Array.isArray,
    ),
    transformerWeights: anything<FeatureUnionOptions['transformerWeights']>(
      undefined,
      '{ name: number } | undefined',
      (value) => value === undefined || (typeof value === 'object' && value !== null),
    ),
  },
  learned: ['transformers_'],
  tags: { missing: true, text: true, sparse: true },
};

/** The outputs of several transformers of the same samples, side by side; sparse as soon as one of them is. */
export class FeatureUnion extends Transformer<FeatureUnionOptions> {
  /** The fitted transformers. */
  declare transformers_: readonly UnionStep[];

  constructor(options: readonly UnionStep[] | Partial<FeatureUnionOptions> = {}) {
    super(spec, isList(options) ? { transformerList: options } : options);
  }
  protected override setParam(name: string, value: unknown): void {
    const list = replaceNamed(this.params.transformerList, name, value);
    if (list) super.setParam('transformerList', list);
    else super.setParam(name, value);
  }
  fit(X: Samples, y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    checkNamed(who, this.params.transformerList, ['drop', 'passthrough'], Object.keys(spec.params));
    const fitted = this.params.transformerList.map(([name, step]): UnionStep => {
      if (!(step instanceof Estimator)) return [name, step];
      if (!step.offers('transform'))
        raise(ArgumentError, composeErrors, 'compose.notTransformer', {
          who,
          name,
          got: step.spec.name,
        });
      const { sampleWeight, ...others } = options;
      return [
        name,
        clone(step).fit(
          X as Features,
          y,
          step.spec.tags?.weights ? { ...others, sampleWeight } : others,
        ),
      ];
    });
    this.remember(X as Features, X instanceof Frame ? X.names.length : columnsIn(X as Features));
    this.transformers_ = fitted;
    return this;
  }
  transform(X: Samples): Tensor | CSRMatrix {
    this.requireFitted();
    const rows = samplesOf(X);
    const blocks: Block[] = [];
    for (const [name, step] of this.transformers_) {
      if (step === 'drop') continue;
      const out =
        step !== 'passthrough' && answers(step, 'transform')
          ? step.transform(X as Features)
          : (X as Features);
      const own = block(this.spec.name, name, out, rows);
      blocks.push(weighted(own, this.params.transformerWeights?.[name]));
    }
    return blocks.some(({ matrix }) => matrix instanceof CSRMatrix)
      ? stackSparse(blocks)
      : stackDense(blocks, rows);
  }
  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    return this.transformers_.flatMap(([name, step]) => {
      if (step === 'drop') return [];
      const own =
        step !== 'passthrough' && answers(step, 'getFeatureNamesOut')
          ? step.getFeatureNamesOut(inputFeatures)
          : this.inputNames(inputFeatures);
      return own.map((column) => `${name}__${column}`);
    });
  }
}

/** A union whose transformers are named after their classes. */
export function makeUnion(...transformers: readonly Estimator[]): FeatureUnion {
  const names = namesFor(transformers);
  return new FeatureUnion(transformers.map((t, k): UnionStep => [names[k]!, t]));
}

const isList = (
  value: readonly UnionStep[] | Partial<FeatureUnionOptions>,
): value is readonly UnionStep[] => Array.isArray(value);
