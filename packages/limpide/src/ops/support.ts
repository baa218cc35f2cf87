/** What the definitions of operators share: result dtypes, numbers as nodes, computing in a wider type. */
import {
  type DType,
  dtypeInfo,
  type Low,
  type LowBuilder,
  Node,
  promote,
  promoteNumber,
  scalar,
} from '../graph/index.ts';

export type Operand = Node | number | boolean;

/** A node from a node or a number; a number takes the dtype that `like` gives it. */
export function toNode(value: Operand, like: Node): Node {
  if (value instanceof Node) return value;
  const n = Number(value);
  const dtype =
    typeof value === 'boolean' && like.dtype === 'bool' ? 'bool' : promoteNumber(like.dtype, n);
  return scalar(n, dtype, like.device);
}

const rank = { bool: 0, int: 1, float: 2 } as const;

/** PyTorch's promotion of two tensors: one without axes does not widen one with axes of the same kind. */
export function resultDType(a: Node, b: Node): DType {
  if (a.dtype === b.dtype) return a.dtype;
  const aFlat = a.shape.length === 0;
  if (aFlat !== (b.shape.length === 0)) {
    const weak = aFlat ? a : b;
    const strong = aFlat ? b : a;
    if (rank[dtypeInfo[weak.dtype].kind] <= rank[dtypeInfo[strong.dtype].kind]) return strong.dtype;
  }
  return promote(a.dtype, b.dtype);
}

/** Casts operands to the type in which `dtype` is computed, runs `body` there, and casts back. */
export function computeIn(
  b: LowBuilder,
  dtype: DType,
  inputs: readonly Low[],
  body: (args: Low[], compute: DType) => Low,
): Low {
  const compute = dtypeInfo[dtype].compute;
  return b.cast(
    body(
      inputs.map((x) => b.cast(x, compute)),
      compute,
    ),
    dtype,
  );
}
