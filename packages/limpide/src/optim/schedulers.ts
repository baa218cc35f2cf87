/** The usual schedules, each a formula of the step t from 0. Options as PyTorch's, in camelCase. */
import { optimErrors } from '../errors/catalog/optim.ts';
import { ArgumentError, ModuleError, raise } from '../errors/index.ts';
import type { GroupOptions } from './optimizer.ts';
import {
  failState,
  LRScheduler,
  numberOf,
  requireOption,
  type Scheduled,
  type SchedulerState,
} from './scheduler.ts';

/** η·γ^⌊t/stepSize⌋ */
export class StepLR extends LRScheduler {
  constructor(
    optimizer: Scheduled,
    options: { readonly stepSize: number; readonly gamma?: number },
  ) {
    const { stepSize, gamma = 0.1 } = options;
    requireOption('StepLR', 'stepSize', stepSize, stepSize > 0, '> 0');
    super(optimizer, (base, t) => base * gamma ** Math.floor(t / stepSize));
  }
}
/** η·γⁿ, n the number of milestones passed */
export class MultiStepLR extends LRScheduler {
  constructor(
    optimizer: Scheduled,
    options: { readonly milestones: readonly number[]; readonly gamma?: number },
  ) {
    const { milestones, gamma = 0.1 } = options;
    super(optimizer, (base, t) => base * gamma ** milestones.filter((m) => m <= t).length);
  }
}
/** η·factor for the first `totalIters` steps */
export class ConstantLR extends LRScheduler {
  constructor(
    optimizer: Scheduled,
    options: { readonly factor?: number; readonly totalIters?: number } = {},
  ) {
    const { factor = 1 / 3, totalIters = 5 } = options;
    super(optimizer, (base, t) => (t < totalIters ? base * factor : base));
  }
}
/** From η·startFactor to η·endFactor in a straight line: a warm-up. */
export class LinearLR extends LRScheduler {
  constructor(
    optimizer: Scheduled,
    options: {
      readonly startFactor?: number;
      readonly endFactor?: number;
      readonly totalIters?: number;
    } = {},
  ) {
    const { startFactor = 1 / 3, endFactor = 1, totalIters = 5 } = options;
    super(optimizer, (base, t) => {
      const share = totalIters > 0 ? Math.min(t, totalIters) / totalIters : 1;
      return base * (startFactor + (endFactor - startFactor) * share);
    });
  }
}
/** η·γᵗ */
export class ExponentialLR extends LRScheduler {
  constructor(optimizer: Scheduled, options: { readonly gamma: number }) {
    super(optimizer, (base, t) => base * options.gamma ** t);
  }
}
/** η·(1 − t/T)^power */
export class PolynomialLR extends LRScheduler {
  constructor(
    optimizer: Scheduled,
    options: { readonly totalIters?: number; readonly power?: number } = {},
  ) {
    const { totalIters = 5, power = 1 } = options;
    super(optimizer, (base, t) => base * (1 - Math.min(t, totalIters) / totalIters) ** power);
  }
}

const cosine = (from: number, to: number, share: number): number =>
  to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
const line = (from: number, to: number, share: number): number => from + (to - from) * share;

/** From η to etaMin along half a cosine in tMax steps, and back (Loshchilov & Hutter, 2017, without restarts). */
export class CosineAnnealingLR extends LRScheduler {
  constructor(optimizer: Scheduled, options: { readonly tMax: number; readonly etaMin?: number }) {
    const { tMax, etaMin = 0 } = options;
    requireOption('CosineAnnealingLR', 'tMax', tMax, tMax > 0, '> 0');
    super(optimizer, (base, t) => cosine(base, etaMin, t / tMax));
  }
}
/** Half a cosine in t0 steps, then again from η in tMult times as many (Loshchilov & Hutter, 2017). */
export class CosineAnnealingWarmRestarts extends LRScheduler {
  constructor(
    optimizer: Scheduled,
    options: { readonly t0: number; readonly tMult?: number; readonly etaMin?: number },
  ) {
    const { t0, tMult = 1, etaMin = 0 } = options;
    requireOption(
      'CosineAnnealingWarmRestarts',
      't0',
      t0,
      Number.isInteger(t0) && t0 > 0,
      'an integer > 0',
    );
    requireOption(
      'CosineAnnealingWarmRestarts',
      'tMult',
      tMult,
      Number.isInteger(tMult) && tMult > 0,
      'an integer > 0',
    );
    super(optimizer, (base, t) => {
      let length = t0;
      let within = t;
      if (tMult === 1) within = t % t0;
      else {
        while (within >= length) {
          within -= length;
          length *= tMult;
        }
      }
      return cosine(base, etaMin, within / length);
    });
  }
}
/** η·f(t), with one function, or one per group. */
export class LambdaLR extends LRScheduler {
  constructor(
    optimizer: Scheduled,
    lrLambda: ((t: number) => number) | readonly ((t: number) => number)[],
  ) {
    super(
      optimizer,
      (base, t, group) =>
        base * (typeof lrLambda === 'function' ? lrLambda(t) : lrLambda[group]!(t)),
    );
  }
}

/** Groups with a momentum that can be cycled. */
interface Cycled extends GroupOptions {
  momentum?: number | undefined;
  betas?: readonly [number, number] | undefined;
}
function setMomentum(group: Cycled, momentum: number): void {
  if (group.betas) group.betas = [momentum, group.betas[1]];
  else if (group.momentum !== undefined) group.momentum = momentum;
}

export interface OneCycleOptions {
  readonly maxLr: number | readonly number[];
  readonly totalSteps: number;
  /** The share of the cycle in which the rate grows. */
  readonly pctStart?: number | undefined;
  readonly annealStrategy?: 'cos' | 'linear' | undefined;
  /** Whether the momentum goes the other way. */
  readonly cycleMomentum?: boolean | undefined;
  readonly baseMomentum?: number | undefined;
  readonly maxMomentum?: number | undefined;
  /** The first rate is maxLr/divFactor, the last one that divided by finalDivFactor. */
  readonly divFactor?: number | undefined;
  readonly finalDivFactor?: number | undefined;
  /** Whether the rate first falls back as far as it rose. */
  readonly threePhase?: boolean | undefined;
}

/** One cycle over the whole training: up, then down to almost nothing (Smith & Topin, 2018). */
export class OneCycleLR extends LRScheduler {
  readonly #momentum: ((t: number) => number) | null;

  constructor(optimizer: Scheduled, options: OneCycleOptions) {
    const {
      maxLr,
      totalSteps,
      pctStart = 0.3,
      annealStrategy = 'cos',
      threePhase = false,
    } = options;
    const {
      cycleMomentum = true,
      baseMomentum = 0.85,
      maxMomentum = 0.95,
      divFactor = 25,
      finalDivFactor = 1e4,
    } = options;
    requireOption(
      'OneCycleLR',
      'totalSteps',
      totalSteps,
      Number.isInteger(totalSteps) && totalSteps > 0,
      'an integer > 0',
    );
    requireOption('OneCycleLR', 'pctStart', pctStart, pctStart >= 0 && pctStart <= 1, '0 … 1');
    const anneal = annealStrategy === 'cos' ? cosine : line;
    const peak = pctStart * totalSteps - 1;
    const ends = threePhase
      ? [peak, 2 * pctStart * totalSteps - 2, totalSteps - 1]
      : [peak, totalSteps - 1];
    /** Goes through `levels` in turn, one at the end of each phase. */
    const through = (levels: readonly number[], t: number): number => {
      if (t > totalSteps)
        raise(ArgumentError, optimErrors, 'scheduler.past', {
          op: 'OneCycleLR',
          got: t,
          expected: totalSteps,
        });
      let start = 0;
      for (let phase = 0; ; phase++) {
        const end = ends[phase]!;
        if (t <= end || phase === ends.length - 1) {
          return anneal(levels[phase]!, levels[phase + 1]!, (t - start) / (end - start));
        }
        start = end;
      }
    };
    super(optimizer, (_base, t, group) => {
      const top = typeof maxLr === 'number' ? maxLr : maxLr[group]!;
      const first = top / divFactor;
      const last = first / finalDivFactor;
      return through(threePhase ? [first, top, first, last] : [first, top, last], t);
    });
    const back = [maxMomentum, baseMomentum, maxMomentum, maxMomentum];
    this.#momentum = cycleMomentum ? (t) => through(back.slice(0, ends.length + 1), t) : null;
    this.apply();
  }
  protected override apply(): void {
    super.apply();
    // the first call comes from the constructor above, before the field is there
    const momentum = #momentum in this ? this.#momentum : null;
    if (momentum)
      for (const group of this.optimizer.paramGroups) setMomentum(group, momentum(this.lastEpoch));
  }
}

export interface CyclicOptions {
  readonly baseLr: number;
  readonly maxLr: number;
  readonly stepSizeUp?: number | undefined;
  readonly stepSizeDown?: number | undefined;
  /** Triangles of the same height, halved each time, or times γᵗ. */
  readonly mode?: 'triangular' | 'triangular2' | 'exp_range' | undefined;
  readonly gamma?: number | undefined;
  /** Whether the momentum goes the other way, from 0.9 to 0.8. */
  readonly cycleMomentum?: boolean | undefined;
  readonly baseMomentum?: number | undefined;
  readonly maxMomentum?: number | undefined;
}

/** Up and down between two rates, again and again (Smith, 2017). */
export class CyclicLR extends LRScheduler {
  readonly #height: ((t: number) => number) | null;
  readonly #momenta: readonly [number, number];

  constructor(optimizer: Scheduled, options: CyclicOptions) {
    const {
      baseLr,
      maxLr,
      stepSizeUp = 2000,
      mode = 'triangular',
      gamma = 1,
      cycleMomentum = true,
    } = options;
    const { stepSizeDown = stepSizeUp, baseMomentum = 0.8, maxMomentum = 0.9 } = options;
    const total = stepSizeUp + stepSizeDown;
    const ratio = stepSizeUp / total;
    const height = (t: number): number => {
      const cycle = Math.floor(1 + t / total);
      const x = 1 + t / total - cycle;
      const level = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);
      return (
        level *
        (mode === 'triangular2' ? 1 / 2 ** (cycle - 1) : mode === 'exp_range' ? gamma ** t : 1)
      );
    };
    super(optimizer, (_base, t) => baseLr + (maxLr - baseLr) * height(t));
    this.#momenta = [baseMomentum, maxMomentum];
    this.#height = cycleMomentum ? height : null;
    this.apply();
  }
  protected override apply(): void {
    super.apply();
    const height = #height in this ? this.#height : null;
    if (!height) return;
    const [low, high] = this.#momenta;
    for (const group of this.optimizer.paramGroups)
      setMomentum(group, high - (high - low) * height(this.lastEpoch));
  }
}

/** One scheduler after another: the next one begins at each milestone, from its own step 0. */
export class SequentialLR extends LRScheduler {
  readonly schedulers: readonly LRScheduler[];
  readonly milestones: readonly number[];

  constructor(
    optimizer: Scheduled,
    options: {
      readonly schedulers: readonly LRScheduler[];
      readonly milestones: readonly number[];
    },
  ) {
    const { schedulers, milestones } = options;
    requireOption(
      'SequentialLR',
      'milestones.length',
      milestones.length,
      milestones.length === schedulers.length - 1,
      `${schedulers.length - 1}`,
    );
    super(optimizer, (_base, _t, group) => optimizer.paramGroups[group]!.lr);
    this.schedulers = schedulers;
    this.milestones = milestones;
    this.apply();
  }
  protected override apply(): void {
    if (this.schedulers === undefined) return; // called by the constructor above
    const passed = this.milestones.filter((m) => m <= this.lastEpoch).length;
    this.schedulers[passed]!.moveTo(
      this.lastEpoch - (passed > 0 ? this.milestones[passed - 1]! : 0),
    );
  }
  override stateDict(): SchedulerState {
    return { ...super.stateDict(), schedulers: this.schedulers.map((s) => s.stateDict()) };
  }
  override loadStateDict(state: SchedulerState): void {
    const inner = state['schedulers'];
    if (!Array.isArray(inner) || inner.length !== this.schedulers.length) {
      failState(
        'SequentialLR',
        'schedulers',
        this.schedulers.length,
        Array.isArray(inner) ? inner.length : typeof inner,
      );
    }
    this.schedulers.forEach((s, i) => {
      s.loadStateDict(inner[i] as SchedulerState);
    });
    super.loadStateDict(state);
  }
}

export interface PlateauOptions {
  readonly mode?: 'min' | 'max' | undefined;
  readonly factor?: number | undefined;
  /** How many steps without progress are borne. */
  readonly patience?: number | undefined;
  readonly threshold?: number | undefined;
  /** Whether the threshold is a share of the best, or a difference. */
  readonly thresholdMode?: 'rel' | 'abs' | undefined;
  /** Steps after a change during which nothing is counted. */
  readonly cooldown?: number | undefined;
  readonly minLr?: number | readonly number[] | undefined;
  /** Smaller changes are not made. */
  readonly eps?: number | undefined;
}

/** Multiplies the rate by `factor` when a metric has stopped getting better: `scheduler.step(validationLoss)`. */
export class ReduceLROnPlateau {
  readonly optimizer: Scheduled;
  lastEpoch = 0;
  best: number;
  numBadEpochs = 0;
  cooldownCounter = 0;
  readonly #options: Required<{ [K in keyof PlateauOptions]: NonNullable<PlateauOptions[K]> }>;

  constructor(optimizer: Scheduled, options: PlateauOptions = {}) {
    const {
      mode = 'min',
      factor = 0.1,
      patience = 10,
      threshold = 1e-4,
      thresholdMode = 'rel',
    } = options;
    const { cooldown = 0, minLr = 0, eps = 1e-8 } = options;
    requireOption('ReduceLROnPlateau', 'factor', factor, factor < 1, '< 1');
    this.optimizer = optimizer;
    this.#options = { mode, factor, patience, threshold, thresholdMode, cooldown, minLr, eps };
    this.best = mode === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }
  #better(metric: number): boolean {
    const { mode, threshold, thresholdMode } = this.#options;
    const sign = mode === 'min' ? -1 : 1;
    const bar =
      thresholdMode === 'rel' ? this.best * (1 + sign * threshold) : this.best + sign * threshold;
    return mode === 'min' ? metric < bar : metric > bar;
  }
  /** @param metric the number watched */
  step(metric: number): void {
    if (typeof metric !== 'number') {
      raise(ModuleError, optimErrors, 'scheduler.metric', {
        op: 'ReduceLROnPlateau',
        got: String(metric),
      });
    }
    const { factor, patience, cooldown, minLr, eps } = this.#options;
    this.lastEpoch++;
    if (this.#better(metric)) {
      this.best = metric;
      this.numBadEpochs = 0;
    } else this.numBadEpochs++;
    if (this.cooldownCounter > 0) {
      this.cooldownCounter--;
      this.numBadEpochs = 0;
    }
    if (this.numBadEpochs <= patience) return;
    this.optimizer.paramGroups.forEach((group, i) => {
      const lr = Math.max(group.lr * factor, typeof minLr === 'number' ? minLr : minLr[i]!);
      if (group.lr - lr > eps) group.lr = lr;
    });
    this.cooldownCounter = cooldown;
    this.numBadEpochs = 0;
  }
  getLastLr(): number[] {
    return this.optimizer.paramGroups.map((group) => group.lr);
  }
  stateDict(): SchedulerState {
    const { lastEpoch, best, numBadEpochs, cooldownCounter } = this;
    return { lastEpoch, best, numBadEpochs, cooldownCounter };
  }
  loadStateDict(state: SchedulerState): void {
    const read = (name: string): number => numberOf('ReduceLROnPlateau', state, name);
    const [lastEpoch, best, bad, cooling] = [
      read('lastEpoch'),
      read('best'),
      read('numBadEpochs'),
      read('cooldownCounter'),
    ];
    this.lastEpoch = lastEpoch;
    this.best = best;
    this.numBadEpochs = bad;
    this.cooldownCounter = cooling;
  }
}
