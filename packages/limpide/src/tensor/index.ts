/** Tensors, their creation, differentiation and evaluation. */
export { type AnomalyOptions, detectAnomaly } from './anomaly.ts';
export type { FlowOptions } from './autograd.ts';
export type { Dims } from './base.ts';
export { checkpoint } from './checkpoint.ts';
export { compile } from './compile.ts';
export * from './creation.ts';
export {
  deviceNames,
  getDevice,
  getNumThreads,
  registerDevice,
  setDefaultDevice,
  setNumThreads,
} from './devices.ts';
export * from './functions.ts';
export { type Checked, type GradcheckOptions, gradcheck, gradgradcheck } from './gradcheck.ts';
export type { Place, ValuesAndIndices } from './methods/indexing.ts';
export type { Nested } from './print.ts';
export { type ProfiledProgram, profile } from './profile.ts';
export { defaultGenerator, Generator, type GeneratorState, manualSeed } from './random.ts';
export { multinomial, normal, randLike, randnLike, randperm } from './sampling.ts';
export { Tensor, type TensorLike } from './tensor.ts';
export {
  type CustomOp,
  customOp,
  type GradOptions,
  grad,
  hessian,
  hvp,
  jacobian,
  valueAndGrad,
} from './transforms.ts';
