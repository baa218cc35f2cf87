/** The loops over k: nested, the innermost ones unrolled into constant offsets, pointers bumped in between. */

import type { FunctionBuilder, Local } from '../assembler/index.ts';
import { i32c, op } from '../assembler/index.ts';

/** A pointer with its steps in bytes, one for each axis. */
export interface Walker {
  readonly local: Local;
  readonly steps: readonly number[];
  /** how far the body itself moves the pointer, in bytes */
  readonly moved?: number;
}

/** How many of the innermost axes are unrolled; the outermost one never is, its extent is only known when running. */
export function unrolledAxes(extents: readonly number[], most: number): number {
  let count = 0;
  let turns = 1;
  for (let d = extents.length - 1; d > 0; d--) {
    turns *= extents[d] ?? 1;
    if (turns > most) break;
    count++;
  }
  return count;
}

/** The offsets that the unrolled axes add, in order. */
export function unrolledOffsets(
  extents: readonly number[],
  steps: readonly number[],
  count: number,
): readonly number[] {
  let offsets: readonly number[] = [0];
  for (let d = extents.length - count; d < extents.length; d++) {
    const extent = extents[d] ?? 1;
    const step = steps[d] ?? 0;
    offsets = offsets.flatMap((offset) =>
      Array.from({ length: extent }, (_, i) => offset + i * step),
    );
  }
  return offsets;
}

/**
 * Runs `body` for each index of the axes that are not unrolled: `turns` times along the first one (at least once; the local
 * is counted down), `extents[d]` times along the others. The walkers are bumped between.
 */
export function walk(
  f: FunctionBuilder,
  extents: readonly number[],
  turns: Local,
  walkers: readonly Walker[],
  unrolled: number,
  body: () => void,
): void {
  const last = extents.length - unrolled - 1;
  const nest = (d: number): void => {
    const counter = d === 0 ? turns : f.local('i32', `turns${d}`);
    if (d > 0) f.emit(counter.set(i32c(extents[d] ?? 1)));
    f.loop((again) => {
      if (d === last) body();
      else nest(d + 1);
      for (const { local, steps, moved = 0 } of walkers) {
        const back = d === last ? moved : (extents[d + 1] ?? 1) * (steps[d + 1] ?? 0);
        const step = (steps[d] ?? 0) - back;
        if (step !== 0) f.emit(local.set(op('i32.add', local.get(), i32c(step))));
        else if (d === last) standStill(f, local, counter);
      }
      f.brIf(again, counter.tee(op('i32.sub', counter.get(), i32c(1))));
    }, `k${d}`);
  };
  nest(0);
}

/** Steps in elements of a dense block with these extents, the last axis fastest. */
export function denseSteps(extents: readonly number[], innermost: number): readonly number[] {
  const steps: number[] = [];
  let step = innermost;
  for (let d = extents.length - 1; d >= 0; d--) {
    steps[d] = step;
    step *= extents[d] ?? 1;
  }
  return steps;
}

/**
 * Adds zero in a way that the compiler does not see: when all loads of a loop are always the same, V8's 256-bit packer (of
 * Node 26, at least) loses the upper halves of some sums.
 */
function standStill(f: FunctionBuilder, local: Local, counter: Local): void {
  const zero = op('i32.shr_s', counter.get(), i32c(31));
  f.emit(local.set(op('i32.add', local.get(), zero)));
}
