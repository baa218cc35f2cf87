/**
 * The hot loops of trees over bins as WebAssembly: gradient and hessian of a bin are one vector, added at once.
 * Where shared memory or vectors cannot be had, the plain loops of `histogram.ts` do the same, to the bit.
 */

import { type CutLimits, scanBytes } from './cut-loops.ts';
import { fillHistogram, perFeature, subtractHistogram } from './histogram.ts';
import { histogramLoops, type Loops } from './loops.ts';

/** Arrays of one boosting, and the loops over them. */
export interface Kernel {
  readonly bins: Uint8Array;
  /** The samples, node after node. */
  readonly samples: Int32Array;
  /** A new histogram. */
  make(): Float64Array;
  /** Counts `samples[start]` … `samples[end − 1]`. */
  fill(
    into: Float64Array,
    start: number,
    end: number,
    gradients: Float64Array,
    hessians: Float64Array,
  ): void;
  /** parent − sibling, written over the parent. */
  subtract(parent: Float64Array, sibling: Float64Array): void;
  /**
   * Divides `samples[start]` … `samples[end − 1]`: first those whose bin of this feature has a 1 in `goesLeft`, all in
   * their order. Returns where the others begin.
   */
  divide(feature: number, start: number, end: number, goesLeft: Uint8Array): number;
  /**
   * The best cuts after bins 0 … `cuts` − 1 of two features, missing values on the right: both gains, then both bins;
   * a gain that is not above the floor is none. Undefined where the loop over this histogram is not to be had.
   */
  bestCuts(
    histogram: Float64Array,
    first: number,
    second: number,
    cuts: number,
    limits: CutLimits,
  ): Float64Array | undefined;
}

const page = 65536;
/** More than this (bytes) stays out of WebAssembly's memory. */
const most = 2 ** 31;

export function makeKernel(bins: Uint8Array, rows: number, cols: number): Kernel {
  return vectorKernel(bins, rows, cols) ?? plainKernel(bins, rows, cols);
}

export function plainKernel(bins: Uint8Array, rows: number, cols: number): Kernel {
  const samples = new Int32Array(rows);
  const local = new Float64Array(2 * rows);
  const aside = new Int32Array(rows);
  return {
    bins,
    samples,
    make: () => new Float64Array(cols * perFeature),
    fill: (into, start, end, gradients, hessians) =>
      fillHistogram(into, bins, rows, cols, samples, start, end, gradients, hessians, local),
    subtract: subtractHistogram,
    divide(feature, start, end, goesLeft) {
      const column = feature * rows;
      let left = start;
      let right = 0;
      for (let i = start; i < end; i++) {
        const sample = samples[i]!;
        const goes = goesLeft[bins[column + sample]!]!;
        samples[left] = sample;
        aside[right] = sample;
        left += goes;
        right += 1 - goes;
      }
      for (let i = 0; i < right; i++) samples[left + i] = aside[i]!;
      return left;
    },
    bestCuts: () => undefined,
  };
}

function vectorKernel(bins: Uint8Array, rows: number, cols: number): Kernel | undefined {
  const binBytes = rows * cols;
  const up = (bytes: number): number => Math.ceil(bytes / 16) * 16;
  const samplesAt = up(binBytes);
  const localAt = samplesAt + up(4 * rows);
  const goesAt = localAt + 16 * rows;
  const outAt = goesAt + 256;
  let used = outAt + scanBytes;
  if (used > most / 2) return undefined;
  let memory: WebAssembly.Memory;
  let loops: Loops;
  try {
    const initial = Math.ceil(used / page);
    memory = new WebAssembly.Memory({ initial, maximum: most / page, shared: true });
    loops = histogramLoops(memory);
  } catch {
    return undefined;
  }
  const shared = new Uint8Array(memory.buffer, 0, binBytes);
  shared.set(bins);
  const samples = new Int32Array(memory.buffer, samplesAt, rows);
  const local = new Float64Array(memory.buffer, localAt, 2 * rows);
  const goes = new Uint8Array(memory.buffer, goesAt, 256);
  const out = new Float64Array(memory.buffer, outAt, scanBytes / 8);
  const bytes = 8 * cols * perFeature;
  return {
    bins: shared,
    samples,
    make() {
      const room = memory.buffer.byteLength;
      const missing = used + bytes - room;
      if (missing > 0) {
        // Beyond the limit histograms live elsewhere, and are counted by the plain loops.
        try {
          memory.grow(Math.ceil(Math.max(missing, 8 * bytes) / page));
        } catch {
          return new Float64Array(cols * perFeature);
        }
      }
      const made = new Float64Array(memory.buffer, used, cols * perFeature);
      used += bytes;
      return made;
    },
    fill(into, start, end, gradients, hessians) {
      if (!(into.buffer instanceof SharedArrayBuffer)) {
        fillHistogram(into, shared, rows, cols, samples, start, end, gradients, hessians, local);
        return;
      }
      const n = end - start;
      for (let i = 0; i < n; i++) {
        const sample = samples[start + i]!;
        local[2 * i] = gradients[sample]!;
        local[2 * i + 1] = hessians[sample]!;
      }
      into.fill(0);
      loops.fill(into.byteOffset, rows, cols, samplesAt + 4 * start, n, localAt);
    },
    subtract(parent, sibling) {
      if (parent.buffer instanceof SharedArrayBuffer && sibling.buffer instanceof SharedArrayBuffer)
        loops.subtract(parent.byteOffset, sibling.byteOffset, bytes);
      else subtractHistogram(parent, sibling);
    },
    divide(feature, start, end, goesLeft) {
      goes.set(goesLeft);
      const from = samplesAt + 4 * start;
      // The numbers of samples are not needed any more: their place serves.
      return start + loops.divide(feature * rows, from, end - start, goesAt, localAt);
    },
    bestCuts(histogram, first, second, cuts, limits) {
      if (!(histogram.buffer instanceof SharedArrayBuffer)) return undefined;
      const [a, b] = [first, second].map((j) => histogram.byteOffset + 8 * j * perFeature);
      loops.scan(a!, b!, cuts, outAt, ...limits);
      return out;
    },
  };
}
