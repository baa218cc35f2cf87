/**
 * attention: the softmax of a row of scores is made block by block, so that no row is ever stored (Dao et
 * al., "FlashAttention", 2022, algorithm 1). A thread takes a tile of queries of one head at a time.
 */
import { i32c, type Local, op, store } from '../../assembler/index.ts';
import { add, coordinates, type Frame, ownScratch, phase, share, sub, times } from '../phase.ts';
import type { WholeEmitter } from '../whole.ts';
import { Block, type Head } from './block.ts';
import { attentionPlan, Places } from './plan.ts';
import { heightsOf, Tiles } from './tiles.ts';

export const attention: WholeEmitter = (module, kernel, env) => {
  const plan = attentionPlan(kernel.whole, env.variant, { tiles: 1, keys: 192 });
  const { B, H, G, N, S, D, E, width, keys, size, causal } = plan;
  const places = new Places();
  const at = {
    queries: places.take(D * width * size),
    scores: places.take(keys * width * size),
    // the result, turned, and the logarithm in its last row
    out: places.take((E + 1) * width * size),
    mask: places.take(plan.mask ? keys * width * size : 0),
    top: places.take(width * size),
    sum: places.take(width * size),
    factor: places.take(width * size),
  };
  const perHead = Math.ceil(N / width);
  const items = B * H * perHead;
  const tiles = new Tiles(module, kernel.name, plan);
  const func = phase(module, kernel.name, (frame) => {
    const { f, base, i32 } = frame;
    const scratch = ownScratch(frame, env);
    const spot = (offset: number, name: string): Local => i32(add(scratch.get(), offset), name);
    const room = {
      queries: spot(at.queries, 'queries'),
      scores: spot(at.scores, 'scores'),
      out: spot(at.out, 'turned'),
      mask: plan.mask ? spot(at.mask, 'masked') : null,
      top: spot(at.top, 'top'),
      sum: spot(at.sum, 'sum'),
      factor: spot(at.factor, 'factor'),
    };
    const [q0, k0, v0] = [
      base(kernel.args[0]!, 'q'),
      base(kernel.args[1]!, 'k'),
      base(kernel.args[2]!, 'v'),
    ];
    const mask0 = plan.mask ? base(kernel.args[3]!, 'm') : null;
    const out0 = base(kernel.out, 'out');
    const block = new Block(plan, module, env, frame, tiles, scratch);
    const { from, to } = share(frame, items);
    const item = f.local('i32', 'item');
    f.for(item, from.get(), to.get(), 1, () => {
      const [b, g, r, tile] = coordinates(frame, item, [B, G, H / G, perHead]) as [
        Local,
        Local,
        Local,
        Local,
      ];
      const h = i32(add(times(g.get(), H / G), r.get()), 'h');
      const head = i32(add(times(b.get(), H), h.get()), 'head');
      const keyHead = i32(add(times(b.get(), G), g.get()), 'keyHead');
      if (causal) f.emit(tile.set(foldedOrder(frame, tile, perHead).get()));
      const query = i32(times(tile.get(), width), 'query');
      const row = i32(add(times(head.get(), N), query.get()), 'row');
      const left = i32(sub(i32c(N), query.get()), 'left');
      f.emit(
        left.set(op('select', left.get(), i32c(width), op('i32.lt_s', left.get(), i32c(width)))),
      );
      const operands: Head = {
        q: i32(add(q0.get(), times(row.get(), D * size)), 'qRow'),
        k: i32(add(k0.get(), times(keyHead.get(), S * D * size)), 'kHead'),
        v: i32(add(v0.get(), times(keyHead.get(), S * E * size)), 'vHead'),
        mask: mask0 && block.maskOf(mask0, b, h),
      };
      if (D > 0) {
        block.turn(operands.q, room.queries, left, D, i32c(D), D);
        block.scale(room.queries, D, plan.scale);
      }
      f.emit(op('memory.fill', room.out.get(), i32c(0), i32c((E + 1) * width * size)));
      for (let u = 0; u < plan.vectors; u++) {
        f.emit(store('v128.store', room.top.get(), block.math.never(), 16 * u));
        f.emit(store('v128.store', room.sum.get(), block.math.constant(0), 16 * u));
      }
      eachKeyBlock(block, query, (key, count) => {
        const limit = block.limit(query, key, count);
        const k = i32(add(operands.k.get(), times(key.get(), D * size)), 'kBlock');
        const v = i32(add(operands.v.get(), times(key.get(), E * size)), 'vBlock');
        block.products(k, room.queries, room.scores, limit, D);
        if (operands.mask && room.mask) {
          const source = i32(
            add(operands.mask.get(), times(add(times(query.get(), S), key.get()), size)),
            'maskRow',
          );
          block.turn(source, room.mask, left, S, limit.get(), keys);
        }
        online(block, room, query, key, limit);
        const { row: line } = block;
        for (const { height, first, count: turns } of heightsOf(E)) {
          const e = f.local('i32', 'e');
          f.for(e, i32c(first), i32c(first + turns * height), height, () => {
            block.call(
              tiles.mix(height, E),
              add(v.get(), times(e.get(), size)),
              room.scores.get(),
              add(room.out.get(), times(e.get(), line * size)),
              limit.get(),
            );
          });
        }
      });
      finish(block, room, E);
      f.emit(
        f.call(
          tiles.turnBack(E + 1),
          room.out.get(),
          add(out0.get(), times(row.get(), (E + 1) * size)),
          left.get(),
        ),
      );
    });
  });
  return {
    phases: [func],
    scratchPerThread: places.bytes,
    scratchShared: 0,
    work: (B * H * N * S * (D + E + 8)) / (causal ? 8 : 4),
    description: `blocks of ${width} queries × ${keys} keys`,
  };
};

/** 0, last, 1, last − 1, …: with a causal mask two neighbours together cost the same everywhere. */
export function foldedOrder({ i32 }: Frame, tile: Local, count: number): Local {
  const half = i32(op('i32.shr_u', tile.get(), i32c(1)), 'half');
  const odd = op('i32.and', tile.get(), i32c(1));
  return i32(op('select', sub(i32c(count - 1), half.get()), half.get(), odd), 'folded');
}

/** Runs `body(first key, number of keys)` for the blocks of keys that the queries from `query` on look at. */
function eachKeyBlock(block: Block, query: Local, body: (key: Local, count: Local) => void): void {
  const { f, i32 } = block.frame;
  const { S, keys, causal, width } = block.plan;
  const last = i32(i32c(S), 'last');
  if (causal) {
    const reach = i32(add(query.get(), width), 'reach');
    f.emit(
      last.set(op('select', reach.get(), last.get(), op('i32.lt_s', reach.get(), last.get()))),
    );
  }
  const key = f.local('i32', 'key');
  f.for(key, i32c(0), last.get(), keys, () => {
    const count = i32(sub(i32c(S), key.get()), 'count');
    f.emit(
      count.set(op('select', count.get(), i32c(keys), op('i32.lt_s', count.get(), i32c(keys)))),
    );
    body(key, count);
  });
}

interface Room {
  readonly scores: Local;
  readonly out: Local;
  readonly mask: Local | null;
  readonly top: Local;
  readonly sum: Local;
  readonly factor: Local;
}

/** One block's part of the softmax: new maxima, exponentials, sums; what was summed before is scaled down to the new maxima. */
function online(block: Block, room: Room, query: Local, key: Local, limit: Local): void {
  const { math, plan } = block;
  const { f } = block.frame;
  const masked = plan.mask !== null || plan.causal;
  const old = math.load(room.top);
  const top = math.row((u) => old[u]!.get());
  block.eachScore(room.scores, room.mask, query, key, limit, (at, scores) => {
    math.update(top, (t, u) => math.op('max', t, scores[u]!.get()));
    if (masked) math.store(at, scores);
  });
  // a query that has not seen a key yet: its scores are all −∞, and their exponentials are to be 0
  const centre = math.row((u) =>
    math.choose(math.op('eq', top[u]!.get(), math.never()), math.constant(0), top[u]!.get()),
  );
  const shift = math.row((u) => math.op('sub', old[u]!.get(), centre[u]!.get()));
  const exp = math.exponential();
  const factor = math.row((u) => exp(shift[u]!));
  math.store(room.top, top);
  const before = math.load(room.sum);
  math.update(before, (s, u) => math.op('mul', s, factor[u]!.get()));
  math.store(room.sum, before);
  block.eachRow(room.scores, limit.get(), block.row, (at) => {
    const x = math.load(at);
    math.update(x, (s, u) => math.op('sub', s, centre[u]!.get()));
    const p = math.row((u) => exp(x[u]!));
    // The sums stay in memory: V8's 256-bit packer (of Node 26, at least) loses upper halves of sums carried by this loop.
    const sum = math.load(room.sum);
    math.update(sum, (s, u) => math.op('add', s, p[u]!.get()));
    math.store(at, p);
    math.store(room.sum, sum);
  });
  f.if(op('i32.gt_s', key.get(), i32c(0)), () => block.multiply(room.out, plan.E, factor));
}

/** Divides by the sums, and writes the logarithms behind the features. Without a key to see: 0 and −∞. */
function finish(block: Block, room: Room, features: number): void {
  const { math, plan } = block;
  const sum = math.load(room.sum);
  const inverse = math.row((u) =>
    math.choose(
      math.op('eq', sum[u]!.get(), math.constant(0)),
      math.constant(0),
      math.op('div', math.constant(1), sum[u]!.get()),
    ),
  );
  block.multiply(room.out, features, inverse);
  const logarithm = math.load(room.top);
  math.update(logarithm, (top, u) => math.op('add', top, math.log(sum[u]!)));
  math.store(room.out, logarithm, features * plan.width * plan.size);
}
