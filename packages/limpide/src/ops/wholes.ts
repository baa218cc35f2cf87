/**
 * The contracts of the whole operators: what a device must compute when it meets a `whole` of a name.
 *
 * All arguments and results are row-major and contiguous. `x[i; axis ← j]` is x at the coordinates i with
 * the one along `axis` replaced by j. An index outside its axis (negative ones too) reads NaN (0 for
 * integers and booleans) and writes nothing; it is never an error and never touches other memory. Dtypes
 * are the node's `dtype` and its arguments'; nothing is converted inside a whole, and 16-bit floats and
 * 8-bit integers only meet those that move elements without looking at them (`moves`).
 */
export interface WholeContract {
  /** Arguments in order, with shapes and dtypes (T: the node's dtype). */
  readonly args: readonly string[];
  /** Attributes, all numbers; flags are 0 or 1. */
  readonly attrs: Readonly<Record<string, string>>;
  /** The result's shape and dtype. */
  readonly result: string;
  /** The formula. */
  readonly is: string;
  /** Whether elements are moved as they are, so that any dtype can come. */
  readonly moves: boolean;
}

export const wholeContracts = {
  copy: {
    args: ['x: T[…]'],
    attrs: {},
    result: 'T, shape of x',
    is: 'out[i] = x[i]; its argument is a view that is to be written out',
    moves: true,
  },
  barrier: {
    args: ['x: T[…]', 'after: any dtype and shape'],
    attrs: {},
    result: 'T, shape of x',
    is: 'out[i] = x[i], not before `after` has been computed. May share the memory of x. Never merged with x: what is computed from it is computed late, in the backward pass of a checkpoint',
    moves: true,
  },
  cat: {
    args: ['x0: T[…]', 'x1: T[…]', '…'],
    attrs: { axis: 'where they are joined' },
    result: 'T; sizes of the arguments, those along axis added up',
    is: 'x0, then x1, … along axis; some may have no elements',
    moves: true,
  },
  gather: {
    args: ['x: T[X…]', 'index: int32[I…], same rank, I[d] ≤ X[d] for d ≠ axis'],
    attrs: { axis: 'the axis that the index runs along' },
    result: 'T[I…]',
    is: 'out[i] = x[i; axis ← index[i]]',
    moves: true,
  },
  scatter: {
    args: ['base: T[X…]', 'index: int32[I…], same rank, I[d] ≤ X[d] for d ≠ axis', 'src: T[I…]'],
    attrs: { axis: 'the axis that the index runs along' },
    result: 'T[X…]',
    is: 'out = base; then for i in row-major order out[i; axis ← index[i]] = src[i] (the last one wins)',
    moves: true,
  },
  scatterAdd: {
    args: [
      'base: T[X…], only if attrs.base = 1',
      'index: int32[I…], same rank, I[d] ≤ X[d] for d ≠ axis',
      'src: T[I…]',
    ],
    attrs: {
      axis: 'the axis that the index runs along',
      base: '1: starts from base; 0: from zeros, and there is no base argument',
    },
    result: 'T[X…], T one of float32, float64, int32',
    is: 'out = base or 0; then for i in row-major order out[i; axis ← index[i]] += src[i]. The order of the sums must not depend on the number of threads',
    moves: false,
  },
  indexSelect: {
    args: ['x: T[X…]', 'index: int32[n]'],
    attrs: { axis: 'the axis that the index runs along' },
    result: 'T[X… with n at axis]',
    is: 'out[i] = x[i; axis ← index[i[axis]]]: whole rows of x are copied',
    moves: true,
  },
  indexAdd: {
    args: ['base: T[X…], only if attrs.base = 1', 'index: int32[n]', 'src: T[X… with n at axis]'],
    attrs: {
      axis: 'the axis that the index runs along',
      base: '1: starts from base; 0: from zeros, and there is no base argument',
    },
    result: 'T[X…], T one of float32, float64, int32',
    is: 'out = base or 0; then for i in row-major order out[i; axis ← index[i[axis]]] += src[i]. The order of the sums must not depend on the number of threads',
    moves: false,
  },
  scan: {
    args: ['x: T[X…]', 'y: T[X…], only if attrs.fn = 2'],
    attrs: { axis: 'along which it runs', fn: '0 sum, 1 product, 2 linear recurrence' },
    result: 'T[X…], T one of float32, float64, int32',
    is: 'h(−1) = 0 (1 for the product); h(j) = h(j − 1) + x(j) | h(j − 1) · x(j) | x(j) · h(j − 1) + y(j) (with h(0) = y(0)); out(j) = h(j), j along axis. float32 accumulates in float64, or in float32 with an error of the same order as a running sum',
    moves: false,
  },
  argsort: {
    args: ['x: float32, float64 or int32 [X…]'],
    attrs: { axis: 'along which it sorts', descending: '0 or 1' },
    result: 'int32[X…]',
    is: 'positions along axis in sorted order. Stable in both directions (equal elements keep their order; −0 equals 0); NaN counts as larger than everything, and NaNs as equal',
    moves: false,
  },
  attention: {
    args: [
      'q: T[B, H, N, D]',
      'k: T[B, G, S, D], G divides H',
      'v: T[B, G, S, E]',
      'mask: T[1 or B, 1 or H, N, S], only if attrs.mask = 1: added to the scores, may hold −∞',
    ],
    attrs: { mask: '0 or 1', causal: '1: query i sees the keys j ≤ i only', scale: 'a number' },
    result: 'T[B, H, N, E + 1], T one of float32, float64',
    is: 's[i, j] = scale · Σ_d q[i, d] k[j, d] + mask[i, j], −∞ where j > i if causal; head h reads the keys of head ⌊h·G/H⌋. out[i, e] = Σ_j exp(s[i, j] − l[i]) v[j, e], out[i, E] = l[i] = log Σ_j exp s[i, j]. Without a key to see (all −∞): out[i, e] = 0, l = −∞. Scores are never stored (Dao et al., 2022, algorithm 1)',
    moves: false,
  },
  attentionBackward: {
    args: [
      'q, k, v as for attention',
      'mask, only if attrs.mask = 1',
      'o: T[B, H, N, E + 1], the result of attention',
      'g: T[B, H, N, E], the gradient of o[…, 0:E]',
    ],
    attrs: { mask: '0 or 1', causal: '0 or 1', scale: 'a number' },
    result: 'T[B·H·N·D + B·G·S·D + B·G·S·E]: dq, dk, dv one after the other, each row-major',
    is: "p[i, j] = exp(s[i, j] − l[i]) (0 where l[i] = −∞); δ[i] = Σ_e g[i, e] o[i, e]; dp[i, j] = Σ_e g[i, e] v[j, e]; ds = p · (dp − δ). dq[i] = scale · Σ_j ds[i, j] k[j]; dk[j] = scale · Σ_i ds[i, j] q[i]; dv[j] = Σ_i p[i, j] g[i], dk and dv summed over the heads that share j's head (Dao et al., 2022, algorithm 4)",
    moves: false,
  },
} as const satisfies Readonly<Record<string, WholeContract>>;

export type WholeName = keyof typeof wholeContracts;
