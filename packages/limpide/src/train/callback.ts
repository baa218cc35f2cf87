/** What can look on while a network learns, and step in. */

import type { State } from '../files/index.ts';
import type { AnyModule } from '../nn/module.ts';
import type { Tensor } from '../tensor/index.ts';

/** Values by name, such as `loss`, `accuracy`, `valLoss`, `valAccuracy`. */
export type Logs = Readonly<Record<string, number>>;

/** The values of each epoch, by name. */
export interface History {
  /** The epochs that were run, counted from 0. */
  readonly epoch: number[];
  /** One value per epoch and name. */
  readonly history: Record<string, number[]>;
  /** Why the training ended. */
  stopped: StopReason | null;
}

/**
 * `'signal'`: it was asked to stop; `'earlyStopping'`: nothing got better; `'nan'`: the loss became NaN
 * or infinite; `'callback'`: a callback said so.
 */
export type StopReason = 'signal' | 'earlyStopping' | 'nan' | 'callback';

/** The part of an optimiser that training needs. */
export interface OptimizerLike {
  step(): void;
  zeroGrad(): void;
  readonly paramGroups: readonly { lr: number }[];
}

/** A training under way, as callbacks see it. */
export interface TrainingRun {
  readonly model: AnyModule;
  readonly optimizer: OptimizerLike;
  /** The epoch under way, from 0. */
  readonly epoch: number;
  /** The epoch at which the training is to end. */
  readonly epochs: number;
  /** Batches of this epoch that are done. */
  readonly batch: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Samples of this epoch that have been learnt from, in this run. */
  readonly samples: number;
  /** Seconds spent learning in this epoch, in this run (without validation). */
  readonly seconds: number;
  readonly history: History;
  readonly stopped: StopReason | null;
  /** Ends the training after this batch (or now, between epochs). */
  stop(reason?: StopReason): void;
  /** Writes everything needed to go on from here, all or nothing. */
  saveCheckpoint(path: string): Promise<void>;
}

/**
 * A callback: any of these, called in the order of the list. Epochs and batches are counted from 0.
 * In `onBatchEnd`, a value of `logs` is computed and read when it is looked at, not before: look
 * seldom, and the training stays fast.
 */
export interface Callback {
  onTrainBegin?(run: TrainingRun): void | Promise<void>;
  onTrainEnd?(run: TrainingRun): void | Promise<void>;
  onEpochBegin?(epoch: number, run: TrainingRun): void | Promise<void>;
  onEpochEnd?(epoch: number, logs: Logs, run: TrainingRun): void | Promise<void>;
  onBatchEnd?(batch: number, logs: Logs, run: TrainingRun): void;
  /** Where this callback keeps what a resumed training needs. */
  stateDict?(): CallbackState;
  loadStateDict?(state: CallbackState): void;
}

export interface CallbackState {
  readonly values?: State | undefined;
  readonly tensors?: Readonly<Record<string, Tensor>> | undefined;
}
