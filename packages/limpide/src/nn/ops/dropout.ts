/** Dropout: a random mask, and the survivors scaled up. */
import { apply, defineOp, type Node, toFloat } from '../../graph/index.ts';
import { computeIn } from '../../ops/support.ts';

/** x/(1 − p) where u ≥ p, 0 elsewhere; u uniform in [0, 1), of a shape that broadcasts to x's. */
const dropoutOp = defineOp<{ readonly p: number }>({
  name: 'dropout',
  infer: ([x]) => ({ shape: x!.shape, dtype: toFloat(x!.dtype) }),
  vjp: (g, node, { p }) => [dropout(g, node.inputs[1]!, p), null],
  lower: (b, [x, u], { p }, { dtype }) =>
    computeIn(b, dtype, [x!], ([v], t) => {
      const kept = b.map('ge', 'bool', b.expand(u!, v!.shape), b.constant(p, u!.dtype));
      const scaled = b.map('mul', t, v!, b.constant(p < 1 ? 1 / (1 - p) : 0, t));
      return b.map('where', t, kept, scaled, b.constant(0, t));
    }),
});
export const dropout = (x: Node, u: Node, p: number): Node => apply(dropoutOp, [x, u], { p });
