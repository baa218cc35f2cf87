/** How Keras's layers draw their first weights, by name. */
import * as init from '../../nn/init.ts';
import type { Tensor } from '../../tensor/index.ts';
import { lookUp } from '../suggest.ts';

/** A name, or a function that fills a tensor in place. */
export type Initializer = string | ((weight: Tensor) => unknown);

const byName: Readonly<Record<string, (weight: Tensor) => unknown>> = {
  glorotUniform: (w) => init.xavierUniform_(w),
  glorotNormal: (w) => init.xavierNormal_(w),
  heUniform: (w) => init.kaimingUniform_(w, { nonlinearity: 'relu' }),
  heNormal: (w) => init.kaimingNormal_(w, { nonlinearity: 'relu' }),
  zeros: (w) => init.zeros_(w),
  ones: (w) => init.ones_(w),
  randomNormal: (w) => init.normal_(w, 0, 0.05),
  randomUniform: (w) => init.uniform_(w, -0.05, 0.05),
  orthogonal: (w) => init.orthogonal_(w),
};

export function initialize(weight: Tensor, how: Initializer): void {
  if (typeof how === 'function') how(weight);
  else lookUp('initializer', byName, how)(weight);
}
