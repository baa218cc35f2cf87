/**
 * Where a factorisation works: arrays, and the few operations on them that take nearly all of its time.
 *
 * Small matrices stay on the JavaScript heap, in plain loops (plain-workspace.ts). Large ones are copied once into
 * the engine's memory, where the same algorithms run on the same arrays with its kernels and threads
 * (device-workspace.ts). `inWorkspace` (in-workspace.ts) chooses.
 */
import type { Tensor } from '../../tensor/index.ts';
import type { Floats } from './matrix.ts';
import type { Numbers, Part } from './part.ts';

export interface Workspace {
  /** A new array of zeros. All arrays that the operations below are given come from here. */
  floats(length: number): Numbers;
  /** A new array with these values. */
  copy(values: ArrayLike<number>): Numbers;
  /** The same values, to be read only: copied where they have to be. */
  read(values: Floats): Numbers;
  /** The elements of a float64 tensor, to be read only: where they are, if the tensor is on the device already. */
  of(t: Tensor): Numbers;

  /**
   * C += scale·A·B. The columns of C lie next to each other.
   *
   * @param lower only the lower triangle of C is wanted; what happens above the diagonal is not said
   */
  addProduct(c: Part, a: Part, b: Part, scale?: number, lower?: boolean): void;

  /** Σ x[xAt + i]·y[yAt + i], i < n */
  dot(x: Numbers, xAt: number, y: Numbers, yAt: number, n: number): number;
  /** y[yAt + i] += factor·x[xAt + i] */
  add(y: Numbers, yAt: number, factor: number, x: Numbers, xAt: number, n: number): void;
  /** (x, y) ← (c·x − s·y, s·x + c·y) */
  rotate(x: Numbers, xAt: number, y: Numbers, yAt: number, n: number, c: number, s: number): void;
  /** out[outAt …] += A·v, of an A whose columns lie next to each other */
  addTimes(out: Numbers, outAt: number, a: Part, v: Numbers, vAt: number): void;
  /** out[outAt …] += Aᵀ·v, likewise */
  addTransposedTimes(out: Numbers, outAt: number, a: Part, v: Numbers, vAt: number): void;
  /** out[outAt …] += A·v, of a symmetric A of which the lower triangle is read */
  addSymmetricTimes(out: Numbers, outAt: number, a: Part, v: Numbers, vAt: number): void;

  /** X ← (I − τ·v·vᵀ)·X of three rows, v = (1, v1, v2) */
  reflectRows(x: Part, tau: number, v1: number, v2: number): void;
  /** X ← X·(I − τ·v·vᵀ) of three columns */
  reflectColumns(x: Part, tau: number, v1: number, v2: number): void;
}
