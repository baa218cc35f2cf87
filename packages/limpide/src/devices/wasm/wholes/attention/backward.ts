/**
 * The gradients of attention, from the logarithms that the forward pass kept: probabilities are made again
 * block by block (Dao et al., "FlashAttention", 2022, algorithm 4).
 *
 * A thread takes a head of the keys with all queries that read it, so that each gradient has one owner and
 * five products are enough. With fewer heads than threads may like, it takes a block of queries (for dq) or
 * a block of keys (for dk and dv), and scores are computed twice.
 */

import type { WholeKernel } from '../../../../compile/index.ts';
import { dtypeInfo } from '../../../../graph/index.ts';
import { type FuncRef, i32c, type Local, type ModuleBuilder, op } from '../../assembler/index.ts';
import { zeroPhase } from '../copy.ts';
import { add, coordinates, ownScratch, phase, share, sub, times } from '../phase.ts';
import type { WholeEmitter, WholeEnvironment } from '../whole.ts';
import { clipped, eachTile, keyBlock, type Part, prepare, type Room } from './backward-block.ts';
import { Block } from './block.ts';
import { foldedOrder } from './forward.ts';
import { type AttentionPlan, attentionPlan, Places } from './plan.ts';
import { Tiles } from './tiles.ts';

/** With at least so many heads of keys, a head is an item. */
const manyHeads = 8;

export const attentionBackward: WholeEmitter = (module, kernel, env) => {
  const plan = attentionPlan(kernel.whole, env.variant, { tiles: 4, keys: 96 });
  const { B, H, G, N, S, D, E, causal } = plan;
  const size = kernel.whole.shape[0]! * dtypeInfo[kernel.whole.dtype].bytes;
  if (N === 0 || S === 0) {
    return {
      phases: [zeroPhase(module, kernel.name, kernel.out, size)],
      scratchPerThread: 0,
      scratchShared: 0,
      work: size / 16,
      description: 'nothing to see',
    };
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

function emitPart(
  module: ModuleBuilder,
  kernel: WholeKernel,
  env: WholeEnvironment,
  plan: AttentionPlan,
  tiles: Tiles,
  part: Part,
): { readonly func: FuncRef; readonly bytes: number } {
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
  const sizes =
    part === 'all'
      ? [B, G, 1, 1, 1]
      : part === 'queries'
        ? [B, G, shared, queryBlocks, 1]
        : [B, G, 1, 1, keyBlocks];
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
    const [q0, k0, v0] = [
      base(kernel.args[0]!, 'q'),
      base(kernel.args[1]!, 'k'),
      base(kernel.args[2]!, 'v'),
    ];
    const mask0 = plan.mask ? base(kernel.args[3]!, 'm') : null;
    const o0 = base(kernel.args[kernel.args.length - 2]!, 'o');
    const g0 = base(kernel.args[kernel.args.length - 1]!, 'g');
    const dq0 = base(kernel.out, 'dq');
    const dk0 = i32(add(dq0.get(), B * H * N * D * size), 'dk');
    const dv0 = i32(add(dk0.get(), B * G * S * D * size), 'dv');
    const block = new Block(plan, module, env, frame, tiles, scratch);
    const { from, to } = share(
      frame,
      sizes.reduce((n, m) => n * m, 1),
    );
    const item = f.local('i32', 'item');
    f.for(item, from.get(), to.get(), 1, () => {
      const [b, g, r, qb, kb] = coordinates(frame, item, sizes) as [
        Local,
        Local,
        Local,
        Local,
        Local,
      ];
      if (causal && part === 'queries') f.emit(qb.set(foldedOrder(frame, qb, queryBlocks).get()));
      if (causal && part === 'keys') f.emit(kb.set(foldedOrder(frame, kb, keyBlocks).get()));
      const keyHead = i32(add(times(b.get(), G), g.get()), 'keyHead');
      const key = i32(times(kb.get(), keys), 'firstKey');
      const pointer = (
        start: Local,
        head: Local,
        line: Local,
        rows: number,
        features: number,
        local: string,
      ): Local =>
        i32(
          add(start.get(), times(add(times(head.get(), rows), line.get()), features * size)),
          local,
        );
      if (part !== 'queries') {
        // this item's own rows of dk and dv
        const rows = part === 'all' ? i32(i32c(S), 'rows') : clipped(frame, S, key, keys);
        for (const [start, features] of [
          [dk0, D],
          [dv0, E],
        ] as const) {
          f.emit(
            op(
              'memory.fill',
              pointer(start, keyHead, key, S, features, 'own').get(),
              i32c(0),
              times(rows.get(), features * size),
            ),
          );
        }
      }
      const head = f.local('i32', 'head');
      const firstHead = i32(
        add(add(times(b.get(), H), times(g.get(), shared)), part === 'queries' ? r.get() : 0),
        'firstHead',
      );
      const lastHead = i32(add(firstHead.get(), part === 'queries' ? 1 : shared), 'lastHead');
      f.for(head, firstHead.get(), lastHead.get(), 1, () => {
        const query = f.local('i32', 'query');
        const firstQuery = i32(
          part === 'queries'
            ? times(qb.get(), row)
            : causal && part === 'keys'
              ? times(op('i32.div_u', key.get(), i32c(row)), row)
              : i32c(0),
          'firstQuery',
        );
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
            keyBlock(
              block,
              room,
              part,
              {
                ...here,
                k: pointer(k0, keyHead, first, S, D, 'kRows'),
                v: pointer(v0, keyHead, first, S, E, 'vRows'),
                dk: pointer(dk0, keyHead, first, S, D, 'dkRows'),
                dv: pointer(dv0, keyHead, first, S, E, 'dvRows'),
                mask:
                  mask &&
                  i32(
                    add(mask.get(), times(add(times(query.get(), S), first.get()), size)),
                    'maskRows',
                  ),
              },
              query,
              count,
              first,
            );
          };
          if (part === 'keys') oneBlock(key);
          else {
            const last = i32(i32c(S), 'last');
            if (causal) {
              const reach = i32(add(query.get(), row), 'reach');
              f.emit(
                last.set(
                  op('select', reach.get(), last.get(), op('i32.lt_s', reach.get(), last.get())),
                ),
              );
            }
            const first = f.local('i32', 'first');
            f.for(first, i32c(0), last.get(), keys, () => oneBlock(first));
          }
          if (part !== 'keys' && D > 0) {
            eachTile(block, count, (tile, left) => {
              const turned = i32(add(room.dq.get(), times(tile.get(), D * width * size)), 'turned');
              f.emit(
                f.call(
                  tiles.turnBack(D),
                  turned.get(),
                  add(here.dq.get(), times(tile.get(), width * D * size)),
                  left.get(),
                ),
              );
            });
          }
        });
      });
    });
  });
  return { func, bytes: places.bytes };
}
