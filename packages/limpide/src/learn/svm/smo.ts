/**
 * Sequential minimal optimisation: the quadratic programme of support vector machines,
 *
 *     min_α ½ αᵀQα + pᵀα   with yᵀα fixed and 0 ≤ αᵢ ≤ Cᵢ,  Q_ij = yᵢ·yⱼ·K(xᵢ, xⱼ), yᵢ = ±1
 *
 * Two variables move at a time, the least that keeps yᵀα: the one that violates optimality most, and the one with
 * which it gains most to second order (Fan, Chen & Lin, 2005, WSS 2). Variables that have settled at a bound are
 * left out until the others have converged (shrinking; Joachims, 1998), and rows of Q are kept while there is room.
 */

/** The problem; its variables 0 … l − 1 need not be samples (a regression has two per sample). */
export interface QuadraticProgram {
  readonly size: number;
  /** Row i of Q, all of it. The array is kept, and not written to. */
  readonly row: (i: number) => Float64Array;
  /** Q_ii */
  readonly diagonal: Float64Array;
  readonly p: Float64Array;
  /** ±1 */
  readonly y: Int8Array;
  /** Upper bounds Cᵢ > 0. */
  readonly bounds: Float64Array;
  /** A start that satisfies all constraints. */
  readonly start: Float64Array;
  /** ν-formulations: eᵀα is fixed as well, so both variables of a pair have the same y. */
  readonly nu?: boolean;
}

export interface SmoOptions {
  /** Converged when no pair violates optimality by more than this. */
  readonly tol: number;
  readonly shrinking: boolean;
  readonly maxIter: number;
  /** Rows that may be kept. */
  readonly rows: number;
  readonly onIterations?: ((iterations: number, violation: number) => void) | undefined;
}

export interface SmoResult {
  readonly alpha: Float64Array<ArrayBuffer>;
  /** The threshold: the decision is Σ yᵢαᵢK(xᵢ, x) − rho. */
  readonly rho: number;
  /** ν-formulations: half the distance between the two thresholds. */
  readonly r: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly violation: number;
}

/** Added to a curvature that is not positive. */
const tau = 1e-12;

export function smo(program: QuadraticProgram, options: SmoOptions): SmoResult {
  return new Solver(program, options).run();
}

class Solver {
  readonly #program: QuadraticProgram;
  readonly #options: SmoOptions;
  readonly #cache: RowCache;
  readonly #alpha: Float64Array<ArrayBuffer>;
  /** Gradient Qα + p; for variables left out it is old. */
  readonly #G: Float64Array;
  /** The variables that take part: the first `#count` of `#active`. */
  readonly #active: Int32Array;
  #count: number;
  #first = -1;
  #second = -1;

  constructor(program: QuadraticProgram, options: SmoOptions) {
    this.#program = program;
    this.#options = options;
    this.#cache = new RowCache(program.row, program.size, options.rows);
    this.#alpha = Float64Array.from(program.start);
    this.#G = Float64Array.from(program.p);
    this.#active = Int32Array.from({ length: program.size }, (_, i) => i);
    this.#count = program.size;
    for (let i = 0; i < program.size; i++) if (this.#alpha[i] !== 0) this.#add(i, this.#alpha[i]!);
  }

  run(): SmoResult {
    const { size } = this.#program;
    const { tol, shrinking, maxIter, onIterations } = this.#options;
    const period = Math.min(size, 1000);
    let untilShrink = period;
    let nearlyDone = false;
    let iterations = 0;
    let violation = this.#select();
    while (iterations < maxIter) {
      if (shrinking && --untilShrink <= 0) {
        untilShrink = period;
        if (!nearlyDone && violation <= 10 * tol) {
          nearlyDone = true;
          this.#restore();
        }
        this.#shrink();
        violation = this.#select();
      }
      if (violation < tol || this.#second < 0) {
        if (this.#count === size) break;
        // Converged among those that take part: look at all of them again.
        this.#restore();
        violation = this.#select();
        untilShrink = 1;
        if (violation < tol || this.#second < 0) break;
      }
      this.#step(this.#first, this.#second);
      iterations++;
      if ((iterations & 1023) === 0) onIterations?.(iterations, violation);
      violation = this.#select();
    }
    this.#restore();
    onIterations?.(iterations, violation);
    const { rho, r } = this.#program.nu ? this.#thresholds() : { rho: this.#threshold(), r: 0 };
    const converged = violation < tol || this.#second < 0;
    return { alpha: this.#alpha, rho, r, iterations, converged, violation };
  }

  /** G += δ·Q_i for the variables that take part. */
  #add(i: number, delta: number): void {
    const row = this.#cache.get(i);
    const G = this.#G;
    if (this.#count === G.length) {
      for (let k = 0; k < G.length; k++) G[k]! += delta * row[k]!;
      return;
    }
    for (let at = 0; at < this.#count; at++) {
      const k = this.#active[at]!;
      G[k]! += delta * row[k]!;
    }
  }

  /**
   * Chooses the pair; returns the largest violation m(α) − M(α). The first variable has the largest −yG among those
   * that may move up; the second lowers the objective most with it.
   */
  #select(): number {
    const { y, diagonal, bounds, nu } = this.#program;
    const alpha = this.#alpha;
    const G = this.#G;
    const active = this.#active;
    const count = this.#count;
    // [y = −1, y = +1]; without ν both share one place
    let first0 = -1;
    let first1 = -1;
    let top0 = -Infinity;
    let top1 = -Infinity;
    for (let at = 0; at < count; at++) {
      const k = active[at]!;
      if (y[k] === 1) {
        if (alpha[k]! < bounds[k]! && -G[k]! > top1) {
          top1 = -G[k]!;
          first1 = k;
        }
      } else if (alpha[k]! > 0 && G[k]! > top0) {
        top0 = G[k]!;
        first0 = k;
      }
    }
    if (!nu) {
      if (top0 > top1) {
        top1 = top0;
        first1 = first0;
      } else {
        top0 = top1;
        first0 = first1;
      }
    }
    const row1 = first1 >= 0 ? this.#cache.get(first1) : null;
    const row0 = first0 === first1 ? row1 : first0 >= 0 ? this.#cache.get(first0) : null;
    const y1 = first1 >= 0 ? y[first1]! : 0;
    const y0 = first0 >= 0 ? y[first0]! : 0;
    const d1 = first1 >= 0 ? diagonal[first1]! : 0;
    const d0 = first0 >= 0 ? diagonal[first0]! : 0;
    let lowest0 = Infinity;
    let lowest1 = Infinity;
    let best = 0;
    this.#second = -1;
    for (let at = 0; at < count; at++) {
      const k = active[at]!;
      const positive = y[k] === 1;
      if (positive ? !(alpha[k]! > 0) : !(alpha[k]! < bounds[k]!)) continue;
      const value = positive ? -G[k]! : G[k]!;
      if (positive) {
        if (value < lowest1) lowest1 = value;
      } else if (value < lowest0) lowest0 = value;
      const row = positive ? row1 : row0;
      if (row === null) continue;
      const gain = (positive ? top1 : top0) - value;
      if (gain <= 0) continue;
      const sign = (positive ? y1 : y0) * y[k]!;
      const curvature = (positive ? d1 : d0) + diagonal[k]! - 2 * sign * row[k]!;
      const decrease = (gain * gain) / (curvature > 0 ? curvature : tau);
      if (decrease > best) {
        best = decrease;
        this.#second = k;
        this.#first = positive ? first1 : first0;
      }
    }
    return nu ? Math.max(top1 - lowest1, top0 - lowest0) : top1 - Math.min(lowest0, lowest1);
  }

  /** Moves αᵢ and αⱼ to their common minimum within the box, and the gradient along. */
  #step(i: number, j: number): void {
    const { y, diagonal, bounds } = this.#program;
    const alpha = this.#alpha;
    const G = this.#G;
    const Qi = this.#cache.get(i);
    const Qj = this.#cache.get(j);
    const yi = y[i]!;
    const yj = y[j]!;
    const curvature = diagonal[i]! + diagonal[j]! - 2 * yi * yj * Qi[j]!;
    // αᵢ += yᵢ·t and αⱼ −= yⱼ·t keep yᵀα; t ≥ 0 up to where one of them meets its bound
    const wanted = (yj * G[j]! - yi * G[i]!) / (curvature > 0 ? curvature : tau);
    const roomI = yi === 1 ? bounds[i]! - alpha[i]! : alpha[i]!;
    const roomJ = yj === 1 ? alpha[j]! : bounds[j]! - alpha[j]!;
    const t = Math.min(wanted, roomI, roomJ);
    // at a bound, exactly: comparisons with it decide who may move
    const nextI = t === roomI ? (yi === 1 ? bounds[i]! : 0) : alpha[i]! + yi * t;
    const nextJ = t === roomJ ? (yj === 1 ? 0 : bounds[j]!) : alpha[j]! - yj * t;
    const di = nextI - alpha[i]!;
    const dj = nextJ - alpha[j]!;
    alpha[i] = nextI;
    alpha[j] = nextJ;
    const count = this.#count;
    if (count === G.length) {
      for (let k = 0; k < count; k++) G[k]! += di * Qi[k]! + dj * Qj[k]!;
      return;
    }
    const active = this.#active;
    for (let at = 0; at < count; at++) {
      const k = active[at]!;
      G[k]! += di * Qi[k]! + dj * Qj[k]!;
    }
  }

  /** Leaves out variables at a bound whose slope says they will stay there. */
  #shrink(): void {
    const { y, bounds, nu } = this.#program;
    const alpha = this.#alpha;
    const G = this.#G;
    const top = [-Infinity, -Infinity]; // largest −yG that may go up, for y = −1 and y = +1
    const bottom = [Infinity, Infinity]; // smallest −yG that may go down
    for (let at = 0; at < this.#count; at++) {
      const k = this.#active[at]!;
      const which = y[k] === 1 ? 1 : 0;
      const value = -y[k]! * G[k]!;
      if (which === 1 ? alpha[k]! < bounds[k]! : alpha[k]! > 0)
        top[which] = Math.max(top[which]!, value);
      if (which === 1 ? alpha[k]! > 0 : alpha[k]! < bounds[k]!)
        bottom[which] = Math.min(bottom[which]!, value);
    }
    if (!nu) {
      top.fill(Math.max(top[0]!, top[1]!));
      bottom.fill(Math.min(bottom[0]!, bottom[1]!));
    }
    let kept = 0;
    for (let at = 0; at < this.#count; at++) {
      const k = this.#active[at]!;
      const which = y[k] === 1 ? 1 : 0;
      const value = -y[k]! * G[k]!;
      const atTop = alpha[k]! >= bounds[k]!;
      const atZero = alpha[k]! <= 0;
      const onlyUp = which === 1 ? atZero : atTop; // it may only raise yα
      const onlyDown = which === 1 ? atTop : atZero;
      const settled = (onlyUp && value < bottom[which]!) || (onlyDown && value > top[which]!);
      if (settled) continue;
      // change places with the first of those left out: the list stays a permutation
      this.#active[at] = this.#active[kept]!;
      this.#active[kept++] = k;
    }
    this.#count = kept;
  }

  /** Everybody takes part again: gradients left behind are computed anew. */
  #restore(): void {
    const { size, p } = this.#program;
    if (this.#count === size) return;
    const G = this.#G;
    const idle = this.#active.subarray(this.#count);
    for (let at = 0; at < idle.length; at++) G[idle[at]!] = p[idle[at]!]!;
    for (let i = 0; i < size; i++) {
      const a = this.#alpha[i]!;
      if (a === 0) continue;
      const row = this.#cache.get(i);
      for (let at = 0; at < idle.length; at++) G[idle[at]!]! += a * row[idle[at]!]!;
    }
    this.#count = size;
    for (let i = 0; i < size; i++) this.#active[i] = i;
  }

  /** rho: the mean of yG over variables between their bounds, or the middle of what the others allow. */
  #threshold(): number {
    const { y, bounds, size } = this.#program;
    let sum = 0;
    let free = 0;
    let upper = Infinity;
    let lower = -Infinity;
    for (let i = 0; i < size; i++) {
      const value = y[i]! * this.#G[i]!;
      const atTop = this.#alpha[i]! >= bounds[i]!;
      const atZero = this.#alpha[i]! <= 0;
      if (!atTop && !atZero) {
        sum += value;
        free++;
      } else if (y[i] === 1 ? atZero : atTop) upper = Math.min(upper, value);
      else lower = Math.max(lower, value);
    }
    return free > 0 ? sum / free : middle(lower, upper);
  }

  /** The thresholds of both signs, as their mean difference and mean. */
  #thresholds(): { rho: number; r: number } {
    const { y, bounds, size } = this.#program;
    const each = [1, -1].map((sign) => {
      let sum = 0;
      let free = 0;
      let upper = Infinity;
      let lower = -Infinity;
      for (let i = 0; i < size; i++) {
        if (y[i] !== sign) continue;
        const value = this.#G[i]!;
        if (this.#alpha[i]! >= bounds[i]!) lower = Math.max(lower, value);
        else if (this.#alpha[i]! <= 0) upper = Math.min(upper, value);
        else {
          sum += value;
          free++;
        }
      }
      return free > 0 ? sum / free : middle(lower, upper);
    });
    return { rho: (each[0]! - each[1]!) / 2, r: (each[0]! + each[1]!) / 2 };
  }
}

const middle = (lower: number, upper: number): number =>
  lower === -Infinity
    ? upper === Infinity
      ? 0
      : upper
    : upper === Infinity
      ? lower
      : (lower + upper) / 2;

/** Rows of Q, as many as there is room for; the one used longest ago makes place. */
class RowCache {
  readonly #make: (i: number) => Float64Array;
  readonly #rows: (Float64Array | undefined)[];
  readonly #used: Float64Array;
  readonly #limit: number;
  #kept = 0;
  #clock = 0;

  constructor(make: (i: number) => Float64Array, size: number, limit: number) {
    this.#make = make;
    this.#rows = new Array<Float64Array | undefined>(size).fill(undefined);
    this.#used = new Float64Array(size);
    this.#limit = Math.max(limit, 2);
  }
  get(i: number): Float64Array {
    this.#used[i] = ++this.#clock;
    const known = this.#rows[i];
    if (known !== undefined) return known;
    if (this.#kept >= this.#limit) this.#evict();
    const row = this.#make(i);
    this.#rows[i] = row;
    this.#kept++;
    return row;
  }
  #evict(): void {
    let oldest = -1;
    for (let i = 0; i < this.#rows.length; i++) {
      if (this.#rows[i] !== undefined && (oldest < 0 || this.#used[i]! < this.#used[oldest]!))
        oldest = i;
    }
    this.#rows[oldest] = undefined;
    this.#kept--;
  }
}
