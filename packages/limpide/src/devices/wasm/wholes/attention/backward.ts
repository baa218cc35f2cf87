/**
 * The gradients of attention, from the logarithms that the forward pass kept: probabilities are made again
 * block by block (Dao et al., "FlashAttention", 2022, algorithm 4).
 *
 * A thread takes a head of the keys with all queries that read it, so that each gradient has one owner and
 * five products are enough. With fewer heads than threads may like, it takes a block of queries (for dq) or
 * a block of keys (for dk and dv), and scores are computed twice.
 */
import { dtypeInfo } from '../../../../graph/index.ts';
import type { WholeKernel } from '../../../../compile/index.ts';
import { type FuncRef, i32c, load, type Local, type ModuleBuilder, op, store } from '../../assembler/index.ts';
import { zeroPhase } from '../copy.ts';
import { add, coordinates, type Frame, ownScratch, phase, share, sub, times } from '../phase.ts';
import type { WholeEmitter, WholeEnvironment } from '../whole.ts';
import { Block } from './block.ts';
import { foldedOrder } from './forward.ts';
import { type AttentionPlan, attentionPlan, Places } from './plan.ts';
import { heightsOf, Tiles } from './tiles.ts';

/** Which gradients a function makes, and so what an item of its work is. */
type Part = 'all' | 'queries' | 'keys';

/** With at least so many heads of keys, a head is an item. */
const manyHeads = 8;

export const attentionBackward: WholeEmitter = (module, kernel, env) => {
  const plan = attentionPlan(kernel.whole, env.variant, { tiles: 2, keys: 72 });
  const { B, H, G, N, S, D, E, causal } = plan;
  const size = kernel.whole.shape[0]! * dtypeInfo[kernel.whole.dtype].bytes;
  if (N === 0 || S === 0) {
    return { phases: [zeroPhase(module, kernel.name, kernel.out, size)], scratchPerThread: 0, scratchShared: 0, work: size / 16, description: 'nothing to see' };
  }
  const tiles = new Tiles(module, kernel.name, plan);
  const parts: readonly Part[] = B * G >= manyHeads ? ['all'] : ['queries', 'keys'];
  const emitted = parts.map((part) => emitPart(module, kernel, env, plan, tiles, part));
  return {
    phases: emitted.map((e) => e.func),
    scratchPerThread: emitted[0]!.bytes,
    scratchShared: 0,
    work: (B * H * N * S * (3 * D + 2 * E + 8)) / (causal ? 8 : 4),
    description: `blocks of ${plan.tiles * plan.width} queries × ${plan.keys} keys, ${parts.length === 1 ? 'by head' : 'queries, then keys'}`,
  };
};

/** Scratch and operands, as addresses. */
interface Room {
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

function emitPart(module: ModuleBuilder, kernel: WholeKernel, env: WholeEnvironment, plan: AttentionPlan, tiles: Tiles, part: Part): { readonly func: FuncRef; readonly bytes: number } {
  const { B, H, G, N, S, D, E, width, keys, size, causal } = plan;
  const row = plan.tiles * width;
  const places = new Places();
  const at = {
    queries: places.take(plan.tiles * D * width * size),
    gradients: places.take(plan.tiles * E * width * size),
    result: places.take((E + 1) * width * size),
    delta: places.take(row * size),
    logs: places.take(row * size),
    p: places.take(keys * row * size),
    ds: places.take(keys * row * size),
    dq: places.take(plan.tiles * D * width * size),
    mask: places.take(plan.mask ? keys * width * size : 0),
  };
  const queryBlocks = Math.ceil(N / row);
  const keyBlocks = Math.ceil(S / keys);
  const shared = H / G;
  const sizes = part === 'all' ? [B, G, 1, 1, 1] : part === 'queries' ? [B, G, shared, queryBlocks, 1] : [B, G, 1, 1, keyBlocks];
  const name = part === 'queries' ? `${kernel.name}_queries` : kernel.name;
  const func = phase(module, name, (frame) => {
    const { f, base, i32 } = frame;
    const scratch = ownScratch(frame, env);
    const spot = (offset: number, local: string): Local => i32(add(scratch.get(), offset), local);
    const room: Room = {
      queries: spot(at.queries, 'queries'),
      gradients: spot(at.gradients, 'gradients'),
      result: spot(at.result, 'result'),
      delta: spot(at.delta, 'deltas'),
      logs: spot(at.logs, 'logs'),
      p: spot(at.p, 'p'),
      ds: spot(at.ds, 'ds'),
      dq: spot(at.dq, 'dqTurned'),
      mask: plan.mask ? spot(at.mask, 'masked') : null,
    };
    const [q0, k0, v0] = [base(kernel.args[0]!, 'q'), base(kernel.args[1]!, 'k'), base(kernel.args[2]!, 'v')];
    const mask0 = plan.mask ? base(kernel.args[3]!, 'm') : null;
    const o0 = base(kernel.args[kernel.args.length - 2]!, 'o');
    const g0 = base(kernel.args[kernel.args.length - 1]!, 'g');
    const dq0 = base(kernel.out, 'dq');
    const dk0 = i32(add(dq0.get(), B * H * N * D * size), 'dk');
    const dv0 = i32(add(dk0.get(), B * G * S * D * size), 'dv');
    const block = new Block(plan, module, env, frame, tiles, scratch);
    const { from, to } = share(frame, sizes.reduce((n, m) => n * m, 1));
    const item = f.local('i32', 'item');
    f.for(item, from.get(), to.get(), 1, () => {
      const [b, g, r, qb, kb] = coordinates(frame, item, sizes) as [Local, Local, Local, Local, Local];
      if (causal && part === 'queries') f.emit(qb.set(foldedOrder(frame, qb, queryBlocks).get()));
      if (causal && part === 'keys') f.emit(kb.set(foldedOrder(frame, kb, keyBlocks).get()));
      const keyHead = i32(add(times(b.get(), G), g.get()), 'keyHead');
      const key = i32(times(kb.get(), keys), 'firstKey');
      const pointer = (start: Local, head: Local, line: Local, rows: number, features: number, local: string): Local =>
        i32(add(start.get(), times(add(times(head.get(), rows), line.get()), features * size)), local);
      if (part !== 'queries') {
        // this item's own rows of dk and dv
        const rows = part === 'all' ? i32(i32c(S), 'rows') : clipped(frame, S, key, keys);
        for (const [start, features] of [[dk0, D], [dv0, E]] as const) {
          f.emit(op('memory.fill', pointer(start, keyHead, key, S, features, 'own').get(), i32c(0), times(rows.get(), features * size)));
        }
      }
      const head = f.local('i32', 'head');
      const firstHead = i32(add(add(times(b.get(), H), times(g.get(), shared)), part === 'queries' ? r.get() : 0), 'firstHead');
      const lastHead = i32(add(firstHead.get(), part === 'queries' ? 1 : shared), 'lastHead');
      f.for(head, firstHead.get(), lastHead.get(), 1, () => {
        const query = f.local('i32', 'query');
        const firstQuery = i32(part === 'queries' ? times(qb.get(), row) : causal && part === 'keys' ? times(op('i32.div_u', key.get(), i32c(row)), row) : i32c(0), 'firstQuery');
        const lastQuery = i32(part === 'queries' ? add(firstQuery.get(), 1) : i32c(N), 'lastQuery');
        const mask = mask0 && block.maskOf(mask0, b, i32(sub(head.get(), times(b.get(), H)), 'h'));
        f.for(query, firstQuery.get(), lastQuery.get(), row, () => {
          const count = clipped(frame, N, query, row);
          const here = {
            q: pointer(q0, head, query, N, D, 'qRows'),
            g: pointer(g0, head, query, N, E, 'gRows'),
            o: pointer(o0, head, query, N, E + 1, 'oRows'),
            dq: pointer(dq0, head, query, N, D, 'dqRows'),
          };
          prepare(block, room, here, count);
          const oneBlock = (first: Local): void => {
            keyBlock(block, room, part, {
              ...here,
              k: pointer(k0, keyHead, first, S, D, 'kRows'),
              v: pointer(v0, keyHead, first, S, E, 'vRows'),
              dk: pointer(dk0, keyHead, first, S, D, 'dkRows'),
              dv: pointer(dv0, keyHead, first, S, E, 'dvRows'),
              mask: mask && i32(add(mask.get(), times(add(times(query.get(), S), first.get()), size)), 'maskRows'),
            }, query, count, first);
          };
          if (part === 'keys') oneBlock(key);
          else {
            const last = i32(i32c(S), 'last');
            if (causal) {
              const reach = i32(add(query.get(), row), 'reach');
              f.emit(last.set(op('select', reach.get(), last.get(), op('i32.lt_s', reach.get(), last.get()))));
            }
            const first = f.local('i32', 'first');
            f.for(first, i32c(0), last.get(), keys, () => oneBlock(first));
          }
          if (part !== 'keys' && D > 0) {
            eachTile(block, count, (tile, left) => {
              const turned = i32(add(room.dq.get(), times(tile.get(), D * width * size)), 'turned');
              f.emit(f.call(tiles.turnBack(D), turned.get(), add(here.dq.get(), times(tile.get(), width * D * size)), left.get()));
            });
          }
        });
      });
    });
  });
  return { func, bytes: places.bytes };
}

/** The smaller of `most` and what is left of `extent` from `start` on. */
function clipped({ f, i32 }: Frame, extent: number, start: Local, most: number): Local {
  const left = i32(sub(i32c(extent), start.get()), 'left');
  f.emit(left.set(op('select', left.get(), i32c(most), op('i32.lt_s', left.get(), i32c(most)))));
  return left;
}

/** Runs `body(tile, queries in it)` for the tiles of a block that have queries. */
function eachTile(block: Block, count: Local, body: (tile: Local, left: Local) => void): void {
  const { f, i32 } = block.frame;
  const { width, tiles } = block.plan;
  const tile = i32(i32c(0), 'tile');
  const one = (): void => {
    const left = i32(sub(count.get(), times(tile.get(), width)), 'left');
    f.emit(left.set(op('select', left.get(), i32c(width), op('i32.lt_s', left.get(), i32c(width)))));
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
function prepare(block: Block, room: Room, here: { readonly q: Local; readonly g: Local; readonly o: Local }, count: Local): void {
  const { plan, math } = block;
  const { f, i32 } = block.frame;
  const { D, E, width, size } = plan;
  eachTile(block, count, (tile, left) => {
    const place = (start: Local, features: number, local: string): Local => i32(add(start.get(), times(tile.get(), width * features * size)), local);
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
      delta.forEach((d, u) => f.emit(d.set(math.op('add', d.get(), math.op('mul', load('v128.load', at.get(), 16 * u), load('v128.load', result.get(), 16 * u))))));
      f.emit(result.set(add(result.get(), width * size)));
    });
    const [deltas, logs] = [place(room.delta, 1, 'deltaTile'), place(room.logs, 1, 'logTile')];
    delta.forEach((d, u) => f.emit(store('v128.store', deltas.get(), d.get(), 16 * u)));
    const l = math.row((u) => load('v128.load', result.get(), 16 * u));
    l.forEach((v, u) => {
      f.emit(store('v128.store', logs.get(), math.choose(math.op('eq', v.get(), math.never()), math.constant(Number.POSITIVE_INFINITY), v.get()), 16 * u));
    });
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
function keyBlock(block: Block, room: Room, part: Part, rows: Rows, query: Local, count: Local, key: Local): void {
  const { plan, tiles } = block;
  const { f, i32 } = block.frame;
  const { S, D, E, width, keys, size, causal } = plan;
  const inBlock = clipped(block.frame, S, key, keys);
  const reached = i32(i32c(0), 'reached');
  eachTile(block, count, (tile, left) => {
    const shift = times(tile.get(), width * size);
    const p = i32(add(room.p.get(), shift), 'pTile');
    const ds = i32(add(room.ds.get(), times(tile.get(), width * size)), 'dsTile');
    const place = (start: Local, features: number, local: string): Local => i32(add(start.get(), times(tile.get(), width * features * size)), local);
    const first = i32(add(query.get(), times(tile.get(), width)), 'firstQuery');
    const limit = block.limit(first, key, inBlock);
    f.emit(reached.set(limit.get()));
    f.if(op('i32.gt_s', limit.get(), i32c(0)), () => {
      block.products(rows.k, place(room.queries, D, 'queryTile'), p, limit, D);
      block.products(rows.v, place(room.gradients, E, 'gradientTile'), ds, limit, E);
      if (rows.mask && room.mask) block.turn(place(rows.mask, S, 'maskTile'), room.mask, left, S, limit.get(), keys);
      differentiate(block, room, { p, ds, delta: place(room.delta, 1, 'deltaTile'), logs: place(room.logs, 1, 'logTile') }, first, key, limit);
      if (part !== 'keys') {
        const dq = place(room.dq, D, 'dqTile');
        for (const { height, first: from, count: turns } of heightsOf(D)) {
          const d = f.local('i32', 'd');
          f.for(d, i32c(from), i32c(from + turns * height), height, () => {
            block.call(tiles.mix(height, D), add(rows.k.get(), times(d.get(), size)), ds.get(), add(dq.get(), times(d.get(), width * size)), limit.get());
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
function spread(block: Block, height: number, j: Local, from: Local, turns: Local, scores: Local, rows: Local, out: Local, features: number): void {
  const { plan, tiles } = block;
  const { f, i32 } = block.frame;
  const { width, size } = plan;
  const a = i32(add(scores.get(), times(add(times(j.get(), block.row), from.get()), size)), 'a');
  const b = i32(add(rows.get(), times(from.get(), features * size)), 'b');
  const to = i32(add(out.get(), times(j.get(), features * size)), 'to');
  const one = (columns: number, at: () => ReturnType<Local['get']>): void => {
    block.call(tiles.spread(height, columns, features), a.get(), add(b.get(), at()), add(to.get(), at()), turns.get());
  };
  const whole = Math.floor(features / width);
  const rest = features - whole * width;
  const e = f.local('i32', 'e');
  if (whole > 0) f.for(e, i32c(0), i32c(whole * width * size), width * size, () => one(width, () => e.get()));
  if (rest > 0) one(rest, () => i32c(whole * width * size));
}

/** p = exp(s − l), ds = scale · p · (dp − δ), in the places of s and dp. */
function differentiate(block: Block, room: Room, tile: { readonly p: Local; readonly ds: Local; readonly delta: Local; readonly logs: Local }, query: Local, key: Local, limit: Local): void {
  const { plan, math } = block;
  const { f, i32 } = block.frame;
  const logs = math.row((u) => load('v128.load', tile.logs.get(), 16 * u));
  const delta = math.row((u) => load('v128.load', tile.delta.get(), 16 * u));
  const ds = f.local('i32', 'dsRow');
  const distance = i32(sub(tile.ds.get(), tile.p.get()), 'distance');
  block.eachScore(tile.p, room.mask, query, key, limit, (at, scores) => {
    f.emit(ds.set(add(at.get(), distance.get())));
    const x = math.row((u) => math.op('sub', scores[u]!.get(), logs[u]!.get()));
    const p = math.row((u) => math.exp(x[u]!));
    const dp = math.row((u) => load('v128.load', ds.get(), 16 * u));
    p.forEach((v, u) => f.emit(store('v128.store', at.get(), v.get(), 16 * u)));
    dp.forEach((v, u) => {
      const slope = math.op('mul', math.op('mul', p[u]!.get(), math.constant(plan.scale)), math.op('sub', v.get(), delta[u]!.get()));
      f.emit(store('v128.store', ds.get(), slope, 16 * u));
    });
  });
}
