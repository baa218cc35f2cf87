/** Support vector machines. */
export type { KernelFunction, KernelName } from './kernels.ts';
export {
  LinearSVC,
  type LinearSVCOptions,
  LinearSVR,
  type LinearSVROptions,
} from './linear-svm.ts';
export type { KernelOptions } from './params.ts';
export { NuSVC, type NuSVCOptions, SVC, type SVCOptions } from './svc.ts';
export {
  NuSVR,
  type NuSVROptions,
  OneClassSVM,
  type OneClassSVMOptions,
  SVR,
  type SVROptions,
} from './svr.ts';
