/**
 * Sequential minimal optimisation: the quadratic programme of support vector machines,
 *
 *     min_α ½ Σ_ij yᵢαᵢ·yⱼαⱼ·K_ij + pᵀα   with yᵀα fixed and 0 ≤ αᵢ ≤ Cᵢ,  yᵢ = ±1
 *
 * Two variables move at a time, the least that keeps yᵀα: yᵢαᵢ grows by t and yⱼαⱼ falls by t. With v = −y·gradient,
 * such a move helps when vᵢ > vⱼ, and changes v by −t·(Kᵢ − Kⱼ). The first variable has the largest v among those that
 * may grow; the second is the one with which it gains most to second order (Fan, Chen & Lin, 2005, WSS 2).
 *
 * Variables that have settled at a bound are left out until the others have converged (shrinking; Joachims, 1998), and
 * rows of K are kept while there is room.
 */
import { RowCache, type RowMemory } from './row-cache.ts';

/** The problem; its variables 0 … size − 1 need not be samples (a regression has two per sample). */
export interface QuadraticProgram {
  readonly size: number;
  /** Writes row i of K into out[at … at + size − 1]. */
  readonly fillRow: (i: number, out: Float64Array, at: number) => void;
  /** K_ii */
  readonly diagonal: Float64Array;
  readonly p: Float64Array;
  /** ±1 */
  readonly y: Int8Array;
  /** Upper bounds Cᵢ > 0. */
  readonly bounds: Float64Array;
  /** A start that satisfies all constraints. */
  readonly start: Float64Array;
  /** ν-formulations: Σα is fixed as well, so both variables of a pair have the same y. */
  readonly nu?: boolean;
}

export interface SmoOptions {
  /** Converged when no pair has vᵢ − vⱼ larger than this. */
  readonly tol: number;
  readonly shrinking: boolean;
  readonly maxIter: number;
  /** Where rows of K are kept, and how many numbers at most. */
  readonly memory: RowMemory;
  readonly onIterations?: ((iterations: number, violation: number) => void) | undefined;
}

export interface SmoResult {
  readonly alpha: Float64Array<ArrayBuffer>;
  /** The threshold: the decision is Σ yᵢαᵢK(xᵢ, x) − rho. */
  readonly rho: number;
  /** ν-formulations: half the distance between the thresholds of both signs. */
  readonly r: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly violation: number;
}

/** Stands for a curvature that is not positive. */
const tau = 1e-12;

/** Which way yα may go. */
const up = 1;
const down = 2;

export function smo(program: QuadraticProgram, options: SmoOptions): SmoResult {
  return new Solver(program, options).run();
}

class Solver {
  readonly #program: QuadraticProgram;
  readonly #options: SmoOptions;
  readonly #cache: RowCache;
  readonly #alpha: Float64Array<ArrayBuffer>;
  /** v = −y·(gradient); old for variables left out. */
  readonly #v: Float64Array;
  /** Bits `up` and `down`. */
  readonly #may: Uint8Array;
  /** A permutation; the first `#count` variables take part. */
  readonly #active: Int32Array;
  #count: number;
  #first = -1;
  #second = -1;
  /** The variable with the largest v, when the last step has found it. */
  #next: number | undefined;

  constructor(program: QuadraticProgram, options: SmoOptions) {
    const { size, y, p } = program;
    this.#program = program;
    this.#options = options;
    this.#cache = new RowCache(program.fillRow, size, options.memory);
    this.#alpha = Float64Array.from(program.start);
    this.#active = Int32Array.from({ length: size }, (_, i) => i);
    this.#count = size;
    this.#v = p.map((slope, i) => -y[i]! * slope);
    this.#may = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      this.#note(i);
      const a = this.#alpha[i]!;
      if (a === 0) continue;
      const at = this.#cache.find(i);
      const rows = this.#cache.rows;
      for (let k = 0; k < size; k++) this.#v[k]! -= y[i]! * a * rows[at + k]!;
    }
  }

  run(): SmoResult {
    const { size, nu } = this.#program;
    const { tol, shrinking, maxIter, onIterations } = this.#options;
    const period = Math.min(size, 1000);
    let untilShrink = period;
    let restored = false;
    let iterations = 0;
    let violation = this.#select();
    while (iterations < maxIter) {
      if (shrinking && --untilShrink <= 0) {
        untilShrink = period;
        if (!restored && violation <= 10 * tol) {
          // Nearly there: whoever was left out too early gets another chance.
          restored = true;
          this.#restore();
        }
        this.#shrink();
        violation = this.#select();
      }
      if (violation < tol || this.#second < 0) {
        if (this.#count === size) break;
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
    const above = this.#threshold(nu ? 1 : 0);
    const below = nu ? this.#threshold(-1) : above;
    return {
      alpha: this.#alpha,
      rho: -(above + below) / 2,
      r: nu ? (below - above) / 2 : 0,
      iterations,
      converged: violation < tol || this.#second < 0,
      violation,
    };
  }

  /** Which way variable i may go. */
  #note(i: number): void {
    const { y, bounds } = this.#program;
    const a = this.#alpha[i]!;
    const grow = a < bounds[i]!;
    const fall = a > 0;
    const positive = y[i] === 1;
    this.#may[i] = ((positive ? grow : fall) ? up : 0) | ((positive ? fall : grow) ? down : 0);
  }

  /** Chooses the pair; returns the largest vᵢ − vⱼ of any pair that may move. */
  #select(): number {
    this.#second = -1;
    if (!this.#program.nu) {
      const first = this.#next ?? this.#largest(0);
      this.#next = undefined;
      return first < 0 ? -Infinity : this.#partner(first, 0, 0).violation;
    }
    let best = 0;
    let violation = -Infinity;
    for (const sign of [1, -1]) {
      const first = this.#largest(sign);
      if (first < 0) continue;
      const found = this.#partner(first, sign, best);
      best = found.decrease;
      violation = Math.max(violation, found.violation);
    }
    return violation;
  }

  /** The variable that may go up with the largest v; of this sign only, unless it is 0. */
  #largest(sign: number): number {
    const v = this.#v;
    const may = this.#may;
    const active = this.#active;
    const count = this.#count;
    const { y } = this.#program;
    let best = -1;
    let top = -Infinity;
    for (let at = 0; at < count; at++) {
      const k = active[at]!;
      const value = v[k]!;
      if (value > top && (may[k]! & up) !== 0 && (sign === 0 || y[k] === sign)) {
        top = value;
        best = k;
      }
    }
    return best;
  }

  /** The partner of `first` that lowers the objective most, if by more than `least`. */
  #partner(first: number, sign: number, least: number): { violation: number; decrease: number } {
    const { y, diagonal } = this.#program;
    const v = this.#v;
    const may = this.#may;
    const active = this.#active;
    const count = this.#count;
    const row = this.#cache.find(first);
    const rows = this.#cache.rows;
    const top = v[first]!;
    const own = diagonal[first]!;
    let bottom = Infinity;
    // The best gain² and its curvature: ratios are compared without dividing.
    let bestSquare = least;
    let bestCurvature = 1;
    let second = -1;
    for (let at = 0; at < count; at++) {
      const k = active[at]!;
      if ((may[k]! & down) === 0 || (sign !== 0 && y[k] !== sign)) continue;
      const value = v[k]!;
      if (value < bottom) bottom = value;
      const gain = top - value;
      if (gain <= 0) continue;
      let curvature = own + diagonal[k]! - 2 * rows[row + k]!;
      if (curvature <= 0) curvature = tau;
      if (gain * gain * bestCurvature > bestSquare * curvature) {
        bestSquare = gain * gain;
        bestCurvature = curvature;
        second = k;
      }
    }
    if (second >= 0) {
      this.#first = first;
      this.#second = second;
    }
    return { violation: top - bottom, decrease: bestSquare / bestCurvature };
  }

  /** Moves the pair to its common minimum within the box. */
  #step(i: number, j: number): void {
    const { y, diagonal, bounds } = this.#program;
    const alpha = this.#alpha;
    const v = this.#v;
    const rowI = this.#cache.find(i);
    const rowJ = this.#cache.find(j);
    const rows = this.#cache.rows;
    const curvature = diagonal[i]! + diagonal[j]! - 2 * rows[rowI + j]!;
    const wanted = (v[i]! - v[j]!) / (curvature > 0 ? curvature : tau);
    const roomI = y[i] === 1 ? bounds[i]! - alpha[i]! : alpha[i]!;
    const roomJ = y[j] === 1 ? alpha[j]! : bounds[j]! - alpha[j]!;
    const t = Math.min(wanted, roomI, roomJ);
    // At a bound, exactly: comparisons with it decide who may move.
    if (t === roomI) alpha[i] = y[i] === 1 ? bounds[i]! : 0;
    else alpha[i]! += y[i]! * t;
    if (t === roomJ) alpha[j] = y[j] === 1 ? 0 : bounds[j]!;
    else alpha[j]! -= y[j]! * t;
    this.#note(i);
    this.#note(j);
    // While v changes, the next first variable is found along the way.
    const may = this.#may;
    const active = this.#active;
    const count = this.#count;
    let top = -Infinity;
    let best = -1;
    for (let at = 0; at < count; at++) {
      const k = active[at]!;
      const value = v[k]! - t * (rows[rowI + k]! - rows[rowJ + k]!);
      v[k] = value;
      if (value > top && (may[k]! & up) !== 0) {
        top = value;
        best = k;
      }
    }
    this.#next = best;
  }

  /** Leaves out variables at a bound whose v says they will stay there. */
  #shrink(): void {
    const { y, nu } = this.#program;
    const v = this.#v;
    const may = this.#may;
    // the largest v that may go up and the smallest that may go down: of all, or of each sign
    const top = [-Infinity, -Infinity];
    const bottom = [Infinity, Infinity];
    const groupOf = (k: number): 0 | 1 => (nu && y[k] === 1 ? 1 : 0);
    for (let at = 0; at < this.#count; at++) {
      const k = this.#active[at]!;
      const g = groupOf(k);
      if ((may[k]! & up) !== 0) top[g] = Math.max(top[g]!, v[k]!);
      if ((may[k]! & down) !== 0) bottom[g] = Math.min(bottom[g]!, v[k]!);
    }
    let kept = 0;
    for (let at = 0; at < this.#count; at++) {
      const k = this.#active[at]!;
      const g = groupOf(k);
      const settled = (may[k] === up && v[k]! < bottom[g]!) || (may[k] === down && v[k]! > top[g]!);
      if (settled) continue;
      // change places with the first of those left out: the list stays a permutation
      this.#active[at] = this.#active[kept]!;
      this.#active[kept++] = k;
    }
    this.#count = kept;
  }

  /** Everybody takes part again: what was not kept up to date is computed anew. */
  #restore(): void {
    const { size, p, y } = this.#program;
    if (this.#count === size) return;
    const v = this.#v;
    const idle = this.#active.slice(this.#count);
    for (let at = 0; at < idle.length; at++) v[idle[at]!] = -y[idle[at]!]! * p[idle[at]!]!;
    for (let i = 0; i < size; i++) {
      const a = y[i]! * this.#alpha[i]!;
      if (a === 0) continue;
      const row = this.#cache.find(i);
      const rows = this.#cache.rows;
      for (let at = 0; at < idle.length; at++) v[idle[at]!]! -= a * rows[row + idle[at]!]!;
    }
    this.#count = size;
    for (let i = 0; i < size; i++) this.#active[i] = i;
  }

  /** The mean v of variables between their bounds, or the middle of what the others allow; of one sign, or all. */
  #threshold(sign: number): number {
    const { y, size } = this.#program;
    let sum = 0;
    let free = 0;
    let least = -Infinity; // v of variables that may only go up must not be above the threshold
    let most = Infinity;
    for (let i = 0; i < size; i++) {
      if (sign !== 0 && y[i] !== sign) continue;
      const value = this.#v[i]!;
      if (this.#may[i] === up) least = Math.max(least, value);
      else if (this.#may[i] === down) most = Math.min(most, value);
      else {
        sum += value;
        free++;
      }
    }
    if (free > 0) return sum / free;
    if (least === -Infinity) return most === Infinity ? 0 : most;
    return most === Infinity ? least : (least + most) / 2;
  }
}
