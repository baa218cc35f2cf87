/** Averages of the weights seen in training, which often predict better than the last ones. */
import { optimErrors } from '../errors/catalog/optim.ts';
import { ModuleError, raise } from '../errors/index.ts';
import { isFloat, leaf, sameShape, scalar, withRecording } from '../graph/index.ts';
import { ownMemory } from '../nn/memory.ts';
import * as ops from '../ops/index.ts';
import { type Assignment, currentTrace, evaluate } from '../tensor/evaluate.ts';
import { Tensor } from '../tensor/index.ts';
import { formula } from './formula.ts';

export interface AverageState {
  readonly updates: number;
  readonly averages: readonly Tensor[];
}

const blend = formula('weightAverage', ['e', 'p', 'share'], (k, { e, p, share }) =>
  k.lerp(e, p, share),
);

/** Keeps an average of parameters, and puts it in their place for a while. */
abstract class WeightAverage {
  readonly parameters: readonly Tensor[];
  /** How many times `update()` has been called. */
  updates = 0;
  #averages: Tensor[] | null = null;
  #swapped = false;

  /** @param parameters a list, or a module */
  constructor(parameters: Iterable<Tensor> | { parameters(): Iterable<Tensor> }) {
    const list = 'parameters' in parameters ? parameters.parameters() : parameters;
    this.parameters = [...list].filter((p) => isFloat(p.dtype));
    if (this.parameters.length === 0)
      raise(ModuleError, optimErrors, 'optim.empty', { op: this.constructor.name });
    this.#averages = this.#copies(this.parameters);
  }
  #copies(of: readonly Tensor[]): Tensor[] {
    const copies = withRecording(false, () => of.map((p) => new Tensor(ops.clone(p.node))));
    ownMemory(copies);
    return copies.map(
      ({ node }) => new Tensor(leaf(node.storage!, node.shape, node.dtype, node.device)),
    );
  }
  /** The averages, in the order of the parameters. */
  get averages(): readonly Tensor[] {
    return this.#averages!;
  }
  /** The share of the new weights in the n-th update, from 1. */
  protected abstract shareOf(update: number): number;

  /** Takes the current weights into the average. Call it after `optimizer.step()`. */
  update(): void {
    if (this.#swapped) raise(ModuleError, optimErrors, 'ema.swapped', { op: 'update' });
    this.updates++;
    currentTrace()?.beforeReplay.push(() => {
      this.updates++;
    });
    const share = (): number => this.shareOf(this.updates);
    const assignments = withRecording(false, () =>
      this.parameters.map((p, i): Assignment => {
        const average = this.averages[i]!;
        const { dtype, device } = average.node;
        const value = blend({
          e: average.node,
          p: p.node,
          share: scalar(share(), dtype, device, share),
        });
        value.uses++;
        return { handle: average.handle, value, mode: 'over' };
      }),
    );
    evaluate([], assignments);
  }

  #exchange(): void {
    const from = this.#copies(this.parameters);
    const to = this.#copies(this.averages);
    this.parameters.forEach((p, i) => {
      p.handle.replace(to[i]!.node.storage!);
      this.averages[i]!.handle.replace(from[i]!.node.storage!);
    });
    this.#swapped = !this.#swapped;
  }
  /** Puts the averages in the model; its own weights are kept aside. */
  swapIn(): void {
    if (this.#swapped) raise(ModuleError, optimErrors, 'ema.swapped', { op: 'swapIn' });
    this.#exchange();
  }
  /** Gives the model its own weights back. */
  swapOut(): void {
    if (!this.#swapped) raise(ModuleError, optimErrors, 'ema.notSwapped', { op: 'swapOut' });
    this.#exchange();
  }
  /** Runs `fn` with the averages in the model. */
  applied<T>(fn: () => T): T {
    this.swapIn();
    try {
      return fn();
    } finally {
      this.swapOut();
    }
  }

  stateDict(): AverageState {
    if (this.#swapped) raise(ModuleError, optimErrors, 'ema.swapped', { op: 'stateDict' });
    return { updates: this.updates, averages: this.#copies(this.averages) };
  }
  loadStateDict({ updates, averages }: AverageState): void {
    if (this.#swapped) raise(ModuleError, optimErrors, 'ema.swapped', { op: 'loadStateDict' });
    const op = this.constructor.name;
    const fail = (
      what: string,
      expected: number | readonly number[],
      got: number | readonly number[],
    ): never => raise(ModuleError, optimErrors, 'optim.state', { op, what, expected, got });
    if (averages.length !== this.parameters.length)
      fail('averages.length', this.parameters.length, averages.length);
    averages.forEach((value, i) => {
      const { shape } = this.parameters[i]!;
      if (!sameShape(value.shape, shape)) fail(`averages[${i}]`, shape, value.shape);
    });
    const here = averages.map((value, i) =>
      value.toDevice(this.parameters[i]!.device).to(this.parameters[i]!.dtype),
    );
    this.#averages = this.#copies(here);
    this.updates = updates;
  }
}

/** e ← d·e + (1 − d)·θ (Polyak & Juditsky, 1992, with forgetting). */
export class ExponentialMovingAverage extends WeightAverage {
  readonly decay: number;
  readonly #warmUp: boolean;

  /**
   * @param options.decay  d; 0.999 when left out
   * @param options.warmUp uses min(d, (1 + n)/(10 + n)) at update n, so that early weights are forgotten sooner
   */
  constructor(
    parameters: Iterable<Tensor> | { parameters(): Iterable<Tensor> },
    options: { readonly decay?: number; readonly warmUp?: boolean } = {},
  ) {
    super(parameters);
    this.decay = options.decay ?? 0.999;
    this.#warmUp = options.warmUp ?? false;
  }
  protected shareOf(n: number): number {
    return 1 - (this.#warmUp ? Math.min(this.decay, (1 + n) / (10 + n)) : this.decay);
  }
}

/** The plain mean of all weights seen (Izmailov et al., 2018: stochastic weight averaging). */
export class AveragedWeights extends WeightAverage {
  protected shareOf(n: number): number {
    return 1 / n;
  }
}
