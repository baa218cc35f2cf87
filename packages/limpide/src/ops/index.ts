/** One definition per operator, by family. */
export * from './broadcasting.ts';
export * from './contractions.ts';
export * from './convolution.ts';
export * from './interpolation.ts';
export * from './maps.ts';
export * from './movement.ts';
export * from './picking.ts';
export * from './pooling.ts';
export * from './reductions.ts';
export { type Operand, resultDType, toNode } from './support.ts';
export * from './windows.ts';
