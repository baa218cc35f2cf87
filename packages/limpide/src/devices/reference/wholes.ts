/** The operators that are none of the four kinds, one plain function each: `ops/wholes.ts` says what they compute. */
import { isFloat, sizeOf, type Whole } from '../../graph/index.ts';

/** From the node and its operands' values (doubles, row-major) to its own. */
export type WholeFunction = (low: Whole, args: readonly Float64Array[]) => Float64Array;

const number = (low: Whole, name: string): number => low.attrs[name] as number;

/** A shape seen from one axis: sizes before it, of it, behind it. */
function around(shape: readonly number[], axis: number): [number, number, number] {
  return [sizeOf(shape.slice(0, axis)), shape[axis]!, sizeOf(shape.slice(axis + 1))];
}

const isRead = (index: number, size: number): boolean => index >= 0 && index < size;

/** Calls `visit(element of the index, element of x or −1)` for every element of the index, in order. */
function eachPlace(
  x: readonly number[],
  places: readonly number[],
  index: Float64Array,
  axis: number,
  visit: (i: number, at: number) => void,
): void {
  const at = places.map(() => 0);
  for (let i = 0; i < index.length; i++) {
    const j = index[i]!;
    let to = 0;
    for (let d = 0; d < x.length; d++) to = to * x[d]! + (d === axis ? j : at[d]!);
    visit(i, isRead(j, x[axis]!) ? to : -1);
    for (let d = places.length - 1; d >= 0; d--) {
      if (++at[d]! < places[d]!) break;
      at[d] = 0;
    }
  }
}

const nothing = (low: Whole): number => (isFloat(low.dtype) ? Number.NaN : 0);

/** Σ in the node's dtype, integers wrapping */
const plus =
  (low: Whole) =>
  (a: number, b: number): number =>
    low.dtype === 'int32' ? (a + b) | 0 : a + b;

export const wholes: Readonly<Record<string, WholeFunction>> = {
  copy: (_low, [x]) => x!.slice(),
  barrier: (_low, [x]) => x!.slice(),
  cat: (low, args) => {
    const out = new Float64Array(sizeOf(low.shape));
    const axis = number(low, 'axis');
    const [lead, total, tail] = around(low.shape, axis);
    let offset = 0;
    args.forEach((x, n) => {
      const size = low.args[n]!.shape[axis]!;
      for (let p = 0; p < lead; p++) {
        for (let i = 0; i < size * tail; i++)
          out[(p * total + offset) * tail + i] = x[p * size * tail + i]!;
      }
      offset += size;
    });
    return out;
  },
  gather: (low, [x, index]) => {
    const out = new Float64Array(sizeOf(low.shape));
    eachPlace(low.args[0]!.shape, low.shape, index!, number(low, 'axis'), (i, at) => {
      out[i] = at < 0 ? nothing(low) : x![at]!;
    });
    return out;
  },
  scatter: (low, [base, index, src]) => {
    const out = base!.slice();
    eachPlace(low.shape, low.args[1]!.shape, index!, number(low, 'axis'), (i, at) => {
      if (at >= 0) out[at] = src![i]!;
    });
    return out;
  },
  scatterAdd: (low, args) => {
    const base = number(low, 'base');
    const out = base ? args[0]!.slice() : new Float64Array(sizeOf(low.shape));
    const add = plus(low);
    eachPlace(low.shape, low.args[base]!.shape, args[base]!, number(low, 'axis'), (i, at) => {
      if (at >= 0) out[at] = add(out[at]!, args[base + 1]![i]!);
    });
    return out;
  },
  indexSelect: (low, [x, index]) => {
    const axis = number(low, 'axis');
    const [lead, count, tail] = around(low.shape, axis);
    const size = low.args[0]!.shape[axis]!;
    const out = new Float64Array(sizeOf(low.shape));
    for (let p = 0; p < lead; p++) {
      for (let n = 0; n < count; n++) {
        const j = index![n]!;
        for (let t = 0; t < tail; t++)
          out[(p * count + n) * tail + t] = isRead(j, size)
            ? x![(p * size + j) * tail + t]!
            : nothing(low);
      }
    }
    return out;
  },
  indexAdd: (low, args) => {
    const base = number(low, 'base');
    const out = base ? args[0]!.slice() : new Float64Array(sizeOf(low.shape));
    const index = args[base]!;
    const src = args[base + 1]!;
    const [lead, size, tail] = around(low.shape, number(low, 'axis'));
    const add = plus(low);
    for (let p = 0; p < lead; p++) {
      for (let n = 0; n < index.length; n++) {
        const j = index[n]!;
        if (!isRead(j, size)) continue;
        for (let t = 0; t < tail; t++) {
          const at = (p * size + j) * tail + t;
          out[at] = add(out[at]!, src[(p * index.length + n) * tail + t]!);
        }
      }
    }
    return out;
  },
  scan: (low, [x, y]) => {
    const out = new Float64Array(x!.length);
    const [lead, size, tail] = around(low.shape, number(low, 'axis'));
    const fn = number(low, 'fn');
    const whole = low.dtype === 'int32';
    for (let p = 0; p < lead; p++) {
      for (let t = 0; t < tail; t++) {
        let h = fn === 1 ? 1 : 0;
        for (let j = 0; j < size; j++) {
          const at = (p * size + j) * tail + t;
          const value = x![at]!;
          if (fn === 0) h += value;
          else if (fn === 1) h = whole ? Math.imul(h, value) : h * value;
          else h = j === 0 ? y![at]! : (whole ? Math.imul(value, h) : value * h) + y![at]!;
          if (whole) h |= 0;
          out[at] = h;
        }
      }
    }
    return out;
  },
  argsort: (low, [x]) => {
    const out = new Float64Array(x!.length);
    const [lead, size, tail] = around(low.shape, number(low, 'axis'));
    const sign = number(low, 'descending') === 1 ? -1 : 1;
    for (let p = 0; p < lead; p++) {
      for (let t = 0; t < tail; t++) {
        const value = (j: number): number => x![(p * size + j) * tail + t]!;
        const order = Array.from({ length: size }, (_, j) => j).sort(
          (i, j) => sign * compare(value(i), value(j)),
        );
        order.forEach((j, n) => {
          out[(p * size + n) * tail + t] = j;
        });
      }
    }
    return out;
  },
  attention: (low, args) => {
    const plan = attentionPlan(low, args);
    const { B, H, N, S, E } = plan;
    const out = new Float64Array(sizeOf(low.shape));
    for (let head = 0; head < B * H; head++) {
      for (let i = 0; i < N; i++) {
        const scores = Array.from({ length: S }, (_, j) => plan.score(head, i, j));
        const top = scores.reduce((a, c) => Math.max(a, c), Number.NEGATIVE_INFINITY);
        const row = (head * N + i) * (E + 1);
        if (top === Number.NEGATIVE_INFINITY) {
          out[row + E] = top;
          continue;
        }
        const weights = scores.map((s) => Math.exp(s - top));
        const total = weights.reduce((a, c) => a + c, 0);
        for (let e = 0; e < E; e++) {
          let sum = 0;
          // what a query does not see does not count, even if it is NaN or infinite
          for (let j = 0; j < S; j++)
            if (scores[j] !== Number.NEGATIVE_INFINITY) sum += weights[j]! * plan.v(head, j, e);
          out[row + e] = sum / total;
        }
        out[row + E] = top + Math.log(total);
      }
    }
    return out;
  },
  attentionBackward: (low, args) => {
    const plan = attentionPlan(low, args);
    const { B, H, G, N, S, D, E, scale } = plan;
    const o = args[args.length - 2]!;
    const g = args[args.length - 1]!;
    const out = new Float64Array(sizeOf(low.shape));
    const keys = B * H * N * D;
    const values = keys + B * G * S * D;
    for (let head = 0; head < B * H; head++) {
      const shared = plan.keyHead(head);
      for (let i = 0; i < N; i++) {
        const row = (head * N + i) * (E + 1);
        const l = o[row + E]!;
        if (l === Number.NEGATIVE_INFINITY) continue;
        const gradient = (e: number): number => g[(head * N + i) * E + e]!;
        let delta = 0;
        for (let e = 0; e < E; e++) delta += gradient(e) * o[row + e]!;
        for (let j = 0; j < S; j++) {
          const s = plan.score(head, i, j);
          if (s === Number.NEGATIVE_INFINITY) continue;
          const p = Math.exp(s - l);
          let dp = 0;
          for (let e = 0; e < E; e++) {
            dp += gradient(e) * plan.v(head, j, e);
            out[values + (shared * S + j) * E + e]! += p * gradient(e);
          }
          const ds = scale * p * (dp - delta);
          for (let d = 0; d < D; d++) {
            out[(head * N + i) * D + d]! += ds * plan.k(head, j, d);
            out[keys + (shared * S + j) * D + d]! += ds * plan.q(head, i, d);
          }
        }
      }
    }
    return out;
  },
};

/** NaN is larger than everything and equal to itself. */
function compare(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  if (Number.isNaN(b)) return -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sizes and readers shared by attention and its gradient. `head` counts batch and head together. */
function attentionPlan(low: Whole, args: readonly Float64Array[]) {
  const [B, H, N, D] = low.args[0]!.shape as [number, number, number, number];
  const [, G, S, E] = low.args[2]!.shape as [number, number, number, number];
  const masked = number(low, 'mask') === 1;
  const causal = number(low, 'causal') === 1;
  const scale = number(low, 'scale');
  const [qs, ks, vs] = args as [Float64Array, Float64Array, Float64Array];
  const keyHead = (head: number): number =>
    Math.floor(head / H) * G + Math.floor(((head % H) * G) / H);
  const q = (head: number, i: number, d: number): number => qs[(head * N + i) * D + d]!;
  const k = (head: number, j: number, d: number): number => ks[(keyHead(head) * S + j) * D + d]!;
  const v = (head: number, j: number, e: number): number => vs[(keyHead(head) * S + j) * E + e]!;
  const mask = (head: number, i: number, j: number): number => {
    const [MB, MH] = low.args[3]!.shape as [number, number];
    const b = MB === 1 ? 0 : Math.floor(head / H);
    const h = MH === 1 ? 0 : head % H;
    return args[3]![((b * MH + h) * N + i) * S + j]!;
  };
  const score = (head: number, i: number, j: number): number => {
    if (causal && j > i) return Number.NEGATIVE_INFINITY;
    const m = masked ? mask(head, i, j) : 0;
    if (m === Number.NEGATIVE_INFINITY) return m;
    let dot = 0;
    for (let d = 0; d < D; d++) dot += q(head, i, d) * k(head, j, d);
    return scale * dot + m;
  };
  return { B, H, G, N, S, D, E, scale, keyHead, q, k, v, score };
}
