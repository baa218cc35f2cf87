/** Memory of one's own: what is learnt is overwritten in place, so no two tensors may share it. */
import { type Storage, withRecording } from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { evaluate } from '../tensor/evaluate.ts';
import type { Tensor } from '../tensor/index.ts';

/**
 * Computes tensors, and gives a copy to each whose values another one of them holds: a program computes
 * equal expressions once (two layers that begin with ones), so that their results are one and the same.
 */
export function ownMemory(tensors: readonly Tensor[]): void {
  const handles = new Set(tensors.map((t) => t.handle));
  evaluate([...handles].map(({ node }) => node).filter((node) => node.storage === null));
  const seen = new Set<Storage | null>();
  for (const handle of handles) {
    if (seen.has(handle.node.storage)) {
      const copy = withRecording(false, () => ops.clone(handle.node));
      evaluate([copy]);
      handle.replace(copy.storage!);
    }
    seen.add(handle.node.storage);
  }
}
