/** Parameters: the tensors that a module learns. */
import { withRecording } from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { Tensor } from '../tensor/index.ts';

export interface ParameterOptions {
  /** Whether gradients are computed for it; `true` when left out. */
  readonly requiresGrad?: boolean | undefined;
}

/**
 * A tensor that is learnt. As a property of a `Module` it is found by `parameters()` and `stateDict()`.
 *
 * It owns its memory: a parameter made from a tensor that already has values is a copy, so that
 * training leaves that tensor alone.
 */
export class Parameter extends Tensor {
  constructor(data: Tensor, { requiresGrad = true }: ParameterOptions = {}) {
    const { node } = data.requiresGrad ? data.detach() : data;
    super(node.storage === null ? node : withRecording(false, () => ops.clone(node)));
    this.requiresGrad_(requiresGrad);
  }
}

/** `new Parameter(data)`, as a function. */
export const parameter = (data: Tensor, options: ParameterOptions = {}): Parameter =>
  new Parameter(data, options);
