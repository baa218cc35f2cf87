/** A contraction as WebAssembly functions: phases that every thread runs over its share, calling the kernels of the plan. */

import type { Expr, FuncRef, FunctionBuilder, Local, ModuleBuilder } from '../assembler/index.ts';
import { i32c, load, op } from '../assembler/index.ts';
import type { Running } from './drive.ts';
import {
  bump,
  byKind,
  emitUnits,
  least,
  locals,
  phaseParams,
  pieceStart,
  usedKinds,
} from './drive.ts';
import { emitKernel, emitPacks } from './kernels.ts';
import { add, times } from './lanes.ts';
import type { Layout } from './layout.ts';
import { makeLayout, panelAxes, panelSteps, panelWidth } from './layout.ts';
import type { Plan } from './plan.ts';
import { makePlan } from './plan.ts';
import type {
  Axis,
  ContractOptions,
  ContractSpec,
  EmittedContract,
  Place,
  Variant,
} from './spec.ts';
import { normalise, product } from './spec.ts';
import type { Kind } from './tiling.ts';
import { pieceCount, tileSize } from './tiling.ts';
import { emitZeros } from './zeros.ts';

/** Emits everything that computes `spec`; `name` is the prefix of the functions' names. */
export function emitContract(
  m: ModuleBuilder,
  name: string,
  spec: ContractSpec,
  variant: Variant,
  options: ContractOptions = {},
): EmittedContract {
  const none = { scratchPerThread: 0, scratchShared: 0 };
  if ([...spec.batch, ...spec.m, ...spec.n].includes(0)) {
    return { ...none, phases: [], description: 'nothing to compute' };
  }
  if (spec.k.includes(0)) {
    return { ...none, phases: [emitZeros(m, `${name}_zeros`, spec)], description: 'zeros' };
  }
  const plan = makePlan(normalise(spec), variant, options);
  return new ContractEmitter(m, name, plan, options).emit();
}

class ContractEmitter {
  readonly #m: ModuleBuilder;
  readonly #name: string;
  readonly #plan: Plan;
  readonly #options: ContractOptions;
  readonly #layout: Layout;

  constructor(m: ModuleBuilder, name: string, plan: Plan, options: ContractOptions) {
    this.#m = m;
    this.#name = name;
    this.#plan = plan;
    this.#options = options;
    this.#layout = makeLayout(plan);
  }

  emit(): EmittedContract {
    const { packA, packB } = this.#plan;
    const phases: FuncRef[] = [];
    if (packA) phases.push(this.#packRows());
    const packs = packB === 'no' ? undefined : emitPacks(this.#m, this.#name, this.#plan, 'b');
    if (packs !== undefined && packB === 'shared') phases.push(this.#packColumns(packs));
    phases.push(this.#products(packB === 'private' ? packs : undefined));
    const { scratchPerThread, scratchShared } = this.#layout;
    return { phases, scratchPerThread, scratchShared, description: this.#description() };
  }

  #description(): string {
    const { strategy, rows, columns, variant, packA, packB, swapped, kTurns } = this.#plan;
    const { blocks, innerK } = this.#layout;
    return [
      `${strategy} ${tileSize(rows, 0)}×${tileSize(columns, 0)} (${variant})`,
      ...(swapped ? ['operands swapped'] : []),
      ...(packA ? ['A packed'] : []),
      ...(packB === 'no'
        ? []
        : [`B packed by ${kTurns * innerK}${packB === 'shared' ? ' once' : ''}`]),
      ...(blocks > 1 ? [`${blocks} blocks of k`] : []),
    ].join(', ');
  }

  /** Turns of the outermost axis of k in the block that begins at `k0`. */
  #turns(f: FunctionBuilder, k0: Local): Expr {
    const { outermostK } = this.#layout;
    return least(f, i32c(this.#plan.kTurns), op('i32.sub', i32c(outermostK), k0.get()));
  }

  /** Copies A into panels [k][rows], block by block of k: the panels of a block stand in the order of their rows. */
  #packRows(): FuncRef {
    const plan = this.#plan;
    const { rows, problem, kTurns, lanes } = plan;
    const { innerK, packedRows, blocks } = this.#layout;
    const packs = emitPacks(this.#m, this.#name, plan, 'a');
    const outer = panelAxes(plan, rows, 'a');
    const steps = panelSteps(outer, rows.split.extent * product(rows.whole));
    return this.#m.func(
      `${this.#name}_pack_rows`,
      phaseParams,
      [],
      (f) => {
        const [source, row, k0] = locals(f, 'source', 'row', 'k0');
        const [turns, from, panels] = locals(f, 'turns', 'from', 'panels');
        f.emit(panels.set(this.#scratchShared(f)));
        const axes = [
          { extent: blocks, steps: [kTurns * (problem.k[0]?.a ?? 0), 0, kTurns] },
          ...outer.map((axis) => ({ extent: axis.extent, steps: [axis.a, steps.get(axis) ?? 0] })),
          { extent: pieceCount(rows.pieces), steps: [] },
        ];
        const running: readonly Running[] = [
          { local: source, start: () => this.#base(f, problem.a) },
          { local: row, start: () => i32c(0) },
          { local: k0, start: () => i32c(0) },
        ];
        emitUnits(f, axes, running, (piece) => {
          f.emit(turns.set(this.#turns(f, k0)));
          f.emit(from.set(pieceStart(f, rows.pieces, piece)));
          f.emit(source.set(op('i32.add', source.get(), times(from.get(), rows.split.a))));
          f.emit(row.set(op('i32.add', row.get(), times(from.get(), product(rows.whole)))));
          byKind(f, rows.pieces, piece, (kind) => {
            // elements before the panel: k0 · all rows + row · turns, for each inner k
            const before = op(
              'i32.add',
              times(k0.get(), packedRows),
              op('i32.mul', row.get(), turns.get()),
            );
            const panel = op('i32.add', panels.get(), times(before, innerK * lanes.size));
            f.emit(f.call(get(packs, kind), source.get(), panel, turns.get()));
          });
        });
      },
      { export: true },
    );
  }

  /** Copies the columns of B into panels [k][columns], each with its whole k. */
  #packColumns(packs: ReadonlyMap<Kind, FuncRef>): FuncRef {
    const plan = this.#plan;
    const { columns, problem, kTurns } = plan;
    const { blocks } = this.#layout;
    const outer = panelAxes(plan, columns, 'b');
    const steps = panelSteps(outer, pieceCount(columns.pieces));
    return this.#m.func(
      `${this.#name}_pack_columns`,
      phaseParams,
      [],
      (f) => {
        const [source, number, k0, panels] = locals(f, 'source', 'number', 'k0', 'panels');
        f.emit(panels.set(this.#sharedColumns(f)));
        const axes = [
          ...outer.map((axis) => ({ extent: axis.extent, steps: [axis.b, steps.get(axis) ?? 0] })),
          { extent: blocks, steps: [kTurns * (problem.k[0]?.b ?? 0), 0, kTurns] },
          { extent: pieceCount(columns.pieces), steps: [0, 1] },
        ];
        const running: readonly Running[] = [
          { local: source, start: () => this.#base(f, problem.b) },
          { local: number, start: () => i32c(0) },
          { local: k0, start: () => i32c(0) },
        ];
        emitUnits(f, axes, running, (piece) => {
          const start = times(pieceStart(f, columns.pieces, piece), columns.split.b);
          f.emit(source.set(op('i32.add', source.get(), start)));
          byKind(f, columns.pieces, piece, (kind) => {
            const panel = this.#sharedPanel(panels, number.get(), k0, kind);
            f.emit(f.call(get(packs, kind), source.get(), panel, this.#turns(f, k0)));
          });
        });
      },
      { export: true },
    );
  }

  #sharedPanel(panels: Local, number: Expr, k0: Local, kind: Kind): Expr {
    const { panelBytes, innerK } = this.#layout;
    const perTurn = panelWidth(this.#plan, kind) * innerK * this.#plan.lanes.size;
    const panel = op('i32.add', panels.get(), times(number, panelBytes));
    return op('i32.add', panel, times(k0.get(), perTurn));
  }

  /** The products themselves, unit by unit. With `packs`, each unit copies its columns first. */
  #products(packs: ReadonlyMap<Kind, FuncRef> | undefined): FuncRef {
    const plan = this.#plan;
    const { rows, columns, problem, lanes, kTurns, packA, packB, strategy } = plan;
    const { innerK, outermostK, packedRows, blocks, panelBytes } = this.#layout;
    const kernels = new Map<string, FuncRef>();
    for (const r of usedKinds(rows.pieces)) {
      for (const c of usedKinds(columns.pieces)) {
        for (const accumulate of blocks > 1 ? [false, true] : [false]) {
          const kernel = emitKernel(this.#m, this.#name, plan, r, c, accumulate);
          kernels.set(`${r}${c}${accumulate}`, kernel);
        }
      }
    }
    const columnPieces = pieceCount(columns.pieces);
    const rowPieces = pieceCount(rows.pieces);
    const columnParts = Math.ceil(columnPieces / plan.columnsPerUnit);
    const rowParts = Math.ceil(rowPieces / plan.rowsPerUnit);
    const usesBounce = strategy === 'dot' || plan.scattered;

    return this.#m.func(
      `${this.#name}_products`,
      phaseParams,
      [],
      (f) => {
        // Where the unit, then the block of k, then the column and the row piece begin.
        const [a0, b0, out0, number] = locals(f, 'a0', 'b0', 'out0', 'number');
        const [k0, turns, a, b] = locals(f, 'k0', 'turns', 'a', 'b');
        const [c, c0, c1, bColumn, outColumn] = locals(
          f,
          'c',
          'c0',
          'c1',
          'b_column',
          'out_column',
        );
        const [r, r0, r1, rEnd, aRow, outRow] = locals(
          f,
          'r',
          'r0',
          'r1',
          'r_end',
          'a_row',
          'out_row',
        );
        const [rFirst, limit, rowStep] = locals(f, 'r_first', 'limit', 'row_step');
        const [bounce, panels, panel, panelsA] = locals(f, 'bounce', 'panels', 'panel', 'panels_a');
        if (packB === 'private') f.emit(panels.set(this.#scratchThread(f)));
        if (packB === 'shared') f.emit(panels.set(this.#sharedColumns(f)));
        if (usesBounce) f.emit(bounce.set(add(this.#scratchThread(f), this.#layout.bounce)));
        if (packA) f.emit(panelsA.set(this.#scratchShared(f)));
        else f.emit(rowStep.set(i32c(rows.split.a)));

        // When A is packed, `a0` counts rows; it becomes an address when the block of k is known.
        const rowNumbers = panelSteps(
          panelAxes(plan, rows, 'a'),
          rows.split.extent * product(rows.whole),
        );
        const numbers = panelSteps(panelAxes(plan, columns, 'b'), columnPieces);
        const unitAxis = (axis: Axis) => ({
          extent: axis.extent,
          steps: [
            packA ? (rowNumbers.get(axis) ?? 0) : axis.a,
            axis.b,
            axis.out,
            numbers.get(axis) ?? 0,
          ],
        });
        const axes = [
          ...[...problem.batch, ...rows.outer, ...columns.outer].map(unitAxis),
          { extent: rowParts, steps: [0, 0, 0, 0, plan.rowsPerUnit] },
          { extent: columnParts, steps: [] },
        ];
        const running: readonly Running[] = [
          { local: a0, start: () => (packA ? i32c(0) : this.#base(f, problem.a)) },
          { local: b0, start: () => this.#base(f, problem.b) },
          { local: out0, start: () => this.#base(f, problem.out) },
          { local: number, start: () => i32c(0) },
          { local: rFirst, start: () => i32c(0) },
        ];

        const rowLoop = (columnKind: Kind, accumulate: boolean): void => {
          f.emit(r.set(r0.get()));
          const aStart = op('i32.mul', pieceStart(f, rows.pieces, r), rowStep.get());
          const outStart = times(pieceStart(f, rows.pieces, r), rows.split.out);
          f.emit(aRow.set(op('i32.add', a.get(), aStart)));
          f.emit(outRow.set(op('i32.add', outColumn.get(), outStart)));
          for (const rowKind of usedKinds(rows.pieces)) {
            const kernel = get(kernels, `${rowKind}${columnKind}${accumulate}`);
            const size = rows.pieces.size[rowKind];
            const end = rowKind === 0 ? rows.pieces.count[0] : rowPieces;
            f.emit(limit.set(least(f, i32c(end), rEnd.get())));
            f.for(r, r.get(), limit.get(), 1, () => {
              f.emit(
                f.call(kernel, aRow.get(), bColumn.get(), outRow.get(), turns.get(), bounce.get()),
              );
              f.emit(aRow.set(op('i32.add', aRow.get(), times(rowStep.get(), size))));
              bump(f, outRow, size * rows.split.out);
            });
          }
        };

        const blockOfRows = (): void => {
          f.emit(rEnd.set(least(f, r1.get(), add(r0.get(), plan.rowsPerChunk))));
          if (packB === 'private') f.emit(panel.set(panels.get()));
          f.for(c, c0.get(), c1.get(), 1, () => {
            const start = (): Expr => pieceStart(f, columns.pieces, c);
            f.emit(outColumn.set(op('i32.add', out0.get(), times(start(), columns.split.out))));
            if (packB === 'no')
              f.emit(bColumn.set(op('i32.add', b.get(), times(start(), columns.split.b))));
            if (packB === 'private') f.emit(bColumn.set(panel.get()));
            byKind(f, columns.pieces, c, (kind) => {
              if (packB === 'shared') {
                const which = op('i32.add', number.get(), c.get());
                f.emit(bColumn.set(this.#sharedPanel(panels, which, k0, kind)));
              }
              if (blocks === 1) rowLoop(kind, false);
              else
                f.if(
                  k0.get(),
                  () => rowLoop(kind, true),
                  () => rowLoop(kind, false),
                );
            });
            if (packB === 'private') bump(f, panel, panelBytes);
          });
        };

        emitUnits(f, axes, running, (part) => {
          f.emit(c0.set(times(part.get(), plan.columnsPerUnit)));
          f.emit(c1.set(least(f, i32c(columnPieces), add(c0.get(), plan.columnsPerUnit))));
          f.emit(r1.set(least(f, i32c(rowPieces), add(rFirst.get(), plan.rowsPerUnit))));
          f.for(k0, i32c(0), i32c(outermostK), kTurns, () => {
            f.emit(turns.set(this.#turns(f, k0)));
            f.emit(b.set(op('i32.add', b0.get(), times(k0.get(), problem.k[0]?.b ?? 0))));
            if (packA) {
              // The panels of this block begin behind all rows of the blocks before.
              f.emit(rowStep.set(times(turns.get(), innerK * lanes.size)));
              const block = times(k0.get(), packedRows * innerK * lanes.size);
              const row = op('i32.mul', a0.get(), rowStep.get());
              f.emit(a.set(op('i32.add', op('i32.add', panelsA.get(), block), row)));
              f.emit(rowStep.set(times(rowStep.get(), product(rows.whole))));
            } else {
              f.emit(a.set(op('i32.add', a0.get(), times(k0.get(), problem.k[0]?.a ?? 0))));
            }
            if (packs !== undefined) {
              f.emit(panel.set(panels.get()));
              f.for(c, c0.get(), c1.get(), 1, () => {
                byKind(f, columns.pieces, c, (kind) => {
                  const start = times(pieceStart(f, columns.pieces, c), columns.split.b);
                  const source = op('i32.add', b.get(), start);
                  f.emit(f.call(get(packs, kind), source, panel.get(), turns.get()));
                });
                bump(f, panel, panelBytes);
              });
            }
            f.for(r0, rFirst.get(), r1.get(), plan.rowsPerChunk, blockOfRows);
          });
        });
      },
      { export: true },
    );
  }

  #base(f: FunctionBuilder, place: Place): Expr {
    return add(load('i32.load', f.param(0).get(), 4 * place.slot), place.offset);
  }

  #scratchThread(f: FunctionBuilder): Expr {
    const slot = this.#options.scratchThreadSlot;
    if (slot === undefined) throw new Error(`${this.#name}: scratchThreadSlot is missing`);
    const stride = load('i32.load', f.param(0).get(), 4 * (slot + 1));
    const first = load('i32.load', f.param(0).get(), 4 * slot);
    return op('i32.add', first, op('i32.mul', f.param(1).get(), stride));
  }

  #scratchShared(f: FunctionBuilder): Expr {
    const slot = this.#options.scratchSharedSlot;
    if (slot === undefined) throw new Error(`${this.#name}: scratchSharedSlot is missing`);
    return load('i32.load', f.param(0).get(), 4 * slot);
  }

  #sharedColumns(f: FunctionBuilder): Expr {
    return add(this.#scratchShared(f), this.#layout.sharedColumns);
  }
}

function get<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`no kernel ${String(key)}`);
  return value;
}
