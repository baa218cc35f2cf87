/**
 * The checkpoint of a training: everything that decides what comes next. Weights, optimiser, scheduler,
 * callbacks, the state of the default generator, the position in the data, the sums of the epoch so far.
 */
import type { LoaderState } from '../data/index.ts';
import { trainErrors } from '../errors/catalog/train.ts';
import { FileFormatError, LimpideError, raise } from '../errors/index.ts';
import {
  type CheckpointContent,
  type HostArray,
  readCheckpoint,
  type State,
} from '../files/index.ts';
import type { AnyModule } from '../nn/module.ts';
import { defaultGenerator, type GeneratorState, type Tensor } from '../tensor/index.ts';
import type { Callback, CallbackState } from './callback.ts';
import type { AccumulatorState } from './measure.ts';
import { assemble, dismantle } from './state.ts';

/** Where a training is. */
export interface Progress {
  readonly epoch: number;
  readonly batch: number;
  readonly trained: boolean;
  readonly samples: number;
  readonly seconds: number;
  readonly loader: LoaderState;
  readonly loss: AccumulatorState;
  readonly metrics: readonly AccumulatorState[];
  readonly history: {
    readonly epoch: readonly number[];
    readonly history: Readonly<Record<string, readonly number[]>>;
  };
}

/** Whatever has a state that it gives and takes back. */
export interface Stateful {
  stateDict?(): unknown;
  loadStateDict?(state: never): unknown;
}

export interface TrainingParts {
  readonly model: AnyModule;
  readonly optimizer: Stateful;
  readonly scheduler?: Stateful | undefined;
  readonly callbacks: readonly Callback[];
  readonly progress: Progress;
  /** What is needed to build the model again: a recipe and its parameters, for example. */
  readonly description: State;
}

/** A training as read from a file. */
export interface SavedTraining {
  readonly description: State;
  readonly weights: Readonly<Record<string, Tensor>>;
  readonly optimizer: unknown;
  readonly scheduler: unknown;
  readonly callbacks: readonly (CallbackState | null)[];
  readonly random: GeneratorState;
  readonly progress: Progress;
}

export async function collectCheckpoint(parts: TrainingParts): Promise<CheckpointContent> {
  const tensors = new Map<string, HostArray>();
  const take = (value: unknown, name: string): Promise<State> => dismantle(value, name, tensors);
  const callbacks: unknown[] = parts.callbacks.map((callback) => callback.stateDict?.() ?? null);
  const state = {
    kind: 'training',
    description: parts.description,
    model: await take(parts.model.stateDict(), 'model'),
    optimizer: await take(parts.optimizer.stateDict?.(), 'optimizer'),
    scheduler: await take(parts.scheduler?.stateDict?.(), 'scheduler'),
    callbacks: await take(callbacks, 'callback'),
    random: await take(defaultGenerator.getState(), 'random'),
    progress: await take(parts.progress, 'progress'),
  };
  return { tensors, state };
}

/**
 * Reads the checkpoint of a training.
 *
 * @throws DataError when there is no such file
 * @throws FileFormatError when it is truncated, corrupt, or not the checkpoint of a training
 */
export async function readTraining(path: string): Promise<SavedTraining> {
  const { state, tensors } = await readCheckpoint(path);
  const found = isRecord(state) ? state : {};
  if (found['kind'] !== 'training') {
    raise(FileFormatError, trainErrors, 'checkpoint.shape', { path, reason: 'kind ≠ "training"' });
  }
  const part = (name: string): unknown => assemble((found[name] ?? null) as State, tensors);
  // The file's checksum was right and its kind too: it is what collectCheckpoint wrote.
  return {
    description: (found['description'] ?? null) as State,
    weights: part('model') as Record<string, Tensor>,
    optimizer: part('optimizer'),
    scheduler: part('scheduler'),
    callbacks: part('callbacks') as (CallbackState | null)[],
    random: part('random') as GeneratorState,
    progress: part('progress') as Progress,
  };
}

/** Puts saved weights and optimiser state in place. */
export function restoreInto(
  saved: SavedTraining,
  path: string,
  model: AnyModule,
  optimizer: Stateful,
  scheduler: Stateful | undefined,
): void {
  try {
    model.loadStateDict(saved.weights);
    optimizer.loadStateDict?.(saved.optimizer as never);
    scheduler?.loadStateDict?.(saved.scheduler as never);
  } catch (error) {
    if (!(error instanceof LimpideError)) throw error;
    const reason = error.message;
    raise(FileFormatError, trainErrors, 'checkpoint.shape', { path, reason }, error);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
