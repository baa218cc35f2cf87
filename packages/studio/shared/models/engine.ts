/**
 * What the laboratory takes from an engine written in the exercises of « Réseaux de neurones » (`lessons/networks` of
 * the course): a multilayer perceptron with ReLU, softmax and cross-entropy, on matrices whose rows are examples.
 */
import type { LabSpec, OptimizerName } from '../models.ts';

/** Element (i, j) is `data[i * cols + j]`. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
/** weights: [inputs, outputs]; bias: [1, outputs]. A gradient has the same shapes. */
export interface DenseLayer {
  weights: Matrix;
  bias: Matrix;
}
export interface Mlp {
  layers: DenseLayer[];
}
/** What the forward pass leaves: the input of each layer, and the probabilities [B, classes]. */
export interface ForwardCache {
  activations: Matrix[];
  probabilities: Matrix;
}
/** What an optimiser keeps is its own affair: an empty object before the first step. */
export type StepState = Record<string, unknown>;
export type OptimizerStep = (
  params: readonly Matrix[],
  grads: readonly Matrix[],
  state: StepState,
  rate: number,
) => void;

/** The pieces, as their exercises define them. */
export interface OwnEngine {
  readonly createMlp: (sizes: readonly number[], seed: number) => Mlp;
  readonly forwardMlp: (model: Mlp, x: Matrix) => ForwardCache;
  readonly backwardMlp: (
    model: Mlp,
    cache: ForwardCache,
    labels: readonly number[],
  ) => DenseLayer[];
  readonly crossEntropyRows: (probabilities: Matrix, labels: readonly number[]) => number;
  readonly predictMlp: (model: Mlp, x: Matrix) => number[];
  /** An epoch of Adam: the laboratory's loop where that is the optimiser. */
  readonly trainEpoch: (
    model: Mlp,
    data: { readonly x: Matrix; readonly labels: readonly number[] },
    options: { batchSize: number; rate: number; seed: number; state: StepState },
  ) => number;
  readonly sgdStep: OptimizerStep;
  readonly momentumStep: OptimizerStep;
  readonly rmspropStep: OptimizerStep;
}
type PieceName = keyof OwnEngine;

const always = [
  'createMlp',
  'forwardMlp',
  'backwardMlp',
  'crossEntropyRows',
  'predictMlp',
] as const;
const learning = {
  sgd: 'sgdStep',
  momentum: 'momentumStep',
  rmsprop: 'rmspropStep',
  adam: 'trainEpoch',
} as const satisfies Record<OptimizerName, PieceName>;

/** The piece that makes a step. */
export const stepPiece = (optimizer: OptimizerName): (typeof learning)[OptimizerName] =>
  learning[optimizer];

/** The pieces that a laboratory calls. */
export const piecesOf = ({ optimizer }: Pick<LabSpec, 'optimizer'>): readonly PieceName[] => [
  ...always,
  stepPiece(optimizer),
];

export const engineAddress = (spec: Pick<LabSpec, 'optimizer'>): string =>
  `/api/engine/module.js?names=${piecesOf(spec).join(',')}`;

/** Whose a piece at work is. */
export interface Piece {
  readonly name: string;
  readonly exercise: string;
  /** `broken`: the learner's no longer loads, the reference stands in. */
  readonly from: 'mine' | 'reference' | 'broken';
}

/** What an engine did that it should not have done, in words. */
export class EngineProblem extends Error {
  readonly sentence: { readonly fr: string; readonly en: string };

  constructor(sentence: { readonly fr: string; readonly en: string }, cause?: unknown) {
    super(sentence.en, cause === undefined ? undefined : { cause });
    this.name = 'EngineProblem';
    this.sentence = sentence;
  }
}

export const missing = (names: readonly string[]): EngineProblem =>
  new EngineProblem({
    en: `the engine has no ${names.join(', ')}.`,
    fr: `il manque au moteur ${names.join(', ')}.`,
  });
export const misshapen = (name: string, expected: string): EngineProblem =>
  new EngineProblem({
    en: `what ${name} gives does not have the shape that was agreed: ${expected} is expected.`,
    fr: `ce que donne ${name} n’a pas la forme convenue : on attend ${expected}.`,
  });

/** What was thrown while a piece was at work: a sentence that names it. */
export function problemOf(error: unknown): EngineProblem {
  if (error instanceof EngineProblem) return error;
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new EngineProblem(
    { en: `the engine threw “${said}”.`, fr: `le moteur a lancé « ${said} ».` },
    error,
  );
}

/**
 * The engine of a loaded module. What the functions do is found out when they are called.
 *
 * @throws EngineProblem that names what is missing
 */
export function engineOf(
  module: Readonly<Record<string, unknown>>,
  spec: Pick<LabSpec, 'optimizer'>,
): OwnEngine {
  const wanted = piecesOf(spec);
  const absent = wanted.filter((name) => typeof module[name] !== 'function');
  if (absent.length > 0) throw missing(absent);
  const piece = <N extends PieceName>(name: N): OwnEngine[N] => {
    const found = module[name];
    if (typeof found === 'function') return found as OwnEngine[N];
    // not asked for with this optimiser
    return (() => {
      throw missing([name]);
    }) as OwnEngine[N];
  };
  return {
    createMlp: piece('createMlp'),
    forwardMlp: piece('forwardMlp'),
    backwardMlp: piece('backwardMlp'),
    crossEntropyRows: piece('crossEntropyRows'),
    predictMlp: piece('predictMlp'),
    trainEpoch: piece('trainEpoch'),
    sgdStep: piece('sgdStep'),
    momentumStep: piece('momentumStep'),
    rmspropStep: piece('rmspropStep'),
  };
}

/** The list of pieces that a module comes with. */
export function piecesIn(module: Readonly<Record<string, unknown>>): readonly Piece[] {
  const list = module['pieces'];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown): Piece[] => {
    if (typeof item !== 'object' || item === null) return [];
    const { name, exercise, from } = item as Record<string, unknown>;
    const whose = (['mine', 'reference', 'broken'] as const).find((own) => own === from);
    return whose && typeof name === 'string' && typeof exercise === 'string'
      ? [{ name, exercise, from: whose }]
      : [];
  });
}
