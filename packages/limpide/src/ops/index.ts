/** One definition per operator, by family. */
export * from './attention.ts';
export * from './broadcasting.ts';
export * from './contractions.ts';
export * from './convolution.ts';
export * from './indexing.ts';
export * from './interpolation.ts';
export * from './joining.ts';
export * from './maps.ts';
export * from './movement.ts';
export * from './ordering.ts';
export * from './picking.ts';
export * from './pooling.ts';
export * from './reductions.ts';
export * from './sources.ts';
export { type Operand, toNode } from './support.ts';
export * from './wholes.ts';
export * from './windows.ts';
