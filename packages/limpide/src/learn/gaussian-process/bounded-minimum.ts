/**
 * The minimum of a smooth function of a few variables within bounds, by L-BFGS on the variables that are not held
 * at a bound, with steps projected back into the box (Byrd, Lu, Nocedal & Zhu, 1995; Kim, Sra & Dhillon, 2010).
 */

/** The value at x; the gradient is written to `gradient`. */
export type Smooth = (x: Float64Array<ArrayBuffer>, gradient: Float64Array<ArrayBuffer>) => number;

export interface MinimumOptions {
  readonly maxIter?: number;
  /** Largest entry of the projected gradient at which it stops. Default 1e-5. */
  readonly gradientTolerance?: number;
  /** Relative decrease below which it stops. Default 1e-10. */
  readonly valueTolerance?: number;
}

export interface Minimum {
  readonly x: Float64Array<ArrayBuffer>;
  readonly value: number;
  readonly iterations: number;
  /** Whether a tolerance was reached, not the limit of iterations. */
  readonly converged: boolean;
  /** Largest entry of the last projected gradient. */
  readonly steepest: number;
}

const memory = 10;

export function minimiseWithin(
  f: Smooth,
  start: ArrayLike<number>,
  bounds: readonly (readonly [number, number])[],
  options: MinimumOptions = {},
): Minimum {
  const { maxIter = 200, gradientTolerance = 1e-5, valueTolerance = 1e-10 } = options;
  const n = start.length;
  const clip = (v: number, i: number): number =>
    Math.min(Math.max(v, bounds[i]![0]), bounds[i]![1]);
  let x = Float64Array.from({ length: n }, (_, i) => clip(start[i]!, i));
  let g = new Float64Array(n);
  let value = f(x, g);
  let steps: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  let steepest = Infinity;
  for (let it = 0; it < maxIter; it++) {
    // a variable at a bound that the gradient pushes outwards stays there
    const held = Array.from(
      x,
      (v, i) => (v <= bounds[i]![0] && g[i]! > 0) || (v >= bounds[i]![1] && g[i]! < 0),
    );
    steepest = g.reduce((most, v, i) => (held[i] ? most : Math.max(most, Math.abs(v))), 0);
    if (steepest <= gradientTolerance)
      return { x, value, iterations: it, converged: true, steepest };
    let direction = quasiNewton(g, steps, held);
    let slope = dot(direction, g);
    if (!(slope < 0)) {
      steps = [];
      direction = g.map((v, i) => (held[i] ? 0 : -v));
      slope = dot(direction, g);
    }
    // without curvature known, a first step of length one
    let t = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    let next = x;
    let nextValue = Infinity;
    const nextG = new Float64Array(n);
    for (let trial = 0; ; trial++) {
      next = x.map((v, i) => clip(v + t * direction[i]!, i));
      nextValue = f(next, nextG);
      const decrease = next.reduce((sum, v, i) => sum + g[i]! * (v - x[i]!), 0);
      if (nextValue <= value + 1e-4 * decrease) break;
      if (trial === 30) return { x, value, iterations: it, converged: steepest < 1e-2, steepest };
      t *= Number.isFinite(nextValue) ? 0.5 : 0.1;
    }
    const s = next.map((v, i) => v - x[i]!);
    const y = nextG.map((v, i) => v - g[i]!);
    const curvature = dot(s, y);
    if (curvature > 1e-12 * dot(y, y)) {
      steps.push({ s, y, rho: 1 / curvature });
      if (steps.length > memory) steps.shift();
    }
    const gain = value - nextValue;
    const size = Math.max(Math.abs(value), Math.abs(nextValue), 1);
    x = next;
    g = nextG;
    value = nextValue;
    if (gain <= valueTolerance * size)
      return { x, value, iterations: it + 1, converged: true, steepest };
  }
  return { x, value, iterations: maxIter, converged: false, steepest };
}

/** −H·g by the two loops of L-BFGS (Nocedal, 1980), over the free variables. */
function quasiNewton(
  g: Float64Array,
  steps: readonly { s: Float64Array; y: Float64Array; rho: number }[],
  held: readonly boolean[],
): Float64Array<ArrayBuffer> {
  const q = Float64Array.from(g, (v, i) => (held[i] ? 0 : v));
  const free = (v: Float64Array): Float64Array => v.map((w, i) => (held[i] ? 0 : w));
  const shares: number[] = [];
  for (const { s, y, rho } of [...steps].reverse()) {
    const a = rho * dot(free(s), q);
    shares.push(a);
    for (let i = 0; i < q.length; i++) q[i]! -= a * y[i]! * (held[i] ? 0 : 1);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  for (const { s, y, rho } of steps) {
    const b = rho * dot(free(y), q);
    const a = shares.pop()!;
    for (let i = 0; i < q.length; i++) q[i]! += (a - b) * s[i]! * (held[i] ? 0 : 1);
  }
  return q.map((v, i) => (held[i] ? 0 : -v));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
