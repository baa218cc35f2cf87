/** The micro-kernels of attention: three ways of standing around one tile, and the turning of rows into lanes. */
import type { FuncRef, ModuleBuilder } from '../../assembler/index.ts';
import { emitPack } from '../../contract/pack.ts';
import { emitTileKernel } from '../../contract/tile-kernel.ts';
import { cutEvenly, type LaneGroup } from '../../contract/tiling.ts';
import { once } from '../phase.ts';
import { type AttentionPlan, keyTile } from './plan.ts';

/** `(a, b, out, turns, scratch)` */
export type TileFunction = FuncRef;

const steps = (count: number, step: number): number[] =>
  Array.from({ length: count }, (_, i) => i * step);

/** `count` neighbours as vectors, the last one cut where they end. */
function neighbours(plan: AttentionPlan, count: number): LaneGroup[] {
  const groups: LaneGroup[] = [];
  for (let i = 0; i < count; i += plan.lanes.count) {
    const offsets = steps(Math.min(plan.lanes.count, count - i), plan.size).map(
      (o) => o + i * plan.size,
    );
    groups.push({ b: offsets, out: offsets });
  }
  return groups;
}

export class Tiles {
  readonly #module: ModuleBuilder;
  readonly #name: string;
  readonly #plan: AttentionPlan;
  /** queries from one row of a block of scores to the next */
  readonly #row: number;

  constructor(module: ModuleBuilder, name: string, plan: AttentionPlan) {
    this.#module = module;
    this.#name = name;
    this.#plan = plan;
    this.#row = plan.tiles * plan.width;
  }

  /** block[j][i] = Σ_d rows[j][d] · turned[d][i]: `height` keys (of `features` numbers each) by a tile of queries. */
  scores(height: number, features: number): TileFunction {
    const { size, width, lanes, variant } = this.#plan;
    const name = `${this.#name}_scores${height}x${features}`;
    return once(this.#module, name, () =>
      emitTileKernel(this.#module, name, {
        lanes,
        variant,
        rows: { a: steps(height, features * size), out: steps(height, this.#row * size) },
        columns: neighbours(this.#plan, width),
        extents: [features],
        aSteps: [size],
        bSteps: [width * size],
        accumulate: false,
      }),
    );
  }

  /** turned[e][i] += Σ_j rows[j][e] · block[j][i]: `height` features by a tile of queries, `turns` keys. */
  mix(height: number, features: number): TileFunction {
    const { size, width, lanes, variant } = this.#plan;
    const name = `${this.#name}_mix${height}x${features}`;
    return once(this.#module, name, () =>
      emitTileKernel(this.#module, name, {
        lanes,
        variant,
        rows: { a: steps(height, size), out: steps(height, width * size) },
        columns: neighbours(this.#plan, width),
        extents: [1],
        aSteps: [features * size],
        bSteps: [this.#row * size],
        accumulate: true,
      }),
    );
  }

  /** out[j][e] += Σ_i block[j][i] · rows[i][e]: `height` keys by `columns` features, `turns` queries. */
  spread(height: number, columns: number, features: number): TileFunction {
    const { size, lanes, variant } = this.#plan;
    const name = `${this.#name}_spread${height}x${columns}of${features}`;
    return once(this.#module, name, () =>
      emitTileKernel(this.#module, name, {
        lanes,
        variant,
        rows: { a: steps(height, this.#row * size), out: steps(height, features * size) },
        columns: neighbours(this.#plan, columns),
        extents: [1],
        aSteps: [size],
        bSteps: [features * size],
        accumulate: true,
      }),
    );
  }

  /** `(rows, turned, columns)`: `count` rows, `stride` numbers apart, become the lanes of [column][width]. */
  turn(count: number, stride: number): FuncRef {
    const { size, width, lanes } = this.#plan;
    const name = `${this.#name}_turn${count}x${stride}`;
    return once(this.#module, name, () =>
      emitPack(this.#module, name, {
        lanes,
        offsets: steps(count, stride * size),
        width,
        extents: [1],
        steps: [size],
      }),
    );
  }

  /** `(turned, rows, count)`: the first `count` lanes of [columns][width] become rows of `columns` numbers. */
  turnBack(columns: number): FuncRef {
    const { size, width, lanes } = this.#plan;
    const name = `${this.#name}_back${columns}`;
    return once(this.#module, name, () =>
      emitPack(this.#module, name, {
        lanes,
        offsets: steps(columns, width * size),
        width: columns,
        extents: [1],
        steps: [size],
      }),
    );
  }
}

/** Heights that cover `extent` features: `[height, first]` of each tile. */
export function heightsOf(
  extent: number,
): readonly { readonly height: number; readonly first: number; readonly count: number }[] {
  if (extent === 0) return [];
  const pieces = cutEvenly(extent, keyTile);
  const large = { height: pieces.size[0], first: 0, count: pieces.count[0] };
  const small = {
    height: pieces.size[1],
    first: large.height * large.count,
    count: pieces.count[1],
  };
  return small.count === 0 ? [large] : [large, small];
}
