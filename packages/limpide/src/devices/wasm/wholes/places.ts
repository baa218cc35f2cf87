/**
 * How the elements of an index are walked: the axis it runs along, the axes around it, and the run of
 * neighbours behind it. Two elements can only meet at the same place if all their other coordinates are
 * equal, so what is shared out among threads is everything but the axis.
 */
import type { Shape } from '../../../graph/index.ts';
import { i32c, type Local, load, op } from '../assembler/index.ts';
import { add, coordinates, type Frame, times } from './phase.ts';

interface PlaceAxis {
  readonly extent: number;
  /** steps in elements: of the larger tensor, of the index */
  readonly x: number;
  readonly i: number;
}

export interface Places {
  /** axes around, one number of an item for each */
  readonly outer: readonly PlaceAxis[];
  /** the axis of the index; `size` is the larger tensor's */
  readonly along: PlaceAxis & { readonly size: number };
  /** neighbours behind the axis, cut into pieces */
  readonly run: number;
  /** elements of the larger tensor between two of them: 1, unless the index is cut behind them */
  readonly runStep: number;
  readonly runPiece: number;
  readonly runPieces: number;
  /** pieces of the axis (one where order matters) */
  readonly alongPiece: number;
  readonly alongPieces: number;
  readonly items: number;
}

const longestRun = 1024;
const longestAlong = 4096;

export function placesOf(x: Shape, index: Shape, axis: number, cutAlong: boolean): Places {
  const axes: (PlaceAxis & { readonly isAlong: boolean })[] = [];
  let xStep = 1;
  let iStep = 1;
  for (let d = index.length - 1; d >= 0; d--) {
    const one = { extent: index[d]!, x: xStep, i: iStep, isAlong: d === axis };
    const inner = axes[0];
    xStep *= x[d]!;
    iStep *= index[d]!;
    if (one.extent === 1 && !one.isAlong) continue;
    if (inner && !inner.isAlong && !one.isAlong && one.x === inner.x * inner.extent)
      axes[0] = { ...inner, extent: inner.extent * one.extent };
    else axes.unshift(one);
  }
  const along = { ...axes.find((a) => a.isAlong)!, size: x[axis]! };
  const last = axes[axes.length - 1]!;
  const hasRun = !last.isAlong;
  const outer = axes.filter((a) => !a.isAlong && !(hasRun && a === last));
  const run = hasRun ? last.extent : 1;
  const runPiece = Math.min(run, longestRun);
  const runPieces = Math.ceil(run / runPiece);
  const alongPiece = cutAlong ? Math.min(along.extent, longestAlong) : along.extent;
  const alongPieces = Math.ceil(along.extent / alongPiece);
  return {
    outer,
    along,
    run,
    runStep: last.x,
    runPiece,
    runPieces,
    alongPiece,
    alongPieces,
    items: outer.reduce((n, a) => n * a.extent, 1) * runPieces * alongPieces,
  };
}

/** The rows of the larger tensor that may be touched: all, or those that belong to a thread. */
export interface Rows {
  readonly from: Local;
  readonly count: Local;
}

/**
 * Walks one item's elements in order: `visit(element of the index, element of the larger tensor)`, or
 * `miss` where the index points outside the rows.
 */
export function walkPlaces(
  frame: Frame,
  places: Places,
  item: Local,
  index: Local,
  rows: Rows | null,
  visit: (i: Local, at: Local) => void,
  miss?: (i: Local) => void,
): void {
  const { f, i32 } = frame;
  const { outer, along, run } = places;
  const at = coordinates(frame, item, [
    ...outer.map((a) => a.extent),
    places.alongPieces,
    places.runPieces,
  ]);
  const iBase = i32(i32c(0), 'iBase');
  const xBase = i32(i32c(0), 'xBase');
  outer.forEach((a, d) => {
    f.emit(iBase.set(add(iBase.get(), times(at[d]!.get(), a.i))));
    f.emit(xBase.set(add(xBase.get(), times(at[d]!.get(), a.x))));
  });
  const bounded = (part: Local, piece: number, extent: number): [Local, Local] => {
    const from = i32(times(part.get(), piece), 'from');
    const to = i32(add(from.get(), piece), 'to');
    if (extent % piece !== 0)
      f.emit(to.set(op('select', to.get(), i32c(extent), op('i32.lt_s', to.get(), i32c(extent)))));
    return [from, to];
  };
  const [j0, j1] = bounded(at[outer.length]!, places.alongPiece, along.extent);
  const [t0, t1] = bounded(at[outer.length + 1]!, places.runPiece, run);
  const j = f.local('i32', 'j');
  const t = f.local('i32', 't');
  const i = f.local('i32', 'element');
  const to = f.local('i32', 'to');
  const place = f.local('i32', 'place');
  const one = (): void => {
    f.emit(place.set(load('i32.load', add(index.get(), times(i.get(), 4)))));
    const inside = rows
      ? op('i32.lt_u', op('i32.sub', place.get(), rows.from.get()), rows.count.get())
      : op('i32.lt_u', place.get(), i32c(along.size));
    f.if(
      inside,
      () => {
        const line = add(xBase.get(), times(place.get(), along.x));
        f.emit(to.set(run === 1 ? line : add(line, times(t.get(), places.runStep))));
        visit(i, to);
      },
      miss && (() => miss(i)),
    );
  };
  f.for(j, j0.get(), j1.get(), 1, () => {
    if (run === 1) {
      f.emit(i.set(add(iBase.get(), times(j.get(), along.i))));
      one();
      return;
    }
    const line = i32(add(iBase.get(), times(j.get(), along.i)), 'line');
    f.for(t, t0.get(), t1.get(), 1, () => {
      f.emit(i.set(add(line.get(), t.get())));
      one();
    });
  });
}
