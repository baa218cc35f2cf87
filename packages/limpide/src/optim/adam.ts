/** Adam and its relatives: running averages of the gradient and of its square. */
import type { Node } from '../graph/index.ts';
import { type Common, commonDefaults, gradientOf, plainGradient } from './common.ts';
import { formula } from './formula.ts';
import {
  type Cohort,
  type Entry,
  type GroupOptions,
  Optimizer,
  type ParamGroup,
  type ParamState,
  type Params,
} from './optimizer.ts';

export type Betas = readonly [number, number];

export interface AdamOptions extends GroupOptions, Common {
  /** Decay of the averages of the gradient and of its square. */
  betas: Betas;
  /** Added to the denominator. */
  eps: number;
  /** Divides by the largest average so far (Reddi et al., 2018). */
  amsgrad: boolean;
}

export const moment1 = formula('adamMoment1', ['m', 'g', 'share'], (k, { m, g, share }) =>
  k.flush(k.lerp(m, g, share), 1e-25),
);
export const moment2 = formula(
  'adamMoment2',
  ['v', 'g', 'decay', 'share'],
  (k, { v, g, decay, share }) => k.flush(k.averageSquare(v, g, decay, share), 1e-30),
);
const largest = formula('adamLargest', ['a', 'b'], (k, { a, b }) => k.max(a, b));
const move = formula(
  'adamUpdate',
  ['p', 'm', 'v', 'size', 'scale', 'eps', 'shrink'],
  (k, { p, m, v, size, scale, eps, shrink }) =>
    k.sub(k.mul(p, shrink), k.div(k.mul(size, m), k.add(k.mul(k.sqrt(v), scale), eps))),
);

/** Adam's numbers and updates for a cohort; `shrink` multiplies the parameter first. */
export function adamUpdate(
  group: Pick<AdamOptions, 'lr' | 'betas' | 'eps' | 'amsgrad'>,
  cohort: Cohort,
  gradient: (entry: Entry) => Node,
  shrinkage: () => number,
): void {
  const { state } = cohort;
  const share1 = cohort.number(() => 1 - group.betas[0]);
  const decay2 = cohort.number(() => group.betas[1]);
  const share2 = cohort.number(() => 1 - group.betas[1]);
  const size = cohort.number(() => group.lr / (1 - group.betas[0] ** state.step));
  const scale = cohort.number(() => 1 / Math.sqrt(1 - group.betas[1] ** state.step));
  const eps = cohort.number(() => group.eps);
  const shrink = cohort.number(shrinkage);
  for (const entry of cohort.entries) {
    const g = gradient(entry);
    const average = cohort.slot(entry, 'expAvg');
    const square = cohort.slot(entry, 'expAvgSq');
    const m = cohort.keep(average, moment1({ m: average.node, g, share: share1 }));
    let v = cohort.keep(square, moment2({ v: square.node, g, decay: decay2, share: share2 }));
    if (group.amsgrad) {
      const top = cohort.slot(entry, 'maxExpAvgSq');
      v = cohort.keep(top, largest({ a: top.node, b: v }));
    }
    cohort.assign(entry, move({ p: entry.p, m, v, size, scale, eps, shrink }));
  }
}

const within = (b: number): boolean => b >= 0 && b < 1;

abstract class AdamLike<O extends AdamOptions> extends Optimizer<O> {
  protected override check(group: O): void {
    super.check(group);
    this.require('betas[0]', group.betas[0], within, '0 … 1');
    this.require('betas[1]', group.betas[1], within, '0 … 1');
    this.require('eps', group.eps, (e) => e >= 0, '≥ 0');
    this.require('weightDecay', group.weightDecay, (w) => w >= 0, '≥ 0');
  }
}

const adamDefaults: AdamOptions = {
  lr: 1e-3,
  betas: [0.9, 0.999],
  eps: 1e-8,
  amsgrad: false,
  ...commonDefaults,
};

/**
 * m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;  θ ← θ − η·m̂/(√v̂ + ε), with m̂ = m/(1 − β₁ᵗ),
 * v̂ = v/(1 − β₂ᵗ) (Kingma & Ba, 2015, algorithm 1). The weight decay is added to the gradient.
 */
export class Adam extends AdamLike<AdamOptions> {
  constructor(params: Params<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super(params, { ...adamDefaults, ...options });
  }
  protected update(group: ParamGroup<AdamOptions>, cohort: Cohort): void {
    adamUpdate(group, cohort, gradientOf(group, cohort), () => 1);
  }
}

/** Adam with a weight decay of its own: θ ← (1 − η·λ)·θ before the update (Loshchilov & Hutter, 2019). */
export class AdamW extends AdamLike<AdamOptions> {
  constructor(params: Params<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super(params, { ...adamDefaults, weightDecay: 0.01, ...options });
  }
  protected update(group: ParamGroup<AdamOptions>, cohort: Cohort): void {
    adamUpdate(group, cohort, plainGradient(group), () => 1 - group.lr * group.weightDecay);
  }
}

export interface NAdamOptions extends AdamOptions {
  /** ψ: how slowly the momentum grows. */
  momentumDecay: number;
}

const nesterov = formula(
  'nadamUpdate',
  ['p', 'm', 'v', 'g', 'sizeG', 'sizeM', 'scale', 'eps'],
  (k, { p, m, v, g, sizeG, sizeM, scale, eps }) =>
    k.sub(p, k.div(k.add(k.mul(sizeG, g), k.mul(sizeM, m)), k.add(k.mul(k.sqrt(v), scale), eps))),
);

/** Adam with Nesterov's momentum (Dozat, 2016): μₜ = β₁·(1 − ½·0.96^(t·ψ)). */
export class NAdam extends AdamLike<NAdamOptions> {
  constructor(params: Params<NAdamOptions>, options: Partial<NAdamOptions> = {}) {
    super(params, { ...adamDefaults, lr: 2e-3, momentumDecay: 4e-3, ...options });
  }
  protected override advance(group: ParamGroup<NAdamOptions>, state: ParamState): void {
    super.advance(group, state);
    state.numbers['muProduct'] = (state.numbers['muProduct'] ?? 1) * momentumAt(group, state.step);
  }
  protected update(group: ParamGroup<NAdamOptions>, cohort: Cohort): void {
    const { state } = cohort;
    const gradient = gradientOf(group, cohort);
    const share1 = cohort.number(() => 1 - group.betas[0]);
    const decay2 = cohort.number(() => group.betas[1]);
    const share2 = cohort.number(() => 1 - group.betas[1]);
    const product = (): number => state.numbers['muProduct']!;
    const sizeG = cohort.number(
      () => (group.lr * (1 - momentumAt(group, state.step))) / (1 - product()),
    );
    const sizeM = cohort.number(() => {
      const next = momentumAt(group, state.step + 1);
      return (group.lr * next) / (1 - product() * next);
    });
    const scale = cohort.number(() => 1 / Math.sqrt(1 - group.betas[1] ** state.step));
    const eps = cohort.number(() => group.eps);
    for (const entry of cohort.entries) {
      const g = gradient(entry);
      const average = cohort.slot(entry, 'expAvg');
      const square = cohort.slot(entry, 'expAvgSq');
      const m = cohort.keep(average, moment1({ m: average.node, g, share: share1 }));
      const v = cohort.keep(square, moment2({ v: square.node, g, decay: decay2, share: share2 }));
      cohort.assign(entry, nesterov({ p: entry.p, m, v, g, sizeG, sizeM, scale, eps }));
    }
  }
}
const momentumAt = ({ betas, momentumDecay }: NAdamOptions, step: number): number =>
  betas[0] * (1 - 0.5 * 0.96 ** (step * momentumDecay));

const infinity = formula('adamaxNorm', ['u', 'g', 'decay', 'eps'], (k, { u, g, decay, eps }) =>
  k.max(k.mul(u, decay), k.add(k.abs(g), eps)),
);
const adamaxMove = formula('adamaxUpdate', ['p', 'm', 'u', 'size'], (k, { p, m, u, size }) =>
  k.sub(p, k.div(k.mul(size, m), u)),
);

/** Adam by the maximum norm: u ← max(β₂·u, |g| + ε), θ ← θ − η/(1 − β₁ᵗ)·m/u (Kingma & Ba, 2015, algorithm 2). */
export class Adamax extends AdamLike<AdamOptions> {
  constructor(params: Params<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super(params, { ...adamDefaults, lr: 2e-3, ...options });
  }
  protected update(group: ParamGroup<AdamOptions>, cohort: Cohort): void {
    const { state } = cohort;
    const gradient = gradientOf(group, cohort);
    const share = cohort.number(() => 1 - group.betas[0]);
    const decay = cohort.number(() => group.betas[1]);
    const eps = cohort.number(() => group.eps);
    const size = cohort.number(() => group.lr / (1 - group.betas[0] ** state.step));
    for (const entry of cohort.entries) {
      const g = gradient(entry);
      const average = cohort.slot(entry, 'expAvg');
      const norm = cohort.slot(entry, 'expInf');
      const m = cohort.keep(average, moment1({ m: average.node, g, share }));
      const u = cohort.keep(norm, infinity({ u: norm.node, g, decay, eps }));
      cohort.assign(entry, adamaxMove({ p: entry.p, m, u, size }));
    }
  }
}
