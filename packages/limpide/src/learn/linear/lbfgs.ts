/**
 * L-BFGS: minimises a smooth function of many variables from its values and gradients.
 *
 * Newton's direction −H⁻¹g needs the second derivatives; L-BFGS builds the product H⁻¹g from the last few
 * steps s = x₊ − x and changes of gradient y = g₊ − g alone (Nocedal, 1980; Nocedal & Wright, *Numerical
 * Optimization*, algorithms 7.4 and 7.5). A step length must satisfy the strong Wolfe conditions
 * (algorithms 3.5 and 3.6): the value decreases enough, and the slope flattens, so that yᵀs > 0.
 */

/** Gives f(x) and writes ∇f(x) into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  readonly maxIter?: number;
  /** Converged when the largest |∂f/∂xⱼ| is at most this. */
  readonly gradientTol?: number;
  /** Converged when a step improves f by at most this, relative to max(|f|, 1). */
  readonly valueTol?: number;
  /** How many steps are remembered. */
  readonly memory?: number;
  /** Called after each iteration; may throw to stop. */
  readonly onIteration?: (iteration: number, value: number) => void;
}

export interface Minimum {
  readonly x: Float64Array<ArrayBuffer>;
  readonly value: number;
  readonly iterations: number;
  /** How often f was computed. */
  readonly evaluations: number;
  readonly converged: boolean;
  /** The largest |∂f/∂xⱼ| at x. */
  readonly gradientSize: number;
}

const sufficientDecrease = 1e-4; // c₁ of the Wolfe conditions
const flattening = 0.9; // c₂
const maxTrials = 25;

/** Minimises f from x0, which is not changed. */
export function lbfgs(f: Objective, x0: Float64Array, options: LbfgsOptions = {}): Minimum {
  const { maxIter = 100, gradientTol = 1e-5, valueTol = 2.2e-9, memory = 10 } = options;
  const n = x0.length;
  let x = Float64Array.from(x0);
  let g = new Float64Array(n);
  let value = f(x, g);
  let evaluations = 1;
  let iterations = 0;
  let converged = sizeOf(g) <= gradientTol;
  let history = new History(memory);
  let xNext = new Float64Array(n);
  let gNext = new Float64Array(n);

  while (!converged && iterations < maxIter && Number.isFinite(value)) {
    const direction = history.newtonDirection(g);
    const slope = dot(direction, g);
    if (slope >= 0) {
      // Rounding has spoilt what is remembered: start again from the gradient.
      if (history.isEmpty) break;
      history = new History(memory);
      continue;
    }
    const first = history.isEmpty ? Math.min(1, 1 / Math.sqrt(dot(g, g))) : 1;
    const from = { x, value, slope, direction };
    const found = wolfeStep(f, from, first, xNext, gNext);
    evaluations += found.evaluations;
    if (!found.ok) {
      if (history.isEmpty) break; // even along the gradient nothing improves: as good as it gets
      history = new History(memory);
      continue;
    }
    iterations++;
    history.add(x, xNext, g, gNext);
    const improvement = value - found.value;
    const scale = Math.max(Math.abs(value), Math.abs(found.value), 1);
    value = found.value;
    [x, xNext] = [xNext, x];
    [g, gNext] = [gNext, g];
    options.onIteration?.(iterations, value);
    converged = sizeOf(g) <= gradientTol || improvement <= valueTol * scale;
  }
  // A search that ends because no step helps any more has reached the limits of the arithmetic.
  const stuck = !converged && iterations < maxIter && Number.isFinite(value);
  return {
    x,
    value,
    iterations,
    evaluations,
    converged: converged || stuck,
    gradientSize: sizeOf(g),
  };
}

/** The largest |gⱼ|. */
export function sizeOf(g: Float64Array): number {
  let size = 0;
  for (let j = 0; j < g.length; j++) size = Math.max(size, Math.abs(g[j]!));
  return size;
}

/** aᵀb */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/** y ← y + c·x */
export function addScaled(y: Float64Array, c: number, x: Float64Array): void {
  for (let j = 0; j < y.length; j++) y[j]! += c * x[j]!;
}

/** The last steps, and the product with the inverse Hessian that they stand for. */
class History {
  readonly #memory: number;
  readonly #steps: { s: Float64Array; y: Float64Array; rho: number }[] = [];

  constructor(memory: number) {
    this.#memory = memory;
  }
  get isEmpty(): boolean {
    return this.#steps.length === 0;
  }
  /** Remembers a step, if the curvature along it is positive. */
  add(x: Float64Array, xNext: Float64Array, g: Float64Array, gNext: Float64Array): void {
    const old = this.#steps.length === this.#memory ? this.#steps.shift() : undefined;
    const s = old?.s ?? new Float64Array(x.length);
    const y = old?.y ?? new Float64Array(x.length);
    for (let j = 0; j < x.length; j++) {
      s[j] = xNext[j]! - x[j]!;
      y[j] = gNext[j]! - g[j]!;
    }
    const curvature = dot(s, y);
    if (curvature > 2.2e-16 * dot(y, y)) this.#steps.push({ s, y, rho: 1 / curvature });
  }
  /** −H⁻¹g by the two-loop recursion. */
  newtonDirection(g: Float64Array): Float64Array {
    const q = g.map((value) => -value);
    const steps = this.#steps;
    const alphas = new Float64Array(steps.length);
    for (let i = steps.length - 1; i >= 0; i--) {
      const { s, y, rho } = steps[i]!;
      alphas[i] = rho * dot(s, q);
      addScaled(q, -alphas[i]!, y);
    }
    const last = steps.at(-1);
    if (last) {
      const scale = 1 / (last.rho * dot(last.y, last.y)); // sᵀy / yᵀy: the size of H⁻¹
      for (let j = 0; j < q.length; j++) q[j]! *= scale;
    }
    for (let i = 0; i < steps.length; i++) {
      const { s, y, rho } = steps[i]!;
      addScaled(q, alphas[i]! - rho * dot(y, q), s);
    }
    return q;
  }
}

interface Start {
  readonly x: Float64Array;
  readonly value: number;
  readonly slope: number;
  readonly direction: Float64Array;
}
/** A trial: step length, value and slope of f along the direction there. */
interface Trial {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

/**
 * A step t with f(x + t·p) ≤ f(x) + c₁·t·∇f·p and |∇f(x + t·p)·p| ≤ c₂·|∇f·p|; `xNext` and `gNext` hold the
 * point and its gradient.
 */
function wolfeStep(
  f: Objective,
  { x, value, slope, direction }: Start,
  first: number,
  xNext: Float64Array,
  gNext: Float64Array,
): { ok: boolean; value: number; evaluations: number } {
  let evaluations = 0;
  const at = (step: number): Trial => {
    for (let j = 0; j < x.length; j++) xNext[j] = x[j]! + step * direction[j]!;
    const trial = f(xNext, gNext);
    evaluations++;
    return { step, value: trial, slope: dot(gNext, direction) };
  };
  // Near the minimum f no longer changes by more than its rounding: allow for that much.
  const slack = 4 * Number.EPSILON * Math.abs(value);
  const lowEnough = (t: Trial): boolean =>
    t.value <= value + sufficientDecrease * t.step * slope + slack;
  const flatEnough = (t: Trial): boolean => Math.abs(t.slope) <= -flattening * slope;

  let previous: Trial = { step: 0, value, slope };
  let step = first;
  while (evaluations < maxTrials) {
    const trial = at(step);
    if (!Number.isFinite(trial.value)) {
      step = (previous.step + step) / 2;
      continue;
    }
    if (!lowEnough(trial) || (previous.step > 0 && trial.value >= previous.value + slack)) {
      return zoom(previous, trial);
    }
    if (flatEnough(trial)) return { ok: true, value: trial.value, evaluations };
    if (trial.slope >= 0) return zoom(trial, previous);
    previous = trial;
    step = 2 * step;
  }
  return { ok: false, value, evaluations };

  /** Narrows an interval that contains such a step; `low` is its best end. */
  function zoom(low: Trial, high: Trial): { ok: boolean; value: number; evaluations: number } {
    while (evaluations < maxTrials) {
      const trial = at(cubicMinimum(low, high));
      if (!lowEnough(trial) || trial.value >= low.value + slack) high = trial;
      else {
        if (flatEnough(trial)) return { ok: true, value: trial.value, evaluations };
        if (trial.slope * (high.step - low.step) >= 0) high = low;
        low = trial;
      }
      if (Math.abs(high.step - low.step) <= 1e-12 * Math.max(1, low.step)) break;
    }
    if (low.step === 0) return { ok: false, value, evaluations };
    const best = at(low.step); // lower than the start, if not flat
    return { ok: true, value: best.value, evaluations };
  }
}

/** Where the cubic through two trials, with their slopes, is least; kept inside the interval. */
function cubicMinimum(a: Trial, b: Trial): number {
  const width = b.step - a.step;
  const d1 = a.slope + b.slope - (3 * (b.value - a.value)) / width;
  const inner = d1 * d1 - a.slope * b.slope;
  const d2 = Math.sign(width) * Math.sqrt(Math.max(inner, 0));
  const t = b.step - (width * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
  const low = Math.min(a.step, b.step) + 0.1 * Math.abs(width);
  const high = Math.max(a.step, b.step) - 0.1 * Math.abs(width);
  return Number.isFinite(t) && inner >= 0 ? Math.min(Math.max(t, low), high) : (low + high) / 2;
}
