/**
 * Scaled dot-product attention: softmax(scale · q kᵀ + mask) v (Vaswani et al., 2017, eq. 1).
 *
 * Two ways to the same result. `attention` is a whole operator that never stores the scores (Dao et al.,
 * "FlashAttention", 2022): next to its result it keeps the logarithm of each row's sum, from which the
 * gradient recomputes the probabilities. `composedAttention` is written with products and a softmax; it is
 * taken where probabilities themselves are needed: dropout, gradients of the mask, second derivatives.
 */

import { operatorErrors } from '../errors/catalog/operators.ts';
import { raise, ShapeError } from '../errors/index.ts';
import {
  apply,
  broadcast,
  defineOp,
  isRecording,
  type Node,
  promote,
  type RegisteredOp,
  type Shape,
  sizeOf,
} from '../graph/index.ts';
import { expand, reshape } from './broadcasting.ts';
import { contract } from './contractions.ts';
import { add, cast, eq, le, mul, sub, where } from './maps.ts';
import { sliceTo } from './movement.ts';
import { amax, softmax, sum } from './reductions.ts';
import { positionsAlong } from './sources.ts';
import { computeIn } from './support.ts';

export interface AttentionOptions {
  /** Boolean (true: may be seen) or added to the scores; broadcasts to [..., N, S]. */
  readonly attnMask?: Node | null | undefined;
  /** Query i sees the keys j ≤ i only. */
  readonly isCausal?: boolean | undefined;
  /** 1/√D when left out. */
  readonly scale?: number | undefined;
  /** Several heads of the query share one of the key and value (the axis before the last two). */
  readonly enableGqa?: boolean | undefined;
  /** What probabilities are multiplied by, made for their shape (dropout). */
  readonly dropout?: ((shape: Shape) => Node) | null | undefined;
}

interface Attributes {
  readonly mask: boolean;
  readonly causal: boolean;
  readonly scale: number;
  readonly [name: string]: boolean | number;
}

/** q [B, H, N, D], k [B, G, S, D], v [B, G, S, E], mask [1 or B, 1 or H, N, S] or none. */
type Operands = readonly [q: Node, k: Node, v: Node, mask?: Node];

const flags = ({
  mask,
  causal,
  scale,
}: Attributes): { mask: number; causal: number; scale: number } => ({
  mask: mask ? 1 : 0,
  causal: causal ? 1 : 0,
  scale,
});

const attentionOp: RegisteredOp<Attributes> = defineOp<Attributes>({
  name: 'attention',
  infer: ([q, , v]) => ({ shape: [...q!.shape.slice(0, 3), v!.shape[3]! + 1], dtype: q!.dtype }),
  vjp: (packed, node, attrs) => {
    const operands = node.inputs as unknown as Operands;
    const [q, k, v] = operands;
    const g = withoutLast(packed);
    // a gradient that will itself be differentiated is written with differentiable operators
    const grads = isRecording()
      ? composedGradients(operands, g, attrs as Attributes)
      : unpacked(apply(backwardOp, [...node.inputs, node, g], attrs as Attributes), [q, k, v]);
    return attrs['mask'] ? [...grads, null] : grads;
  },
  lower: (b, inputs, attrs, { shape, dtype }) =>
    computeIn(b, dtype, inputs, (args, t) => b.whole('attention', shape, t, args, flags(attrs))),
});

const backwardOp: RegisteredOp<Attributes> = defineOp<Attributes>({
  name: 'attentionBackward',
  infer: ([q, k, v]) => ({
    shape: [sizeOf(q!.shape) + sizeOf(k!.shape) + sizeOf(v!.shape)],
    dtype: q!.dtype,
  }),
  lower: (b, inputs, attrs, { shape, dtype }) =>
    computeIn(b, dtype, inputs, (args, t) =>
      b.whole('attentionBackward', shape, t, args, flags(attrs)),
    ),
});

/** Without the row's logarithm that stands in the last place. */
function withoutLast(packed: Node): Node {
  const shape = packed.shape.map((n, d) => (d === packed.shape.length - 1 ? n - 1 : n));
  return sliceTo(
    packed,
    shape,
    shape.map(() => 0),
    shape.map(() => 1),
  );
}

function unpacked(flat: Node, like: readonly Node[]): Node[] {
  let at = 0;
  return like.map((x) => {
    const size = sizeOf(x.shape);
    at += size;
    return reshape(sliceTo(flat, [size], [at - size], [1]), x.shape);
  });
}

// ---- composed --------------------------------------------------------------------------------------

// axes of the einsum-like products below: batch, head of the key, heads that share it, query, key, feature, value
const [B, G, R, N, S, D, E] = [0, 1, 2, 3, 4, 5, 6];

/** [B, H, …] → [B, G, H / G, …] */
const shared = (x: Node, groups: number): Node =>
  reshape(x, [x.shape[0]!, groups, x.shape[1]! / groups, ...x.shape.slice(2)]);

/** softmax of the scores, [B, G, R, N, S]; 0 where there is no key to see. */
function probabilities([q, k, , mask]: Operands, { causal, scale }: Attributes): Node {
  const groups = k.shape[1]!;
  let scores = mul(
    contract(shared(q, groups), [B, G, R, N, D], k, [B, G, S, D], [B, G, R, N, S]),
    scale,
  );
  const never = Number.NEGATIVE_INFINITY;
  if (mask) {
    const [mb, mh, n, s] = mask.shape as readonly [number, number, number, number];
    const fitted = mh === 1 ? reshape(mask, [mb, 1, 1, n, s]) : shared(mask, groups);
    scores = where(eq(fitted, never), never, add(scores, fitted));
  }
  if (causal) {
    const rank = scores.shape.length;
    const query = positionsAlong(q.shape[2]!, rank - 2, rank, q.device);
    const key = positionsAlong(k.shape[2]!, rank - 1, rank, q.device);
    scores = where(le(key, query), scores, never);
  }
  if (!mask && !causal) return softmax(scores, -1);
  const blind = k.shape[2] === 0 ? null : eq(amax(scores, { dim: -1, keepdim: true }), never);
  return blind ? where(blind, 0, softmax(where(blind, 0, scores), -1)) : scores;
}

const asHeads = (x: Node, like: Node, last: number): Node =>
  reshape(x, [...like.shape.slice(0, 3), last]);

/** The gradients of attention with respect to q, k and v, by differentiable operators. */
function composedGradients(operands: Operands, g: Node, attrs: Attributes): Node[] {
  const [q, k, v] = operands;
  const groups = k.shape[1]!;
  const p = probabilities(operands, attrs);
  const gs = shared(g, groups);
  const dp = contract(gs, [B, G, R, N, E], v, [B, G, S, E], [B, G, R, N, S]);
  const ds = mul(mul(p, sub(dp, sum(mul(dp, p), { dim: -1, keepdim: true }))), attrs.scale);
  return [
    asHeads(contract(ds, [B, G, R, N, S], k, [B, G, S, D], [B, G, R, N, D]), q, q.shape[3]!),
    contract(ds, [B, G, R, N, S], shared(q, groups), [B, G, R, N, D], [B, G, S, D]),
    contract(p, [B, G, R, N, S], gs, [B, G, R, N, E], [B, G, S, E]),
  ];
}

/** softmax(scale · q kᵀ + mask) v, with every score stored: [B, H, N, E]. */
export function composedAttention(
  operands: Operands,
  attrs: { mask: boolean; causal: boolean; scale: number },
  dropout: ((shape: Shape) => Node) | null = null,
): Node {
  const [q, , v] = operands;
  let p = probabilities(operands, attrs);
  if (dropout) p = mul(p, dropout(p.shape));
  return asHeads(contract(p, [B, G, R, N, S], v, [B, G, S, E], [B, G, R, N, E]), q, v.shape[3]!);
}

// ---- what people call ------------------------------------------------------------------------------

/**
 * Attention over the last two axes (torch.nn.functional.scaled_dot_product_attention).
 *
 * @param query [..., N, D], or [..., H, N, D] with grouped heads
 * @param key   [..., S, D]; the leading axes broadcast
 * @param value [..., S, E]
 * @returns     [..., N, E]; 0 for queries that see no key
 */
export function scaledDotProductAttention(
  query: Node,
  key: Node,
  value: Node,
  options: AttentionOptions = {},
): Node {
  const fail = (): never =>
    raise(ShapeError, operatorErrors, 'attention.shape', {
      op: 'scaledDotProductAttention',
      q: query.shape,
      k: key.shape,
      v: value.shape,
    });
  const ranks = [query, key, value].map((x) => x.shape.length);
  if (ranks.some((r) => r < 2)) fail();
  const grouped = options.enableGqa === true;
  if (grouped && ranks.some((r) => r < 3)) fail();
  const dtype = promote(promote(query.dtype, key.dtype), value.dtype);
  const tail = grouped ? 3 : 2;
  const lead = (x: Node): Shape => x.shape.slice(0, x.shape.length - tail);
  const [n, d] = query.shape.slice(-2) as unknown as [number, number];
  const s = key.shape[key.shape.length - 2]!;
  if (key.shape[key.shape.length - 1] !== d || value.shape[value.shape.length - 2] !== s) fail();
  const common = broadcast(
    'scaledDotProductAttention',
    lead(query),
    broadcast('scaledDotProductAttention', lead(key), lead(value)),
  );
  const headsOf = (x: Node): number =>
    grouped ? x.shape[x.shape.length - 3]! : (common[common.length - 1] ?? 1);
  const heads = headsOf(query);
  const groups = headsOf(key);
  if (headsOf(value) !== groups || groups === 0 || heads % groups !== 0) fail();
  const batch = sizeOf(grouped ? common : common.slice(0, -1));
  const fit = (x: Node): Node => {
    const spread = expand(cast(x, dtype), [...common, ...x.shape.slice(x.shape.length - tail)]);
    return reshape(spread, [batch, headsOf(x), ...x.shape.slice(-2)]);
  };
  const mask = options.attnMask
    ? fitMask(options.attnMask, [...common, ...(grouped ? [heads] : [])], batch, heads, n, s)
    : null;
  const additive =
    mask &&
    (mask.dtype === 'bool'
      ? cast(where(mask, 0, Number.NEGATIVE_INFINITY), dtype)
      : cast(mask, dtype));
  const operands = [
    fit(query),
    fit(key),
    fit(value),
    ...(additive ? [additive] : []),
  ] as unknown as Operands;
  const attrs = {
    mask: additive !== null,
    causal: options.isCausal ?? false,
    scale: options.scale ?? 1 / Math.sqrt(d),
  };
  const composed = options.dropout || additive?.requiresGrad || s === 0;
  const out = composed
    ? composedAttention(operands, attrs, options.dropout)
    : withoutLast(apply(attentionOp, operands as readonly Node[], attrs));
  return reshape(out, [
    ...common,
    ...(grouped ? [heads] : []),
    n,
    value.shape[value.shape.length - 1]!,
  ]);
}

/** A mask as [1 or batch, 1 or heads, N, S]. */
function fitMask(
  mask: Node,
  lead: Shape,
  batch: number,
  heads: number,
  n: number,
  s: number,
): Node {
  const rank = lead.length + 2;
  const own = [...new Array<number>(Math.max(0, rank - mask.shape.length)).fill(1), ...mask.shape];
  const outer = own.slice(0, -2);
  const alike = outer.slice(0, -1).every((m) => m === 1);
  const oneHead = outer.length === 0 || outer[outer.length - 1] === 1;
  const full = [
    ...(alike ? outer.slice(0, -1) : lead.slice(0, -1)),
    ...(lead.length > 0 ? [oneHead ? 1 : lead[lead.length - 1]!] : []),
    n,
    s,
  ];
  return reshape(expand(reshape(mask, own), full), [alike ? 1 : batch, oneHead ? 1 : heads, n, s]);
}
