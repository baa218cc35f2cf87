/** What the forward and the backward pass do alike: finding heads, turning queries, computing a block of scores. */

import type { ModuleBuilder } from '../../assembler/index.ts';
import {
  type Expr,
  type FuncRef,
  i32c,
  type Local,
  load,
  op,
  store,
} from '../../assembler/index.ts';
import { Context } from '../../loops/context.ts';
import { add, type Frame, sub, times } from '../phase.ts';
import type { WholeEnvironment } from '../whole.ts';
import { Arithmetic } from './lanes.ts';
import { type AttentionPlan, keyTile } from './plan.ts';
import type { Tiles } from './tiles.ts';

/** Addresses of the operands of one head. */
export interface Head {
  readonly q: Local;
  readonly k: Local;
  readonly v: Local;
  /** its rows of the mask */
  readonly mask: Local | null;
}

export class Block {
  readonly plan: AttentionPlan;
  readonly frame: Frame;
  readonly tiles: Tiles;
  readonly math: Arithmetic;
  readonly c: Context;
  /** the room that micro-kernels are given (they need none here) */
  readonly #bounce: Local;

  constructor(
    plan: AttentionPlan,
    module: ModuleBuilder,
    env: WholeEnvironment,
    frame: Frame,
    tiles: Tiles,
    scratch: Local,
  ) {
    this.plan = plan;
    this.frame = frame;
    this.tiles = tiles;
    this.c = new Context(module, frame.f, env.variant, env.math);
    this.math = new Arithmetic(this.c, plan);
    this.#bounce = scratch;
  }

  /** `a · b`, of a tile function with its operands' addresses. */
  call(tile: FuncRef, a: Expr, b: Expr, out: Expr, turns: Expr): void {
    this.frame.f.emit(this.frame.f.call(tile, a, b, out, turns, this.#bounce.get()));
  }

  /** The address of the mask's rows for a batch and a head. */
  maskOf(base: Local, b: Local, h: Local): Local {
    const { mask, N, S, size } = this.plan;
    const { i32 } = this.frame;
    const batch = mask!.B === 1 ? i32c(0) : times(b.get(), mask!.H);
    const head = mask!.H === 1 ? i32c(0) : h.get();
    return i32(add(base.get(), times(op('i32.add', batch, head), N * S * size)), 'mask');
  }

  /**
   * Turns up to `width` rows (of `stride` numbers, `columns` of them used) into lanes. `count` is how many
   * rows there are; lanes beyond are 0.
   */
  turn(
    source: Local,
    target: Local,
    count: Local,
    stride: number,
    columns: Expr,
    columnsAtMost: number,
  ): void {
    const { f } = this.frame;
    const { width, N, size } = this.plan;
    const rest = N % width;
    const turnAll = N >= width ? this.tiles.turn(width, stride) : null;
    const turnRest = rest > 0 ? this.tiles.turn(rest, stride) : null;
    const used = this.frame.i32(columns, 'columns');
    const whole = (): void => {
      f.emit(f.call(turnAll!, source.get(), target.get(), used.get()));
    };
    const part = (): void => {
      if (rest <= width - 4)
        f.emit(op('memory.fill', target.get(), i32c(0), i32c(columnsAtMost * width * size)));
      f.emit(f.call(turnRest!, source.get(), target.get(), used.get()));
    };
    if (!turnRest) whole();
    else if (!turnAll) part();
    else f.if(op('i32.ge_s', count.get(), i32c(width)), whole, part);
  }

  /** Multiplies `rows` rows of a tile by a number. */
  scale(target: Local, rows: number, factor: number): void {
    if (factor === 1) return;
    const by = this.math.held(factor);
    this.multiply(
      target,
      rows,
      Array.from({ length: this.plan.vectors }, () => by),
    );
  }

  /** Multiplies each column of a tile by its own factor. */
  multiply(target: Local, rows: number, factors: readonly Local[]): void {
    const { math } = this;
    this.eachRow(target, i32c(rows), this.plan.width, (at) => {
      const row = math.load(at);
      math.update(row, (x, u) => math.op('mul', x, factors[u]!.get()));
      math.store(at, row);
    });
  }

  /** Runs `body` with the address of each row; `row` numbers lie between two of them. */
  eachRow(first: Local, rows: Expr, row: number, body: (at: Local) => void): void {
    const { f, i32 } = this.frame;
    const at = i32(first.get(), 'at');
    const end = i32(add(at.get(), times(rows, row * this.plan.size)), 'end');
    f.block((done) =>
      f.loop((again) => {
        f.brIf(done, op('i32.ge_u', at.get(), end.get()));
        body(at);
        f.emit(at.set(add(at.get(), row * this.plan.size)));
        f.br(again);
      }),
    );
  }

  /**
   * How many keys of a block a tile of queries looks at: all of them, or up to the diagonal, in whole tiles
   * of keys.
   *
   * @param query the first query of the tile
   * @param key   the first key of the block, `count` the keys in it
   */
  limit(query: Local, key: Local, count: Local): Local {
    const { i32, f } = this.frame;
    const { causal, width } = this.plan;
    const limit = i32(count.get(), 'limit');
    if (!causal) return limit;
    const reach = i32(sub(add(query.get(), width), key.get()), 'reach');
    f.if(
      op('i32.le_s', reach.get(), i32c(0)),
      () => f.emit(limit.set(i32c(0))),
      () => {
        f.emit(
          reach.set(times(op('i32.div_u', add(reach.get(), keyTile - 1), i32c(keyTile)), keyTile)),
        );
        f.emit(
          limit.set(
            op('select', reach.get(), limit.get(), op('i32.lt_s', reach.get(), limit.get())),
          ),
        );
      },
    );
    return limit;
  }

  /** Calls `tile(height, first key)` for the tiles of keys below `limit`; the last block may end with a lower one. */
  eachKeyTile(limit: Local, tile: (height: number, j: Local) => void): void {
    const { f, i32 } = this.frame;
    const { S } = this.plan;
    const j = i32(i32c(0), 'j');
    if (S >= keyTile) {
      const whole = i32(sub(limit.get(), keyTile - 1), 'whole');
      f.for(j, i32c(0), whole.get(), keyTile, () => tile(keyTile, j));
    }
    const rest = S % keyTile;
    if (rest > 0) f.if(op('i32.lt_s', j.get(), limit.get()), () => tile(rest, j));
  }

  /** block[j][i] = Σ rows[j] · turned[…][i] for all tiles of keys. */
  products(rows: Local, turned: Local, block: Local, limit: Local, features: number): void {
    const { f } = this.frame;
    const { size } = this.plan;
    const row = this.row * size;
    if (features === 0) {
      this.eachRow(block, limit.get(), this.row, (at) => {
        for (let u = 0; u < this.plan.vectors; u++)
          f.emit(store('v128.store', at.get(), this.math.constant(0), 16 * u));
      });
      return;
    }
    this.eachKeyTile(limit, (height, j) => {
      this.call(
        this.tiles.scores(height, features),
        add(rows.get(), times(j.get(), features * size)),
        turned.get(),
        add(block.get(), times(j.get(), row)),
        i32c(features),
      );
    });
  }

  /** numbers from one row of a block of scores to the next */
  get row(): number {
    return this.plan.tiles * this.plan.width;
  }

  /**
   * Walks a tile of scores row by row (key by key) and hands over its vectors, −∞ where a query does not see
   * the key.
   */
  eachScore(
    tile: Local,
    mask: Local | null,
    query: Local,
    key: Local,
    limit: Local,
    body: (at: Local, scores: Local[]) => void,
  ): void {
    const { f, i32 } = this.frame;
    const { width, size, causal } = this.plan;
    const { math, c } = this;
    const never = math.held(Number.NEGATIVE_INFINITY);
    const [zero, one] = [math.held(0), math.held(1)];
    const walk = (diagonal: boolean): void => {
      // how far each query is behind the key: it sees those at 0 and above
      const first = diagonal ? c.v(math.splatInt(sub(query.get(), key.get()))) : null;
      const ahead =
        first && math.row((u) => math.op('add', first.get(), math.positions((u * 16) / size)));
      const added = mask && i32(mask.get(), 'added');
      this.eachRow(tile, limit.get(), this.row, (at) => {
        let scores = math.row((u) => load('v128.load', at.get(), 16 * u));
        if (added) {
          const m = math.row((u) => load('v128.load', added.get(), 16 * u));
          scores = scores.map((s, u) =>
            c.v(
              math.choose(
                math.op('eq', m[u]!.get(), never.get()),
                never.get(),
                math.op('add', s.get(), m[u]!.get()),
              ),
            ),
          );
          f.emit(added.set(add(added.get(), width * size)));
        }
        if (ahead) {
          scores = scores.map((s, u) =>
            c.v(math.choose(math.op('ge', ahead[u]!.get(), zero.get()), s.get(), never.get())),
          );
          for (const a of ahead) f.emit(a.set(math.op('sub', a.get(), one.get())));
        }
        body(at, scores);
      });
    };
    if (!causal) walk(false);
    else
      f.if(
        op('i32.gt_s', add(key.get(), limit.get()), add(query.get(), 1)),
        () => walk(true),
        () => walk(false),
      );
  }
}
