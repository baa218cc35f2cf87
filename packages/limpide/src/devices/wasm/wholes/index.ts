/** Operators that are none of the four kinds, as WebAssembly functions: `ops/wholes.ts` says what they compute. */
import type { WholeKernel } from '../../../compile/index.ts';
import { sizeOf } from '../../../graph/index.ts';
import type { ModuleBuilder } from '../assembler/index.ts';
import { cat } from './cat.ts';
import { barrier } from './copy.ts';
import { gather, indexSelect } from './gather.ts';
import { scan } from './scan.ts';
import { indexAdd, scatter, scatterAdd } from './scatter.ts';
import { argsort } from './sort.ts';
import type { EmittedWhole, WholeEmitter, WholeEnvironment } from './whole.ts';

export type { EmittedWhole, WholeEnvironment } from './whole.ts';

const emitters: Record<string, WholeEmitter> = {
  copy: barrier,
  barrier,
  cat,
  gather,
  indexSelect,
  scatter,
  scatterAdd,
  indexAdd,
  scan,
  argsort,
};

/** Adds operators that only some programs have (devices/attention.ts). */
export function provideWholes(more: Readonly<Record<string, WholeEmitter>>): void {
  Object.assign(emitters, more);
}

const nothing: EmittedWhole = {
  phases: [],
  scratchPerThread: 0,
  scratchShared: 0,
  work: 0,
  description: 'no elements',
};

export function emitWhole(
  module: ModuleBuilder,
  kernel: WholeKernel,
  env: WholeEnvironment,
): EmittedWhole {
  const emit = emitters[kernel.whole.name];
  if (!emit) throw new Error(`the wasm device has no "${kernel.whole.name}"`);
  return sizeOf(kernel.whole.shape) === 0 ? nothing : emit(module, kernel, env);
}
