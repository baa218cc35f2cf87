/** cat: every argument's rows go to their place among the others'. */
import { dtypeInfo, sizeOf } from '../../../graph/index.ts';
import { i32c, op } from '../assembler/index.ts';
import { copyBytes, copyRun } from './move.ts';
import { add, coordinates, least, phase, share, sub, times } from './phase.ts';
import type { WholeEmitter } from './whole.ts';

/** Rows longer than this are cut, so that one long row can be shared out. */
const piece = 16_384;

export const cat: WholeEmitter = (module, kernel) => {
  const { whole } = kernel;
  const axis = whole.attrs['axis'] as number;
  const { bytes } = dtypeInfo[whole.dtype];
  const lead = sizeOf(whole.shape.slice(0, axis));
  const stride = sizeOf(whole.shape.slice(axis)) * bytes;
  let at = 0;
  let items = 0;
  const parts = whole.args.flatMap((x, n) => {
    const run = sizeOf(x.shape.slice(axis)) * bytes;
    if (run === 0) return [];
    const pieces = Math.ceil(run / piece);
    const part = { buffer: kernel.args[n]!, run, pieces, at, first: items, items: lead * pieces };
    at += run;
    items += part.items;
    return [part];
  });
  const copy = parts.some((p) => p.pieces > 1) ? copyBytes(module) : null;
  const func = phase(module, kernel.name, (frame) => {
    const { f, base, i32 } = frame;
    const out = base(kernel.out, 'out');
    const { from, to } = share(frame, items);
    const item = f.local('i32', 'item');
    for (const part of parts) {
      // the part of the thread's range that falls on this argument's rows
      f.if(
        op(
          'i32.and',
          op('i32.lt_s', from.get(), i32c(part.first + part.items)),
          op('i32.gt_s', to.get(), i32c(part.first)),
        ),
        () => {
          const first = i32(sub(from.get(), part.first), 'first');
          f.emit(
            first.set(op('select', first.get(), i32c(0), op('i32.gt_s', first.get(), i32c(0)))),
          );
          const all = i32(i32c(part.items), 'all');
          const last = i32(sub(to.get(), part.first), 'last');
          f.emit(last.set(least(last, all)));
          const source = base(part.buffer, 'source');
          f.for(item, first.get(), last.get(), 1, () => {
            const [row, p] = coordinates(frame, item, [lead, part.pieces]) as [
              typeof item,
              typeof item,
            ];
            const target = i32(add(add(out.get(), times(row.get(), stride)), part.at), 'target');
            const read = i32(add(source.get(), times(row.get(), part.run)), 'read');
            if (part.pieces === 1) {
              copyRun(module, f, target, read, part.run);
              return;
            }
            const start = i32(times(p.get(), piece), 'start');
            const length = i32(sub(i32c(part.run), start.get()), 'length');
            const most = i32(i32c(piece), 'most');
            f.emit(
              f.call(
                copy!,
                add(target.get(), start.get()),
                add(read.get(), start.get()),
                least(length, most),
              ),
            );
          });
        },
      );
    }
  });
  return {
    phases: [func],
    scratchPerThread: 0,
    scratchShared: 0,
    work: (lead * stride) / 16 + 4 * items,
    description: `${parts.length} parts, ${items} runs`,
  };
};
