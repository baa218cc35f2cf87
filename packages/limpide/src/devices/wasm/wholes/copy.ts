/** A buffer as it is: `barrier`, and a copy that nothing else has taken in. */
import { dtypeInfo, sizeOf } from '../../../graph/index.ts';
import { type FuncRef, i32c, type ModuleBuilder, op } from '../assembler/index.ts';
import { copyBytes } from './move.ts';
import { add, type Frame, least, phase, share, times } from './phase.ts';
import type { WholeEmitter } from './whole.ts';

/** Bytes of the pieces that threads share out. */
const piece = 16_384;

export const barrier: WholeEmitter = (module, kernel, env) => {
  const bytes = sizeOf(kernel.whole.shape) * dtypeInfo[env.buffers[kernel.out]!.dtype].bytes;
  return {
    phases: [copyPhase(module, kernel.name, kernel.args[0]!, kernel.out, bytes)],
    scratchPerThread: 0,
    scratchShared: 0,
    work: bytes / 16,
    description: `copy of ${bytes} bytes`,
  };
};

/** Copies the bytes of one buffer to another. */
export function copyPhase(
  module: ModuleBuilder,
  name: string,
  from: number,
  to: number,
  bytes: number,
): FuncRef {
  const copy = copyBytes(module);
  return phase(module, name, (frame) => {
    const { f, base } = frame;
    const [source, target] = [base(from, 'source'), base(to, 'target')];
    const { start, length } = ownBytes(frame, bytes);
    f.emit(
      f.call(copy, add(target.get(), start.get()), add(source.get(), start.get()), length.get()),
    );
  });
}

/** Fills a buffer with zero bytes. */
export function zeroPhase(
  module: ModuleBuilder,
  name: string,
  buffer: number,
  bytes: number,
): FuncRef {
  return phase(module, name, (frame) => {
    const { f, base } = frame;
    const target = base(buffer, 'target');
    const { start, length } = ownBytes(frame, bytes);
    f.emit(op('memory.fill', add(target.get(), start.get()), i32c(0), length.get()));
  });
}

/** The thread's own part of a buffer, in bytes. */
function ownBytes(frame: Frame, bytes: number) {
  const { f, i32 } = frame;
  const { from, to } = share(frame, Math.ceil(bytes / piece));
  const all = i32(i32c(bytes), 'bytes');
  const start = i32(times(from.get(), piece), 'start');
  f.emit(start.set(least(start, all)));
  const end = i32(times(to.get(), piece), 'end');
  f.emit(end.set(least(end, all)));
  return { start, length: i32(op('i32.sub', end.get(), start.get()), 'length') };
}
