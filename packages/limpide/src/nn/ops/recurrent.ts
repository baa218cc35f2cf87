/**
 * One step in time of the recurrent networks, from the gates' inputs already projected.
 *
 * xg = W_ih·x + b_ih for this step (N, gates·H); the cell adds W_hh·h + b_hh.
 */
import { apply, defineOp, type Node, type RegisteredOp } from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';

export interface CellWeights {
  readonly weightHh: Node;
  readonly biasHh: Node | null;
}
/** The hidden state, and for an LSTM the cell's. */
export type Hidden = readonly [h: Node, c?: Node | undefined];
export type CellStep = (xg: Node, hidden: Hidden, weights: CellWeights) => Hidden;

/** Columns k·H … (k + 1)·H of the gates. */
function gate(gates: Node, k: number, count: number): Node {
  const width = gates.shape[gates.shape.length - 1]! / count;
  const zero = gates.shape.map(() => 0);
  return ops.sliceTo(
    gates,
    [...gates.shape.slice(0, -1), width],
    [...zero.slice(1), k * width],
    zero.map(() => 1),
  );
}

/**
 * The same values, written to memory, and so their gradient. Without it each state would be fused into the
 * next, and its formula would grow with time.
 */
const stagedOp: RegisteredOp = defineOp({
  name: 'staged',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  vjp: (g) => [staged(g)],
  lower: (b, [x]) => b.copy(x!),
});
const staged = (x: Node): Node => apply(stagedOp, [x], {});

const projected = (h: Node, { weightHh, biasHh }: CellWeights): Node =>
  ops.linear(h, weightHh, biasHh);

/** h' = tanh(xg + W_hh·h + b_hh), or the same with relu (Elman, 1990) */
const elman =
  (activation: (x: Node) => Node): CellStep =>
  (xg, [h], weights) => [activation(ops.add(xg, projected(h, weights)))];

/** i, f, g, o = gates;  c' = σ(f)·c + σ(i)·tanh(g);  h' = σ(o)·tanh(c') (Hochreiter & Schmidhuber, 1997; Gers et al., 2000) */
const lstm: CellStep = (xg, [h, c], weights) => {
  const gates = ops.add(xg, projected(h, weights));
  const input = ops.sigmoid(gate(gates, 0, 4));
  const forget = ops.sigmoid(gate(gates, 1, 4));
  const update = ops.tanh(gate(gates, 2, 4));
  const output = ops.sigmoid(gate(gates, 3, 4));
  const cell = ops.add(ops.mul(forget, c!), ops.mul(input, update));
  return [ops.mul(output, ops.tanh(cell)), cell];
};

/** r, z = σ(…);  n = tanh(xₙ + r·(W_hn·h + b_hn));  h' = (1 − z)·n + z·h (Cho et al., 2014, in PyTorch's form) */
const gru: CellStep = (xg, [h], weights) => {
  const hg = projected(h, weights);
  const reset = ops.sigmoid(ops.add(gate(xg, 0, 3), gate(hg, 0, 3)));
  const update = ops.sigmoid(ops.add(gate(xg, 1, 3), gate(hg, 1, 3)));
  const fresh = ops.tanh(ops.add(gate(xg, 2, 3), ops.mul(reset, gate(hg, 2, 3))));
  return [ops.add(fresh, ops.mul(update, ops.sub(h, fresh)))];
};

export type CellKind = 'tanh' | 'relu' | 'lstm' | 'gru';
export const cells: Readonly<
  Record<CellKind, { readonly gates: number; readonly step: CellStep }>
> = {
  tanh: { gates: 1, step: elman(ops.tanh) },
  relu: { gates: 1, step: elman(ops.relu) },
  lstm: { gates: 4, step: lstm },
  gru: { gates: 3, step: gru },
};

/** One step of a cell. */
export const cellStep = (
  kind: CellKind,
  xg: Node,
  hidden: Hidden,
  weights: CellWeights,
): Hidden => {
  const [h, c] = cells[kind].step(xg, hidden, weights);
  return c ? [staged(h), staged(c)] : [staged(h)];
};

/**
 * The positions of the first axis, one by one. Halves of halves: the gradient of a slice is as large as
 * what it was cut from, so cutting T slices from the whole would cost T² in the backward pass, this T·log T.
 */
export function timeSteps(x: Node): Node[] {
  const [steps = 0, ...rest] = x.shape;
  if (steps <= 1) return steps === 1 ? [ops.reshape(x, rest)] : [];
  const zero = rest.map(() => 0);
  const one = [1, ...rest.map(() => 1)];
  const half = Math.floor(steps / 2);
  return [
    ...timeSteps(ops.sliceTo(x, [half, ...rest], [0, ...zero], one)),
    ...timeSteps(ops.sliceTo(x, [steps - half, ...rest], [half, ...zero], one)),
  ];
}

/**
 * A whole layer in one direction.
 *
 * @param xg      projected inputs (T, N, gates·H)
 * @param lengths (N, 1), int32: a sequence stops there, its state is kept and its outputs are 0
 * @returns outputs (T, N, H) and the last state
 */
export function unrolled(
  kind: CellKind,
  xg: Node,
  initial: Hidden,
  weights: CellWeights,
  reverse: boolean,
  lengths: Node | null,
): { readonly outputs: Node; readonly last: Hidden } {
  const inputs = timeSteps(xg);
  const outputs = new Array<Node>(inputs.length);
  let hidden = initial;
  for (let n = 0; n < inputs.length; n++) {
    const t = reverse ? inputs.length - 1 - n : n;
    let next = cellStep(kind, inputs[t]!, hidden, weights);
    let output = next[0];
    if (lengths) {
      const running = ops.gt(lengths, t);
      output = ops.where(running, output, 0);
      next = next.map((state, i) => ops.where(running, state!, hidden[i]!)) as unknown as Hidden;
    }
    outputs[t] = output;
    hidden = next;
  }
  return { outputs: ops.stack(outputs, 0), last: hidden };
}
