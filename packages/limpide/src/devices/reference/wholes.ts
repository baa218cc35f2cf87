/** The operators that are none of the four kinds, one plain function each. */
import type { Whole } from '../../graph/index.ts';

/** From the node and its operands' values (doubles, row-major) to its own. */
export type WholeFunction = (low: Whole, args: readonly Float64Array[]) => Float64Array;

export const wholes: Readonly<Record<string, WholeFunction>> = {
  copy: (_low, [x]) => x!.slice(),
};
