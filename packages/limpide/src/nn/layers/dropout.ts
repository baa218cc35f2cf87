/** Dropout layers: at work in training only. */
import type { Generator, Tensor } from '../../tensor/index.ts';
import * as F from '../functional/index.ts';
import { Module } from '../module.ts';
import { described } from './support.ts';

abstract class Drop extends Module {
  readonly p: number;
  protected readonly generator: Generator | undefined;

  /**
   * @param p probability of being dropped
   * @param options.generator the default generator when left out
   */
  constructor(p = 0.5, options: { readonly generator?: Generator | undefined } = {}) {
    super();
    this.p = p;
    this.generator = options.generator;
  }
  protected get options(): F.DropoutOptions {
    return { p: this.p, training: this.training, generator: this.generator };
  }
  override extraRepr(): string {
    return described({ p: this.p });
  }
}

/** Each element is 0 with probability p, the others are divided by 1 − p (Srivastava et al., 2014). */
export class Dropout extends Drop {
  forward(input: Tensor): Tensor {
    return F.dropout(input, this.options);
  }
}
/** Whole channels at a time: (N, C, L) or (C, L) (Tompson et al., 2015). */
export class Dropout1d extends Drop {
  forward(input: Tensor): Tensor {
    return F.dropout1d(input, this.options);
  }
}
/** Whole channels at a time: (N, C, H, W) or (C, H, W). */
export class Dropout2d extends Drop {
  forward(input: Tensor): Tensor {
    return F.dropout2d(input, this.options);
  }
}
