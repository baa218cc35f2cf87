/** Tensors, their creation, differentiation and evaluation. */
export * from './creation.ts';
export * from './devices.ts';
export { defaultGenerator, Generator, type GeneratorState, manualSeed } from './random.ts';
export { type Dims, Tensor, type TensorLike } from './tensor.ts';
export type { Nested } from './print.ts';
