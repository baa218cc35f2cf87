/** Limpide: tensors that differentiate themselves and compile to WebAssembly. */
export * from './errors/index.ts';
export { allDTypes, type DType, type ProgramReport, type Shape } from './graph/index.ts';
export * from './tensor/index.ts';
