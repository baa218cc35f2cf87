/** What most optimisers share: the penalty on the weights' size, and maximising. */
import type { Node } from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { formula } from './formula.ts';
import type { Cohort, Entry } from './optimizer.ts';

export interface Common {
  /** λ: adds λ·θ to the gradient (an L2 penalty), or shrinks θ where the optimiser says so. */
  weightDecay: number;
  /** Climbs instead of descending. */
  maximize: boolean;
}
export const commonDefaults: Common = { weightDecay: 0, maximize: false };

const penalized = formula('weightDecay', ['p', 'g', 'decay'], (k, { p, g, decay }) =>
  k.add(g, k.mul(p, decay)),
);

/** The gradient in the parameter's dtype, turned round when maximising. */
export function plainGradient({
  maximize,
}: {
  readonly maximize: boolean;
}): (entry: Entry) => Node {
  return ({ g, p }) => {
    const cast = ops.cast(g, p.dtype);
    return maximize ? ops.neg(cast) : cast;
  };
}
/** The same with the penalty. */
export function gradientOf(group: Common, cohort: Cohort): (entry: Entry) => Node {
  const plain = plainGradient(group);
  if (group.weightDecay === 0) return plain;
  const decay = cohort.number(() => group.weightDecay);
  return (entry) => penalized({ p: entry.p, g: plain(entry), decay });
}
