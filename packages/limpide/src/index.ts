/** Limpide: tensors that differentiate themselves and compile to WebAssembly. */
export * from './errors/index.ts';
export {
  allDTypes,
  type DType,
  type GraphLine,
  type KernelReport,
  type ProgramReport,
  type Shape,
  type TypedArray,
} from './graph/index.ts';
export * from './tensor/index.ts';
