/** Muon: momentum, made orthogonal. */
import type { Node } from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { type AdamOptions, adamUpdate } from './adam.ts';
import { plainGradient } from './common.ts';
import { formula } from './formula.ts';
import {
  type Cohort,
  type GroupOptions,
  Optimizer,
  type ParamGroup,
  type Params,
} from './optimizer.ts';

export interface MuonOptions extends GroupOptions {
  weightDecay: number;
  momentum: number;
  nesterov: boolean;
  /** a, b, c of the quintic X ← a·X + (b·A + c·A²)·X, A = X·Xᵀ. */
  nsCoefficients: readonly [number, number, number];
  eps: number;
  nsSteps: number;
  /** The rate of an [r, c] matrix times √max(1, r/c), or times 0.2·√max(r, c), which suits AdamW's rates. */
  adjustLrFn: 'original' | 'match_rms_adamw';
  /** What updates the parameters that are not matrices, by AdamW. */
  adamw: Pick<AdamOptions, 'lr' | 'betas' | 'eps' | 'weightDecay'>;
  maximize: boolean;
}

const accumulate = formula('muonMomentum', ['m', 'g', 'share'], (k, { m, g, share }) =>
  k.lerp(m, g, share),
);
const descend = formula('muonUpdate', ['p', 'u', 'rate', 'shrink'], (k, { p, u, rate, shrink }) =>
  k.sub(k.mul(p, shrink), k.mul(rate, u)),
);

/** The nearest matrix with orthonormal rows or columns, roughly, by Newton–Schulz. */
function orthogonalized(g: Node, { nsSteps, nsCoefficients: [a, b, c], eps }: MuonOptions): Node {
  const [rows, columns] = g.shape as readonly [number, number];
  const tall = rows > columns;
  let x = tall ? ops.transpose(g, 0, 1) : g;
  x = ops.div(x, ops.clamp(ops.norm(x, 2), eps));
  for (let i = 0; i < nsSteps; i++) {
    const gram = ops.contract(x, [0, 2], x, [1, 2], [0, 1]);
    const poly = ops.add(ops.mul(gram, b), ops.mul(ops.matmul(gram, gram), c));
    x = ops.add(ops.mul(x, a), ops.matmul(poly, x));
  }
  return tall ? ops.transpose(x, 0, 1) : x;
}

/**
 * m ← μ·m + (1 − μ)·g;  u = (1 − μ)·g + μ·m (Nesterov), or m;  θ ← (1 − η·λ)·θ − η·r·orthogonal(u)
 * (Jordan et al., 2024). Matrices only: other parameters (biases, embeddings of their own group, …) are
 * updated by AdamW with the options in `adamw`.
 */
export class Muon extends Optimizer<MuonOptions> {
  constructor(params: Params<MuonOptions>, options: Partial<MuonOptions> = {}) {
    super(params, {
      lr: 1e-3,
      weightDecay: 0.1,
      momentum: 0.95,
      nesterov: true,
      nsCoefficients: [3.4445, -4.775, 2.0315],
      eps: 1e-7,
      nsSteps: 5,
      adjustLrFn: 'original',
      adamw: { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0.01 },
      maximize: false,
      ...options,
    });
  }
  protected update(group: ParamGroup<MuonOptions>, cohort: Cohort): void {
    const gradient = plainGradient(group);
    const others = cohort.only(({ p }) => p.shape.length !== 2);
    if (others) {
      const adam = { ...group.adamw, amsgrad: false };
      // schedulers change the group's rate: AdamW's follows in proportion
      const rate = (): number =>
        group.adamw.lr * (group.initialLr ? group.lr / group.initialLr : 1);
      const live = {
        ...adam,
        get lr(): number {
          return rate();
        },
      };
      adamUpdate(live, others, gradient, () => 1 - rate() * group.adamw.weightDecay);
    }
    const share = cohort.number(() => 1 - group.momentum);
    const ahead = cohort.number(() => group.momentum);
    const shrink = cohort.number(() => 1 - group.lr * group.weightDecay);
    const rates = new Map<number, Node>();
    for (const entry of cohort.entries) {
      const { p } = entry;
      if (p.shape.length !== 2) continue;
      const g = gradient(entry);
      const buffer = cohort.slot(entry, 'momentumBuffer');
      const m = cohort.keep(buffer, accumulate({ m: buffer.node, g, share }));
      const u = orthogonalized(
        group.nesterov ? accumulate({ m: g, g: m, share: ahead }) : m,
        group,
      );
      const [rows, columns] = p.shape as readonly [number, number];
      const ratio =
        group.adjustLrFn === 'original'
          ? Math.sqrt(Math.max(1, rows / columns))
          : 0.2 * Math.sqrt(Math.max(rows, columns));
      let rate = rates.get(ratio);
      if (!rate) {
        rate = cohort.number(() => group.lr * ratio);
        rates.set(ratio, rate);
      }
      cohort.assign(entry, descend({ p, u, rate, shrink }));
    }
  }
}
