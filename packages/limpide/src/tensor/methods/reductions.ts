/** Reductions: folds along axes. */
import * as ops from '../../ops/index.ts';
import type { Dims } from '../base.ts';
import { MapMethods } from './maps.ts';

export abstract class ReductionMethods<T extends ReductionMethods<T>> extends MapMethods<T> {
  /** Σ x; integers and booleans give int32 */
  sum(dim?: Dims, keepdim = false): T {
    return this.make(ops.sum(this.node, { dim, keepdim }));
  }
  prod(dim?: Dims, keepdim = false): T {
    return this.make(ops.prod(this.node, { dim, keepdim }));
  }
  mean(dim?: Dims, keepdim = false): T {
    return this.make(ops.mean(this.node, { dim, keepdim }));
  }
  /** Σ(x − mean)² / (n − correction); correction is 1 unless given */
  variance(dim?: Dims, options: { correction?: number; keepdim?: boolean } = {}): T {
    return this.make(ops.variance(this.node, { dim, ...options }));
  }
  /** The same as variance. */
  var(dim?: Dims, options: { correction?: number; keepdim?: boolean } = {}): T {
    return this.variance(dim, options);
  }
  /** √variance */
  std(dim?: Dims, options: { correction?: number; keepdim?: boolean } = {}): T {
    return this.make(ops.std(this.node, { dim, ...options }));
  }
  /** The largest element; ties share the gradient. */
  amax(dim?: Dims, keepdim = false): T {
    return this.make(ops.amax(this.node, { dim, keepdim }));
  }
  /** The smallest element; ties share the gradient. */
  amin(dim?: Dims, keepdim = false): T {
    return this.make(ops.amin(this.node, { dim, keepdim }));
  }
  /** Position of the largest element (the first of ties), int32; of the flattened tensor without `dim`. */
  argmax(dim?: number, keepdim = false): T {
    return this.make(ops.argmax(this.node, { dim, keepdim }));
  }
  argmin(dim?: number, keepdim = false): T {
    return this.make(ops.argmin(this.node, { dim, keepdim }));
  }
  any(dim?: Dims, keepdim = false): T {
    return this.make(ops.any(this.node, { dim, keepdim }));
  }
  all(dim?: Dims, keepdim = false): T {
    return this.make(ops.all(this.node, { dim, keepdim }));
  }
  /** (Σ|x|ᵖ)^(1/p); p may be 0, ∞ and −∞ */
  norm(p = 2, dim?: Dims, keepdim = false): T {
    return this.make(ops.norm(this.node, p, { dim, keepdim }));
  }
  /** log Σ eˣ, without overflow */
  logsumexp(dim?: Dims, keepdim = false): T {
    return this.make(ops.logsumexp(this.node, { dim, keepdim }));
  }
  /** eˣ / Σ eˣ along one axis */
  softmax(dim: number): T {
    return this.make(ops.softmax(this.node, dim));
  }
  logSoftmax(dim: number): T {
    return this.make(ops.logSoftmax(this.node, dim));
  }
}
