/** Stochastic gradient descent. */

import { type Common, commonDefaults, gradientOf } from './common.ts';
import { formula } from './formula.ts';
import {
  type Cohort,
  type GroupOptions,
  Optimizer,
  type ParamGroup,
  type Params,
} from './optimizer.ts';

export interface SGDOptions extends GroupOptions, Common {
  momentum: number;
  /** How much of the new gradient is left out of the momentum. */
  dampening: number;
  /** Nesterov's momentum: looks ahead along the buffer. */
  nesterov: boolean;
}

const descend = formula('sgd', ['p', 'g', 'lr'], (k, { p, g, lr }) => k.sub(p, k.mul(lr, g)));
const accumulate = formula(
  'sgdMomentum',
  ['m', 'g', 'momentum', 'share'],
  (k, { m, g, momentum, share }) => k.add(k.mul(m, momentum), k.mul(g, share)),
);
const lookAhead = formula(
  'sgdNesterov',
  ['p', 'm', 'g', 'momentum', 'lr'],
  (k, { p, m, g, momentum, lr }) => k.sub(p, k.mul(lr, k.add(g, k.mul(m, momentum)))),
);

/**
 * θ ← θ − η·g; with momentum m ← μ·m + (1 − d)·g and θ ← θ − η·m, or, with `nesterov`,
 * θ ← θ − η·(g + μ·m) (Sutskever et al., 2013, in PyTorch's form: the first m is g).
 */
export class SGD extends Optimizer<SGDOptions> {
  constructor(params: Params<SGDOptions>, options: Partial<SGDOptions> = {}) {
    super(params, {
      lr: 1e-3,
      momentum: 0,
      dampening: 0,
      nesterov: false,
      ...commonDefaults,
      ...options,
    });
  }
  protected override check(group: SGDOptions): void {
    super.check(group);
    this.require('momentum', group.momentum, (m) => m >= 0, '≥ 0');
    this.require('weightDecay', group.weightDecay, (w) => w >= 0, '≥ 0');
    if (group.nesterov) {
      this.require('momentum', group.momentum, (m) => m > 0, '> 0 (nesterov)');
      this.require('dampening', group.dampening, (d) => d === 0, '0 (nesterov)');
    }
  }
  protected update(group: ParamGroup<SGDOptions>, cohort: Cohort): void {
    const gradient = gradientOf(group, cohort);
    const lr = cohort.number(() => group.lr);
    if (group.momentum === 0) {
      for (const entry of cohort.entries)
        cohort.assign(entry, descend({ p: entry.p, g: gradient(entry), lr }));
      return;
    }
    const { state } = cohort;
    const momentum = cohort.number(() => group.momentum);
    const share = cohort.number(() => (state.step === 1 ? 1 : 1 - group.dampening));
    for (const entry of cohort.entries) {
      const g = gradient(entry);
      const buffer = cohort.slot(entry, 'momentumBuffer');
      const m = cohort.keep(buffer, accumulate({ m: buffer.node, g, momentum, share }));
      const next = group.nesterov
        ? lookAhead({ p: entry.p, m, g, momentum, lr })
        : descend({ p: entry.p, g: m, lr });
      cohort.assign(entry, next);
    }
  }
}
