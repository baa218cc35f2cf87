/** Triangles of matrices. */
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { raise, ShapeError } from '../errors/index.ts';
import { apply, defineOp, type Node, type RegisteredOp } from '../graph/index.ts';

const triangleOp: RegisteredOp<{ upper: boolean; diagonal: number }> = defineOp<{
  upper: boolean;
  diagonal: number;
}>({
  name: 'triangle',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  vjp: (g, _node, attrs) => [apply(triangleOp, [g], attrs as { upper: boolean; diagonal: number })],
  lower: (b, [x], { upper, diagonal }, { shape, dtype }) => {
    const rank = shape.length;
    const plane = shape.slice(rank - 2);
    const reach = b.map('add', 'int32', b.coordinate(plane, 0), b.constant(diagonal, 'int32'));
    const kept = b.map(upper ? 'ge' : 'le', 'bool', b.coordinate(plane, 1), reach);
    return b.map('where', dtype, kept, x!, b.constant(0, dtype));
  },
});
function triangle(op: string, x: Node, diagonal: number, upper: boolean): Node {
  if (x.shape.length < 2)
    raise(ShapeError, tensorErrors, 'shape.rank', { op, expected: '≥ 2', got: x.shape });
  return apply(triangleOp, [x], { upper, diagonal });
}
/** The last two axes with zeros above a diagonal. */
export const tril = (x: Node, diagonal = 0): Node => triangle('tril', x, diagonal, false);
/** The last two axes with zeros below a diagonal. */
export const triu = (x: Node, diagonal = 0): Node => triangle('triu', x, diagonal, true);
