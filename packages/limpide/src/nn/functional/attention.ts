/** Attention (Vaswani et al., 2017). */
import { provideAttention } from '../../devices/attention.ts';
import { type Shape, scalar } from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import { defaultGenerator, type Generator, type Tensor } from '../../tensor/index.ts';
import { uniformNode } from '../../tensor/random.ts';
import { dropout } from '../ops/dropout.ts';
import { nodeOf, type Optional, wrap } from './support.ts';

export interface ScaledDotProductOptions {
  /** Boolean, true where a key may be seen; or numbers added to the scores. Broadcasts to (…, L, S). */
  readonly attnMask?: Optional;
  /** Probability of dropping a weight; 0 when left out. */
  readonly dropoutP?: number | undefined;
  /** Query i sees keys 0 … i. */
  readonly isCausal?: boolean | undefined;
  /** 1/√E when left out. */
  readonly scale?: number | undefined;
  /** Whether several query heads share a key head. */
  readonly enableGqa?: boolean | undefined;
  readonly generator?: Generator | undefined;
}

/** softmax(q·kᵀ·scale + mask)·v: (…, L, E), (…, S, E), (…, S, V) → (…, L, V) */
export function scaledDotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options: ScaledDotProductOptions = {},
): Tensor {
  const {
    attnMask,
    dropoutP = 0,
    isCausal,
    scale,
    enableGqa,
    generator = defaultGenerator,
  } = options;
  provideAttention();
  const { device, dtype } = query.node;
  // what the probabilities are multiplied by: 0, or 1/(1 − p)
  const mask = (shape: Shape) =>
    dropout(
      ops.expand(scalar(1, dtype, device), shape),
      uniformNode(shape, 'float32', device, generator),
      dropoutP,
    );
  return wrap(
    ops.scaledDotProductAttention(query.node, key.node, value.node, {
      attnMask: nodeOf(attnMask),
      isCausal,
      scale,
      enableGqa,
      dropout: dropoutP > 0 ? mask : null,
    }),
  );
}
