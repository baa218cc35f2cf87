/** What functions on tensors share. */
import type { Node } from '../../graph/index.ts';
import { Tensor } from '../../tensor/index.ts';

/** A tensor that may be left out. */
export type Optional = Tensor | null | undefined;

export const wrap = (node: Node): Tensor => new Tensor(node);
export const nodeOf = (value: Optional): Node | null => value?.node ?? null;
