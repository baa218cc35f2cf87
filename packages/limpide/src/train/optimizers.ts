/** Optimisers in Keras's manner: by name, or with Keras's options, before the model has parameters. */

import type { Parameter } from '../nn/index.ts';
import { Adadelta, Adagrad, Adam, AdamW, NAdam, RMSprop, SGD } from '../optim/index.ts';
import type { OptimizerLike } from './callback.ts';
import type { Stateful } from './checkpoint.ts';
import { lookUp } from './suggest.ts';

export type AnyOptimizer = OptimizerLike & Stateful;
/** Makes an optimiser once the parameters are there: `(params) => new Adam(params, { lr: 1e-3 })`. */
export type OptimizerFactory = (parameters: Parameter[]) => AnyOptimizer;

interface Rate {
  readonly learningRate?: number | undefined;
}

/** Adam (Kingma & Ba, 2015); learning rate 0.001, ε 10⁻⁷, as in Keras. */
export const adam =
  (
    options: Rate & {
      readonly beta1?: number | undefined;
      readonly beta2?: number | undefined;
      readonly epsilon?: number | undefined;
      readonly amsgrad?: boolean | undefined;
    } = {},
  ): OptimizerFactory =>
  (parameters) =>
    new Adam(parameters, {
      lr: options.learningRate ?? 0.001,
      betas: [options.beta1 ?? 0.9, options.beta2 ?? 0.999],
      eps: options.epsilon ?? 1e-7,
      amsgrad: options.amsgrad ?? false,
    });

/** Adam with decoupled weight decay; learning rate 0.001, decay 0.004, as in Keras. */
export const adamw =
  (options: Rate & { readonly weightDecay?: number | undefined } = {}): OptimizerFactory =>
  (parameters) =>
    new AdamW(parameters, {
      lr: options.learningRate ?? 0.001,
      weightDecay: options.weightDecay ?? 0.004,
      eps: 1e-7,
    });

/** Gradient descent; learning rate 0.01, as in Keras. */
export const sgd =
  (
    options: Rate & {
      readonly momentum?: number | undefined;
      readonly nesterov?: boolean | undefined;
    } = {},
  ): OptimizerFactory =>
  (parameters) =>
    new SGD(parameters, {
      lr: options.learningRate ?? 0.01,
      momentum: options.momentum ?? 0,
      nesterov: options.nesterov ?? false,
    });

/** RMSprop; learning rate 0.001, ρ 0.9, as in Keras. */
export const rmsprop =
  (options: Rate & { readonly rho?: number | undefined } = {}): OptimizerFactory =>
  (parameters) =>
    new RMSprop(parameters, {
      lr: options.learningRate ?? 0.001,
      alpha: options.rho ?? 0.9,
      eps: 1e-7,
    });

const byName: Readonly<Record<string, OptimizerFactory>> = {
  adam: adam(),
  adamw: adamw(),
  sgd: sgd(),
  rmsprop: rmsprop(),
  adagrad: (parameters) => new Adagrad(parameters, { lr: 0.001 }),
  adadelta: (parameters) => new Adadelta(parameters, { lr: 0.001 }),
  nadam: (parameters) => new NAdam(parameters, { lr: 0.001 }),
};

/** An optimiser from its name, from a factory, or as it is. */
export function optimizerOf(
  optimizer: string | OptimizerFactory | AnyOptimizer,
  parameters: () => Parameter[],
): AnyOptimizer {
  if (typeof optimizer === 'string') return lookUp('optimizer', byName, optimizer)(parameters());
  return typeof optimizer === 'function' ? optimizer(parameters()) : optimizer;
}
