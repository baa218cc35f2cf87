/**
 * Schedulers: the learning rate as a function of the number of steps.
 *
 * `scheduler.step()` after `optimizer.step()`, once an epoch or once a batch as the schedule is meant.
 * The rate is written to the groups of the optimiser, where it is an argument of the compiled step: a new
 * one costs nothing.
 */
import { optimErrors } from '../errors/catalog/optim.ts';
import { ArgumentError, ModuleError, raise } from '../errors/index.ts';
import type { GroupOptions } from './optimizer.ts';

/** What schedulers need to know of an optimiser. */
export interface Scheduled {
  readonly paramGroups: GroupOptions[];
}
/** What is saved of a scheduler. */
export type SchedulerState = Readonly<
  Record<string, number | readonly number[] | readonly SchedulerState[]>
>;
type SchedulerStateField = SchedulerState[string];

export function requireOption(
  op: string,
  name: string,
  value: number,
  fits: boolean,
  expected: string,
): void {
  if (!fits) raise(ArgumentError, optimErrors, 'optim.option', { op, name, expected, got: value });
}

/** The rate of group `group` at a step (from 0), from its base rate. */
export type RateFunction = (base: number, step: number, group: number) => number;

/**
 * The base of the schedulers: sets the learning rate of each group of an optimiser. It begins with the rate
 * of step 0, and `step()` goes to the next, once an epoch or once a batch as the schedule is meant.
 */
export abstract class LRScheduler {
  readonly optimizer: Scheduled;
  /** How many steps have been taken. */
  lastEpoch = 0;
  /** The rate of each group before scheduling. */
  baseLrs: number[];
  readonly #rate: RateFunction;

  constructor(optimizer: Scheduled, rate: RateFunction) {
    this.optimizer = optimizer;
    this.#rate = rate;
    for (const group of optimizer.paramGroups) group.initialLr ??= group.lr;
    this.baseLrs = optimizer.paramGroups.map((group) => group.initialLr!);
    this.apply();
  }
  /** Writes the rates of the current step to the groups. */
  protected apply(): void {
    this.optimizer.paramGroups.forEach((group, i) => {
      group.lr = this.#rate(this.baseLrs[i]!, this.lastEpoch, i);
    });
  }
  /** One step further. */
  step(): void {
    this.moveTo(this.lastEpoch + 1);
  }
  /** Goes to a given step. */
  moveTo(step: number): void {
    this.lastEpoch = step;
    this.apply();
  }
  /** The rate of each group. */
  getLastLr(): number[] {
    return this.optimizer.paramGroups.map((group) => group.lr);
  }
  /** What `loadStateDict` needs to go on from here. */
  stateDict(): SchedulerState {
    return { lastEpoch: this.lastEpoch, baseLrs: [...this.baseLrs] };
  }
  /** Continues where another one stopped; the rates are written to the optimiser. */
  loadStateDict(state: SchedulerState): void {
    const baseLrs = numbersOf(this.constructor.name, state, 'baseLrs');
    if (baseLrs.length !== this.baseLrs.length) {
      failState(this.constructor.name, 'baseLrs.length', this.baseLrs.length, baseLrs.length);
    }
    this.baseLrs = baseLrs;
    this.lastEpoch = numberOf(this.constructor.name, state, 'lastEpoch');
    this.apply();
  }
}

export function failState(
  op: string,
  what: string,
  expected: number | string,
  got: number | string,
): never {
  return raise(ModuleError, optimErrors, 'scheduler.state', { op, what, expected, got });
}
export function numberOf(op: string, state: SchedulerState, name: string): number {
  const value: SchedulerStateField | undefined = state[name];
  return typeof value === 'number' ? value : failState(op, name, 'a number', typeof value);
}
export function numbersOf(op: string, state: SchedulerState, name: string): number[] {
  const value: SchedulerStateField | undefined = state[name];
  if (!Array.isArray(value)) return failState(op, name, 'a list of numbers', typeof value);
  return value.map((item: unknown) =>
    typeof item === 'number' ? item : failState(op, name, 'a list of numbers', typeof item),
  );
}
