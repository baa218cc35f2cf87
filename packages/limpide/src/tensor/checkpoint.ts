/**
 * Checkpointing: memory for time (Chen et al., "Training deep nets with sublinear memory cost", 2016).
 *
 * What `fn` computes on the way is not kept for the backward pass, but computed a second time when the
 * gradient arrives. The second computation reads its inputs through a barrier that waits for that
 * gradient, so that it is neither merged with the first nor started early.
 */
import {
  apply,
  defineOp,
  isRecording,
  type Node,
  type RegisteredOp,
  withRecording,
} from '../graph/index.ts';
import { flow } from './autograd.ts';
import { type DrawTape, withDraws } from './random.ts';
import { Tensor } from './tensor.ts';

const barrierOp: RegisteredOp = defineOp({
  name: 'barrier',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  vjp: (g) => [g, null],
  lower: (b, [x, after], _attrs, { shape, dtype }) =>
    b.whole('barrier', shape, dtype, [x!, after!]),
});

/** Leaves with gradients that `root` depends on, short of `inputs`: what `fn` reads besides its arguments. */
function hiddenLeaves(root: Node, inputs: readonly Node[]): Node[] {
  const found: Node[] = [];
  const seen = new Set<Node>(inputs);
  const stack = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen.has(node) || !node.requiresGrad) continue;
    seen.add(node);
    if (node.variable !== null) found.push(node);
    else stack.push(...node.inputs);
  }
  return found;
}

/**
 * `fn(...inputs)`, whose inner values are computed again in the backward pass instead of being kept.
 * Parameters that `fn` reads get their gradients, and random draws are repeated.
 */
export function checkpoint(fn: (...inputs: Tensor[]) => Tensor, ...inputs: Tensor[]): Tensor {
  const tape: DrawTape = { draws: [] };
  const first = withDraws(tape, false, () => fn(...inputs));
  if (!first.requiresGrad) return first;
  const given = inputs.map((x) => x.node);
  const leaves = hiddenLeaves(first.node, given);
  const op: RegisteredOp = defineOp({
    name: 'checkpoint',
    infer: ([y]) => ({ shape: y!.shape, dtype: y!.dtype }),
    vjp: (g, node, _attrs, needs) => {
      const createGraph = isRecording();
      const guarded = withRecording(true, () =>
        given.map((_, i) => apply(barrierOp, [node.inputs[i + 1]!, g], {})),
      );
      const again = withRecording(true, () =>
        withDraws(tape, true, () => fn(...guarded.map((x) => new Tensor(x)))),
      );
      const wanted = [...guarded, ...leaves];
      const found = flow(again.node, g, wanted, {
        createGraph,
        retainGraph: true,
        boundary: new Set(guarded),
      });
      return [null, ...wanted.map((x, i) => (needs[i + 1] ? (found.get(x) ?? null) : null))];
    },
    lower: (_b, [y]) => y!,
  });
  return new Tensor(apply(op, [first.detach().node, ...given, ...leaves], {}));
}
