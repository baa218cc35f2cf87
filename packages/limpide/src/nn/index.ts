/** Networks: modules, layers, losses, initialisations. */
export { ModuleDict, ModuleList, Sequential } from './containers.ts';
export * as functional from './functional/index.ts';
export * as init from './init.ts';
export * from './layers/activations.ts';
export * from './layers/attention.ts';
export * from './layers/cells.ts';
export * from './layers/convolution.ts';
export * from './layers/dropout.ts';
export * from './layers/embedding.ts';
export * from './layers/linear.ts';
export * from './layers/losses.ts';
export * from './layers/normalization.ts';
export * from './layers/pooling.ts';
export * from './layers/recurrent.ts';
export type { FactoryOptions } from './layers/support.ts';
export {
  type AnyModule,
  type BufferOptions,
  type ForwardHook,
  type ForwardPreHook,
  type LoadReport,
  Module,
  type StateDict,
} from './module.ts';
export { Parameter, type ParameterOptions, parameter } from './parameter.ts';
export * as utils from './utils.ts';
