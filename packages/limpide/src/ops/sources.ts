/** Nodes made of nothing: positions along an axis, constants of a shape. */
import {
  type Attributes,
  type Device,
  type DType,
  defineOp,
  Node,
  type RegisteredOp,
  type Shape,
  scalar,
} from '../graph/index.ts';
import { expand, reshape } from './broadcasting.ts';

/** A node without operands. */
export function source<A extends Attributes>(
  op: RegisteredOp<A>,
  attrs: A,
  shape: Shape,
  dtype: DType,
  device: Device,
): Node {
  return new Node(
    op as unknown as RegisteredOp<never>,
    [],
    attrs,
    shape,
    dtype,
    device,
    false,
    null,
  );
}

const indexOp: RegisteredOp<{ size: number }> = defineOp<{ size: number }>({
  name: 'index',
  infer: (_inputs, { size }) => ({ shape: [size], dtype: 'int32' }),
  lower: (b, _inputs, { size }) => b.index([size]),
});
/** 0, 1, … size − 1 as int32. */
export const positions = (size: number, device: Device): Node =>
  source(indexOp, { size }, [size], 'int32', device);

/** The position along `axis`, of a shape that broadcasts with a tensor of this rank. */
export const positionsAlong = (size: number, axis: number, rank: number, device: Device): Node =>
  reshape(
    positions(size, device),
    Array.from({ length: rank }, (_, d) => (d === axis ? size : 1)),
  );

/** One value everywhere. */
export const filled = (value: number, shape: Shape, dtype: DType, device: Device): Node =>
  expand(scalar(value, dtype, device), shape);
