/** A sum over no terms: zeros through the view of the result. */

import type { FuncRef, ModuleBuilder } from '../assembler/index.ts';
import { f64c, i32c, load, op, store } from '../assembler/index.ts';
import type { ContractSpec } from './spec.ts';
import { elementSize } from './spec.ts';

/** Emits `(args, tid, nth)`; rare and small, so one thread does it element by element. */
export function emitZeros(m: ModuleBuilder, name: string, spec: ContractSpec): FuncRef {
  const size = elementSize[spec.dtype];
  const extents = [...spec.batch, ...spec.m, ...spec.n];
  const { batch, m: rows, n: columns } = spec.out.strides;
  const strides = [...batch, ...rows, ...columns];
  return m.func(
    name,
    [
      ['args', 'i32'],
      ['tid', 'i32'],
      ['nth', 'i32'],
    ],
    [],
    (f) => {
      f.if(f.param(1).get(), () => f.return());
      const base = f.local('i32', 'base');
      const nest = (d: number): void => {
        if (d === extents.length) {
          f.emit(
            size === 8
              ? store('f64.store', base.get(), f64c(0))
              : store('i32.store', base.get(), i32c(0)),
          );
          return;
        }
        const extent = extents[d] ?? 1;
        const step = (strides[d] ?? 0) * size;
        f.for(f.local('i32', `i${d}`), i32c(0), i32c(extent), 1, () => {
          nest(d + 1);
          f.emit(base.set(op('i32.add', base.get(), i32c(step))));
        });
        f.emit(base.set(op('i32.sub', base.get(), i32c(step * extent))));
      };
      f.emit(
        base.set(
          op(
            'i32.add',
            load('i32.load', f.param(0).get(), 4 * spec.out.slot),
            i32c(spec.out.offset * size),
          ),
        ),
      );
      nest(0);
    },
    { export: true },
  );
}
