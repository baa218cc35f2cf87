/** One block of keys against one block of queries: probabilities made again, and what they add to the gradients. */
import { i32c, type Local, op } from '../../assembler/index.ts';
import { add, type Frame, sub, times } from '../phase.ts';
import type { Block } from './block.ts';
import { heightsOf } from './tiles.ts';

/** Which gradients a function makes, and so what an item of its work is. */
export type Part = 'all' | 'queries' | 'keys';

/** Scratch and operands, as addresses. */
export interface Room {
  readonly queries: Local;
  readonly gradients: Local;
  readonly result: Local;
  /** δ and l of each query of the block */
  readonly delta: Local;
  readonly logs: Local;
  /** p, and ds in the place of dp: [key][query] */
  readonly p: Local;
  readonly ds: Local;
  readonly dq: Local;
  readonly mask: Local | null;
}

/** The smaller of `most` and what is left of `extent` from `start` on. */
export function clipped({ f, i32 }: Frame, extent: number, start: Local, most: number): Local {
  const left = i32(sub(i32c(extent), start.get()), 'left');
  f.emit(left.set(op('select', left.get(), i32c(most), op('i32.lt_s', left.get(), i32c(most)))));
  return left;
}

/** Runs `body(tile, queries in it)` for the tiles of a block that have queries. */
export function eachTile(
  block: Block,
  count: Local,
  body: (tile: Local, left: Local) => void,
): void {
  const { f, i32 } = block.frame;
  const { width, tiles } = block.plan;
  const tile = i32(i32c(0), 'tile');
  const one = (): void => {
    const left = i32(sub(count.get(), times(tile.get(), width)), 'left');
    f.emit(
      left.set(op('select', left.get(), i32c(width), op('i32.lt_s', left.get(), i32c(width)))),
    );
    body(tile, left);
  };
  if (tiles === 1) {
    one();
    return;
  }
  const last = i32(op('i32.div_u', add(count.get(), width - 1), i32c(width)), 'lastTile');
  f.for(tile, i32c(0), last.get(), 1, one);
}

/** Turns queries and gradients of a block; δ[i] = Σ_e g[i, e]·o[i, e]; l, with +∞ where nothing was seen: exp(s − l) is 0 there. */
export function prepare(
  block: Block,
  room: Room,
  here: { readonly q: Local; readonly g: Local; readonly o: Local },
  count: Local,
): void {
  const { plan, math } = block;
  const { f, i32 } = block.frame;
  const { D, E, width, size } = plan;
  eachTile(block, count, (tile, left) => {
    const place = (start: Local, features: number, local: string): Local =>
      i32(add(start.get(), times(tile.get(), width * features * size)), local);
    const queries = place(room.queries, D, 'queryTile');
    if (D > 0) {
      block.turn(place(here.q, D, 'qTile'), queries, left, D, i32c(D), D);
      block.scale(queries, D, plan.scale);
    }
    const gradients = place(room.gradients, E, 'gradientTile');
    if (E > 0) block.turn(place(here.g, E, 'gTile'), gradients, left, E, i32c(E), E);
    block.turn(place(here.o, E + 1, 'oTile'), room.result, left, E + 1, i32c(E + 1), E + 1);
    const delta = math.row(() => math.constant(0));
    const result = i32(room.result.get(), 'resultRow');
    block.eachRow(gradients, i32c(E), width, (at) => {
      const g = math.load(at);
      const o = math.load(result);
      math.update(delta, (sum, u) => math.op('add', sum, math.op('mul', g[u]!.get(), o[u]!.get())));
      f.emit(result.set(add(result.get(), width * size)));
    });
    math.store(place(room.delta, 1, 'deltaTile'), delta);
    const logs = math.load(result);
    const nothing = math.held(Number.POSITIVE_INFINITY);
    math.update(logs, (l, u) =>
      math.choose(math.op('eq', logs[u]!.get(), math.never()), nothing.get(), l),
    );
    math.store(place(room.logs, 1, 'logTile'), logs);
  });
  if (D > 0) f.emit(op('memory.fill', room.dq.get(), i32c(0), i32c(plan.tiles * D * width * size)));
}

/** Addresses of a block's rows. */
interface Rows {
  readonly q: Local;
  readonly g: Local;
  readonly k: Local;
  readonly v: Local;
  readonly dk: Local;
  readonly dv: Local;
  readonly mask: Local | null;
}

/** One block of keys against one block of queries. */
export function keyBlock(
  block: Block,
  room: Room,
  part: Part,
  rows: Rows,
  query: Local,
  count: Local,
  key: Local,
): void {
  const { plan, tiles } = block;
  const { f, i32 } = block.frame;
  const { S, D, E, width, keys, size, causal } = plan;
  const inBlock = clipped(block.frame, S, key, keys);
  const reached = i32(i32c(0), 'reached');
  eachTile(block, count, (tile, left) => {
    const shift = times(tile.get(), width * size);
    const p = i32(add(room.p.get(), shift), 'pTile');
    const ds = i32(add(room.ds.get(), times(tile.get(), width * size)), 'dsTile');
    const place = (start: Local, features: number, local: string): Local =>
      i32(add(start.get(), times(tile.get(), width * features * size)), local);
    const first = i32(add(query.get(), times(tile.get(), width)), 'firstQuery');
    const limit = block.limit(first, key, inBlock);
    f.emit(reached.set(limit.get()));
    f.if(op('i32.gt_s', limit.get(), i32c(0)), () => {
      block.products(rows.k, place(room.queries, D, 'queryTile'), p, limit, D);
      block.products(rows.v, place(room.gradients, E, 'gradientTile'), ds, limit, E);
      if (rows.mask && room.mask)
        block.turn(place(rows.mask, S, 'maskTile'), room.mask, left, S, limit.get(), keys);
      differentiate(
        block,
        room,
        { p, ds, delta: place(room.delta, 1, 'deltaTile'), logs: place(room.logs, 1, 'logTile') },
        first,
        key,
        limit,
      );
      if (part !== 'keys') {
        const dq = place(room.dq, D, 'dqTile');
        for (const { height, first: from, count: turns } of heightsOf(D)) {
          const d = f.local('i32', 'd');
          f.for(d, i32c(from), i32c(from + turns * height), height, () => {
            block.call(
              tiles.mix(height, D),
              add(rows.k.get(), times(d.get(), size)),
              ds.get(),
              add(dq.get(), times(d.get(), width * size)),
              limit.get(),
            );
          });
        }
      }
    });
  });
  if (part === 'queries') return;
  block.eachKeyTile(reached, (height, j) => {
    // queries before the first of these keys do not see them
    const from = i32(i32c(0), 'from');
    if (causal) {
      f.emit(from.set(sub(add(key.get(), j.get()), query.get())));
      f.emit(from.set(op('select', from.get(), i32c(0), op('i32.gt_s', from.get(), i32c(0)))));
    }
    const turns = i32(sub(count.get(), from.get()), 'turns');
    f.if(op('i32.gt_s', turns.get(), i32c(0)), () => {
      spread(block, height, j, from, turns, room.p, rows.g, rows.dv, E);
      spread(block, height, j, from, turns, room.ds, rows.q, rows.dk, D);
    });
  });
}

/** out[j] += Σ_i scores[j][i] · rows[i] for a tile of keys and all features. */
function spread(
  block: Block,
  height: number,
  j: Local,
  from: Local,
  turns: Local,
  scores: Local,
  rows: Local,
  out: Local,
  features: number,
): void {
  const { plan, tiles } = block;
  const { f, i32 } = block.frame;
  const { width, size } = plan;
  const a = i32(add(scores.get(), times(add(times(j.get(), block.row), from.get()), size)), 'a');
  const b = i32(add(rows.get(), times(from.get(), features * size)), 'b');
  const to = i32(add(out.get(), times(j.get(), features * size)), 'to');
  const one = (columns: number, at: () => ReturnType<Local['get']>): void => {
    block.call(
      tiles.spread(height, columns, features),
      a.get(),
      add(b.get(), at()),
      add(to.get(), at()),
      turns.get(),
    );
  };
  const whole = Math.floor(features / width);
  const rest = features - whole * width;
  const e = f.local('i32', 'e');
  if (whole > 0)
    f.for(e, i32c(0), i32c(whole * width * size), width * size, () => one(width, () => e.get()));
  if (rest > 0) one(rest, () => i32c(whole * width * size));
}

/** p = exp(s − l), ds = scale · p · (dp − δ), in the places of s and dp. */
function differentiate(
  block: Block,
  room: Room,
  tile: {
    readonly p: Local;
    readonly ds: Local;
    readonly delta: Local;
    readonly logs: Local;
  },
  query: Local,
  key: Local,
  limit: Local,
): void {
  const { plan, math } = block;
  const { f, i32 } = block.frame;
  const logs = math.load(tile.logs);
  const delta = math.load(tile.delta);
  const exp = math.exponential();
  const scale = math.held(plan.scale);
  const ds = f.local('i32', 'dsRow');
  const distance = i32(sub(tile.ds.get(), tile.p.get()), 'distance');
  block.eachScore(tile.p, room.mask, query, key, limit, (at, scores) => {
    f.emit(ds.set(add(at.get(), distance.get())));
    const x = math.row((u) => math.op('sub', scores[u]!.get(), logs[u]!.get()));
    const p = math.row((u) => exp(x[u]!));
    const slope = math.load(ds);
    math.update(slope, (dp, u) =>
      math.op('mul', math.op('mul', p[u]!.get(), scale.get()), math.op('sub', dp, delta[u]!.get())),
    );
    math.store(at, p);
    math.store(ds, slope);
  });
}
