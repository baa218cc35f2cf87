/** Rates that adapt to each weight: Adagrad, RMSprop, Adadelta; and Lion. */
import type { Betas } from './adam.ts';
import { type Common, commonDefaults, gradientOf, plainGradient } from './common.ts';
import { formula } from './formula.ts';
import {
  type Cohort,
  type GroupOptions,
  Optimizer,
  type ParamGroup,
  type Params,
} from './optimizer.ts';

const average = formula(
  'averageSquare',
  ['v', 'g', 'decay', 'share'],
  (k, { v, g, decay, share }) => k.averageSquare(v, g, decay, share),
);

// ---- Adagrad ---------------------------------------------------------------------------------------

export interface AdagradOptions extends GroupOptions, Common {
  lrDecay: number;
  initialAccumulatorValue: number;
  eps: number;
}
const addSquare = formula('adagradSum', ['s', 'g'], (k, { s, g }) => k.add(s, k.square(g)));
const divided = formula('adagradUpdate', ['p', 'g', 's', 'lr', 'eps'], (k, { p, g, s, lr, eps }) =>
  k.sub(p, k.div(k.mul(lr, g), k.add(k.sqrt(s), eps))),
);

/** s ← s + g²;  θ ← θ − η/(1 + (t − 1)·decay)·g/(√s + ε) (Duchi, Hazan & Singer, 2011) */
export class Adagrad extends Optimizer<AdagradOptions> {
  constructor(params: Params<AdagradOptions>, options: Partial<AdagradOptions> = {}) {
    super(params, {
      lr: 1e-2,
      lrDecay: 0,
      initialAccumulatorValue: 0,
      eps: 1e-10,
      ...commonDefaults,
      ...options,
    });
  }
  protected update(group: ParamGroup<AdagradOptions>, cohort: Cohort): void {
    const { state } = cohort;
    const gradient = gradientOf(group, cohort);
    const lr = cohort.number(() => group.lr / (1 + (state.step - 1) * group.lrDecay));
    const eps = cohort.number(() => group.eps);
    for (const entry of cohort.entries) {
      const g = gradient(entry);
      const sum = cohort.slot(entry, 'sum', group.initialAccumulatorValue);
      const s = cohort.keep(sum, addSquare({ s: sum.node, g }));
      cohort.assign(entry, divided({ p: entry.p, g, s, lr, eps }));
    }
  }
}

// ---- RMSprop ---------------------------------------------------------------------------------------

export interface RMSpropOptions extends GroupOptions, Common {
  /** Decay of the average of the squares. */
  alpha: number;
  eps: number;
  momentum: number;
  /** Divides by the standard deviation rather than by the root of the mean square. */
  centered: boolean;
}
const lerp = formula('average', ['m', 'g', 'share'], (k, { m, g, share }) => k.lerp(m, g, share));
const scaled = formula('rmspropScale', ['g', 'v', 'eps'], (k, { g, v, eps }) =>
  k.div(g, k.add(k.sqrt(v), eps)),
);
const scaledCentred = formula('rmspropCentred', ['g', 'v', 'a', 'eps'], (k, { g, v, a, eps }) =>
  k.div(g, k.add(k.sqrt(k.sub(v, k.square(a))), eps)),
);
const accumulated = formula('rmspropMomentum', ['b', 'u', 'momentum'], (k, { b, u, momentum }) =>
  k.add(k.mul(b, momentum), u),
);
const descend = formula('descend', ['p', 'u', 'lr'], (k, { p, u, lr }) => k.sub(p, k.mul(lr, u)));

/** v ← α·v + (1 − α)·g²;  θ ← θ − η·g/(√v + ε) (Hinton's lecture 6e, 2012; centred: Graves, 2013) */
export class RMSprop extends Optimizer<RMSpropOptions> {
  constructor(params: Params<RMSpropOptions>, options: Partial<RMSpropOptions> = {}) {
    super(params, {
      lr: 1e-2,
      alpha: 0.99,
      eps: 1e-8,
      momentum: 0,
      centered: false,
      ...commonDefaults,
      ...options,
    });
  }
  protected update(group: ParamGroup<RMSpropOptions>, cohort: Cohort): void {
    const gradient = gradientOf(group, cohort);
    const [lr, eps] = [cohort.number(() => group.lr), cohort.number(() => group.eps)];
    const decay = cohort.number(() => group.alpha);
    const share = cohort.number(() => 1 - group.alpha);
    const momentum = group.momentum > 0 ? cohort.number(() => group.momentum) : null;
    for (const entry of cohort.entries) {
      const g = gradient(entry);
      const square = cohort.slot(entry, 'squareAvg');
      const v = cohort.keep(square, average({ v: square.node, g, decay, share }));
      let u = group.centered ? null : scaled({ g, v, eps });
      if (u === null) {
        const mean = cohort.slot(entry, 'gradAvg');
        const a = cohort.keep(mean, lerp({ m: mean.node, g, share }));
        u = scaledCentred({ g, v, a, eps });
      }
      if (momentum) {
        const buffer = cohort.slot(entry, 'momentumBuffer');
        u = cohort.keep(buffer, accumulated({ b: buffer.node, u, momentum }));
      }
      cohort.assign(entry, descend({ p: entry.p, u, lr }));
    }
  }
}

// ---- Adadelta --------------------------------------------------------------------------------------

export interface AdadeltaOptions extends GroupOptions, Common {
  /** Decay of both averages. */
  rho: number;
  eps: number;
}
const delta = formula('adadeltaStep', ['g', 'v', 'd', 'eps'], (k, { g, v, d, eps }) =>
  k.mul(k.div(k.sqrt(k.add(d, eps)), k.sqrt(k.add(v, eps))), g),
);

/** v ← ρ·v + (1 − ρ)·g²;  u = g·√(d + ε)/√(v + ε);  d ← ρ·d + (1 − ρ)·u²;  θ ← θ − η·u (Zeiler, 2012) */
export class Adadelta extends Optimizer<AdadeltaOptions> {
  constructor(params: Params<AdadeltaOptions>, options: Partial<AdadeltaOptions> = {}) {
    super(params, { lr: 1, rho: 0.9, eps: 1e-6, ...commonDefaults, ...options });
  }
  protected update(group: ParamGroup<AdadeltaOptions>, cohort: Cohort): void {
    const gradient = gradientOf(group, cohort);
    const [lr, eps] = [cohort.number(() => group.lr), cohort.number(() => group.eps)];
    const decay = cohort.number(() => group.rho);
    const share = cohort.number(() => 1 - group.rho);
    for (const entry of cohort.entries) {
      const g = gradient(entry);
      const square = cohort.slot(entry, 'squareAvg');
      const steps = cohort.slot(entry, 'accDelta');
      const v = cohort.keep(square, average({ v: square.node, g, decay, share }));
      const u = delta({ g, v, d: steps.node, eps });
      cohort.keep(steps, average({ v: steps.node, g: u, decay, share }));
      cohort.assign(entry, descend({ p: entry.p, u, lr }));
    }
  }
}

// ---- Lion ------------------------------------------------------------------------------------------

export interface LionOptions extends GroupOptions, Common {
  betas: Betas;
}
const signed = formula(
  'lionUpdate',
  ['p', 'm', 'g', 'share', 'lr', 'shrink'],
  (k, { p, m, g, share, lr, shrink }) =>
    k.sub(k.mul(p, shrink), k.mul(lr, k.sign(k.lerp(m, g, share)))),
);

/** θ ← (1 − η·λ)·θ − η·sign(β₁·m + (1 − β₁)·g);  m ← β₂·m + (1 − β₂)·g (Chen et al., 2023, algorithm 2) */
export class Lion extends Optimizer<LionOptions> {
  constructor(params: Params<LionOptions>, options: Partial<LionOptions> = {}) {
    super(params, { lr: 1e-4, betas: [0.9, 0.99], ...commonDefaults, ...options });
  }
  protected update(group: ParamGroup<LionOptions>, cohort: Cohort): void {
    const gradient = plainGradient(group);
    const lr = cohort.number(() => group.lr);
    const share = cohort.number(() => 1 - group.betas[0]);
    const slow = cohort.number(() => 1 - group.betas[1]);
    const shrink = cohort.number(() => 1 - group.lr * group.weightDecay);
    for (const entry of cohort.entries) {
      const g = gradient(entry);
      const momentum = cohort.slot(entry, 'expAvg');
      const m = momentum.node;
      cohort.assign(entry, signed({ p: entry.p, m, g, share, lr, shrink }));
      cohort.keep(momentum, lerp({ m, g, share: slow }));
    }
  }
}
