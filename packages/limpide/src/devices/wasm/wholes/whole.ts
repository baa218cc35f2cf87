/** What the emitters of whole operators are given, and what they give back. */
import type { PlanBuffer, WholeKernel } from '../../../compile/index.ts';
import type { FuncRef, ModuleBuilder } from '../assembler/index.ts';
import type { Variant } from '../loops/context.ts';

export interface WholeEnvironment {
  readonly buffers: readonly PlanBuffer[];
  /** Imports a function of Math: f64 → f64, or (f64, f64) → f64. */
  readonly math: (name: string, operands: 1 | 2) => FuncRef;
  readonly variant: Variant;
  /** Slot of the per-thread scratch (its stride in bytes is in the next slot), and of the shared one. */
  readonly scratchSlot: number;
  readonly sharedSlot: number;
}

export interface EmittedWhole {
  /** Functions (args, tid, nth), run one after the other by every thread with a barrier between. */
  readonly phases: readonly FuncRef[];
  readonly scratchPerThread: number;
  readonly scratchShared: number;
  /** Rough number of simple operations. */
  readonly work: number;
  readonly description: string;
}

export type WholeEmitter = (
  module: ModuleBuilder,
  kernel: WholeKernel,
  env: WholeEnvironment,
) => EmittedWhole;
