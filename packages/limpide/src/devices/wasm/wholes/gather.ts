/** Reading at places that data name: gather element by element, indexSelect row by row. */
import { sizeOf } from '../../../graph/index.ts';
import { i32c, load, op } from '../assembler/index.ts';
import { copyRun, moverOf } from './move.ts';
import { add, coordinates, phase, share, sub, times } from './phase.ts';
import { placesOf, walkPlaces } from './places.ts';
import type { WholeEmitter } from './whole.ts';

export const gather: WholeEmitter = (module, kernel) => {
  const { whole } = kernel;
  const mover = moverOf(whole.dtype);
  const places = placesOf(whole.args[0]!.shape, whole.shape, whole.attrs['axis'] as number, true);
  const func = phase(module, kernel.name, (frame) => {
    const { f, base } = frame;
    const [x, index, out] = [
      base(kernel.args[0]!, 'x'),
      base(kernel.args[1]!, 'index'),
      base(kernel.out, 'out'),
    ];
    const { from, to } = share(frame, places.items);
    const item = f.local('i32', 'item');
    f.for(item, from.get(), to.get(), 1, () => {
      walkPlaces(
        frame,
        places,
        item,
        index,
        null,
        (i, at) =>
          f.emit(
            mover.store(
              add(out.get(), times(i.get(), mover.bytes)),
              mover.load(add(x.get(), times(at.get(), mover.bytes))),
            ),
          ),
        (i) => f.emit(mover.store(add(out.get(), times(i.get(), mover.bytes)), mover.nothing())),
      );
    });
  });
  return {
    phases: [func],
    scratchPerThread: 0,
    scratchShared: 0,
    work: 4 * sizeOf(whole.shape),
    description: `element by element, ${places.items} items`,
  };
};

/** Rows longer than this many bytes are cut. */
const longestRow = 16_384;

export const indexSelect: WholeEmitter = (module, kernel) => {
  const { whole } = kernel;
  const axis = whole.attrs['axis'] as number;
  const mover = moverOf(whole.dtype);
  const lead = sizeOf(whole.shape.slice(0, axis));
  const count = whole.shape[axis]!;
  const size = whole.args[0]!.shape[axis]!;
  const row = sizeOf(whole.shape.slice(axis + 1)) * mover.bytes;
  // pieces of nearly equal length, each of whole vectors but the last
  const pieces = Math.ceil(row / longestRow);
  const length = pieces === 1 ? row : Math.ceil(row / pieces / 64) * 64;
  const rest = row - (pieces - 1) * length;
  const items = lead * count * pieces;
  const func = phase(module, kernel.name, (frame) => {
    const { f, base, i32 } = frame;
    const [x, index, out] = [
      base(kernel.args[0]!, 'x'),
      base(kernel.args[1]!, 'index'),
      base(kernel.out, 'out'),
    ];
    const { from, to } = share(frame, items);
    const item = f.local('i32', 'item');
    f.for(item, from.get(), to.get(), 1, () => {
      const [p, n, part] = coordinates(frame, item, [lead, count, pieces]);
      const place = i32(load('i32.load', add(index.get(), times(n!.get(), 4))), 'place');
      const start = times(part!.get(), pieces === 1 ? 1 : length);
      const line = i32(
        add(times(op('i32.add', times(p!.get(), count), n!.get()), row), start),
        'line',
      );
      const target = i32(add(out.get(), line.get()), 'target');
      const each = (run: number): void => {
        f.if(
          op('i32.lt_u', place.get(), i32c(size)),
          () => {
            const shift = pieces === 1 ? i32c(0) : times(part!.get(), length);
            const source = i32(
              add(
                add(x.get(), times(op('i32.add', times(p!.get(), size), place.get()), row)),
                shift,
              ),
              'source',
            );
            copyRun(module, f, target, source, run);
          },
          () => {
            const end = i32(add(target.get(), run), 'end');
            const at = f.local('i32', 'at');
            f.for(at, target.get(), end.get(), mover.bytes, () =>
              f.emit(mover.store(at.get(), mover.nothing())),
            );
          },
        );
      };
      if (pieces === 1 || rest === length) each(length);
      else
        f.if(
          sub(part!.get(), pieces - 1),
          () => each(length),
          () => each(rest),
        );
    });
  });
  return {
    phases: [func],
    scratchPerThread: 0,
    scratchShared: 0,
    work: lead * count * (8 + row / 16),
    description: `rows of ${row} bytes, ${items} items`,
  };
};
