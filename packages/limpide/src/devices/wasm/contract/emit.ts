/** A contraction as WebAssembly functions: kernels for its tiles, and a driver that every thread runs over its share. */

import type { Expr, FuncRef, FunctionBuilder, Local, ModuleBuilder } from '../assembler/index.ts';
import { i32c, load, op } from '../assembler/index.ts';
import { emitDotKernel } from './dot-kernel.ts';
import { add, times } from './lanes.ts';
import { emitPack } from './pack.ts';
import type { Plan } from './plan.ts';
import { columnGroups, makePlan } from './plan.ts';
import type {
  Axis,
  ContractOptions,
  ContractSpec,
  EmittedContract,
  Place,
  Variant,
} from './spec.ts';
import { normalise, product } from './spec.ts';
import { emitTileKernel } from './tile-kernel.ts';
import type { Kind, Pieces, Tiling } from './tiling.ts';
import { kinds, pieceCount, tileOffsets, tileSize } from './tiling.ts';
import { denseSteps } from './walk.ts';
import { emitZeros } from './zeros.ts';

const phaseParams = [
  ['args', 'i32'],
  ['tid', 'i32'],
  ['nth', 'i32'],
] as const;

/** Emits everything that computes `spec`; `name` is the prefix of the functions' names. */
export function emitContract(
  m: ModuleBuilder,
  name: string,
  spec: ContractSpec,
  variant: Variant,
  options: ContractOptions = {},
): EmittedContract {
  const empty = (extents: readonly number[]): boolean => extents.includes(0);
  if (empty(spec.batch) || empty(spec.m) || empty(spec.n)) {
    return { phases: [], scratchPerThread: 0, scratchShared: 0, description: 'nothing to compute' };
  }
  if (empty(spec.k)) {
    const zeros = emitZeros(m, `${name}_zeros`, spec);
    return { phases: [zeros], scratchPerThread: 0, scratchShared: 0, description: 'zeros' };
  }
  const plan = makePlan(normalise(spec), variant, options);
  return new ContractEmitter(m, name, plan, options).emit();
}

/** One axis that a unit of work is numbered by, with what each index adds to three running values. */
interface UnitAxis {
  readonly extent: number;
  readonly steps: readonly [a: number, b: number, out: number];
}

class ContractEmitter {
  readonly #m: ModuleBuilder;
  readonly #name: string;
  readonly #plan: Plan;
  readonly #options: ContractOptions;
  /** products along the inner axes of k, for one turn of the outermost */
  readonly #innerK: number;
  readonly #outermostK: number;
  /** rows of A in all, when it is packed */
  readonly #packedRows: number;

  constructor(m: ModuleBuilder, name: string, plan: Plan, options: ContractOptions) {
    this.#m = m;
    this.#name = name;
    this.#plan = plan;
    this.#options = options;
    const { k, batch, m: rowAxes } = plan.problem;
    this.#outermostK = k[0]?.extent ?? 1;
    this.#innerK = product(k) / this.#outermostK;
    this.#packedRows = product(rowAxes) * product(batch.filter((axis) => axis.a !== 0));
  }

  emit(): EmittedContract {
    const { plan, size } = { plan: this.#plan, size: this.#plan.lanes.size };
    const phases: FuncRef[] = [];
    if (plan.packA) phases.push(this.#packA());
    phases.push(this.#main());
    return {
      phases,
      scratchPerThread: this.#scratchPerThread(),
      scratchShared: plan.packA ? this.#packedRows * product(plan.problem.k) * size : 0,
      description: this.#description(),
    };
  }

  #description(): string {
    const { strategy, rows, columns, variant, packA, swapped, kTurns } = this.#plan;
    const blocks = Math.ceil(this.#outermostK / kTurns);
    const parts = [
      `${strategy} ${tileSize(rows, 0)}×${tileSize(columns, 0)} (${variant})`,
      ...(swapped ? ['operands swapped'] : []),
      ...(packA ? ['A packed'] : []),
      ...(strategy === 'packed' ? [`B packed by ${kTurns * this.#innerK}`] : []),
      ...(blocks > 1 ? [`${blocks} blocks of k`] : []),
    ];
    return parts.join(', ');
  }

  /** bytes of one packed panel of columns */
  #panelBytes(): number {
    const { kTurns, lanes } = this.#plan;
    const widest = Math.max(...kinds.map((kind) => this.#panelWidth(kind)));
    return Math.ceil((widest * kTurns * this.#innerK * lanes.size) / 64) * 64;
  }

  #panelWidth(kind: Kind): number {
    return columnGroups(this.#plan, kind).length * this.#plan.lanes.count;
  }

  #scratchPerThread(): number {
    const { strategy, columnsPerUnit, rows, columns } = this.#plan;
    if (strategy === 'packed') return columnsPerUnit * this.#panelBytes();
    return strategy === 'dot' ? 32 * tileSize(rows, 0) * tileSize(columns, 0) : 0;
  }

  // ── kernels ───────────────────────────────────────────────────────────────────────────────────────────────

  #kernel(rowKind: Kind, columnKind: Kind, accumulate: boolean): FuncRef {
    const { rows, columns, lanes, variant, problem, strategy, packA } = this.#plan;
    const extents = problem.k.map((axis) => axis.extent);
    const name = `${this.#name}_${rowKind}${columnKind}${accumulate ? '_add' : ''}`;
    const height = tileSize(rows, rowKind);
    const out = tileOffsets(rows, rowKind, 'out');
    const direct = { a: tileOffsets(rows, rowKind, 'a'), out };
    const common = { lanes, variant, extents, accumulate };
    const steps = (operand: 'a' | 'b'): readonly number[] => problem.k.map((axis) => axis[operand]);
    if (strategy === 'dot') {
      return emitDotKernel(this.#m, name, {
        ...common,
        rows: direct,
        aSteps: steps('a'),
        bSteps: steps('b'),
        columns: {
          b: tileOffsets(columns, columnKind, 'b'),
          out: tileOffsets(columns, columnKind, 'out'),
        },
      });
    }
    const packed = strategy === 'packed';
    const groups = columnGroups(this.#plan, columnKind);
    return emitTileKernel(this.#m, name, {
      ...common,
      rows: packA ? { a: Array.from({ length: height }, (_, r) => r * lanes.size), out } : direct,
      columns: !packed
        ? groups
        : groups.map((group, g) => ({
            b: Array.from(
              { length: lanes.count },
              (_, lane) => (g * lanes.count + lane) * lanes.size,
            ),
            out: group.out,
          })),
      aSteps: packA ? denseSteps(extents, height * lanes.size) : steps('a'),
      bSteps: packed ? denseSteps(extents, this.#panelWidth(columnKind) * lanes.size) : steps('b'),
    });
  }

  #packKernel(name: string, t: Tiling, kind: Kind, operand: 'a' | 'b', width: number): FuncRef {
    const { problem, lanes } = this.#plan;
    return emitPack(this.#m, `${this.#name}_${name}${kind}`, {
      lanes,
      offsets: tileOffsets(t, kind, operand),
      width,
      extents: problem.k.map((axis) => axis.extent),
      steps: problem.k.map((axis) => axis[operand]),
    });
  }

  // ── drivers ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Copies A into panels [k][rows], block by block of k: panels of a block stand in the order of their rows. */
  #packA(): FuncRef {
    const { rows, problem, kTurns, lanes } = this.#plan;
    const perTurn = this.#innerK * lanes.size;
    const pack = usedKinds(rows.pieces).map(
      (kind) => [kind, this.#packKernel('pack_a', rows, kind, 'a', tileSize(rows, kind))] as const,
    );
    return this.#m.func(`${this.#name}_pack_a`, phaseParams, [], (f) => {
      const [source, row, k0, turns, piece, from] = locals(
        f,
        'source',
        'row',
        'k0',
        'turns',
        'piece',
        'from',
      );
      const panels = f.local('i32', 'panels');
      f.emit(panels.set(this.#scratchShared(f)));
      const blocks = Math.ceil(this.#outermostK / kTurns);
      const axes: UnitAxis[] = [
        { extent: blocks, steps: [kTurns * (problem.k[0]?.a ?? 0), 0, kTurns] },
        ...this.#rowAxes(problem.batch.filter((axis) => axis.a !== 0)),
      ];
      // Three running values: source address, row number, first turn of k.
      this.#units(
        f,
        [...axes, { extent: pieceCount(rows.pieces), steps: [0, 0, 0] }],
        piece,
        () => {
          f.emit(source.set(this.#base(f, problem.a)));
          f.emit(row.set(i32c(0)));
          f.emit(k0.set(i32c(0)));
          return [source, row, k0];
        },
        () => {
          f.emit(
            turns.set(least(f, i32c(kTurns), op('i32.sub', i32c(this.#outermostK), k0.get()))),
          );
          f.emit(from.set(pieceStart(f, rows.pieces, piece)));
          for (const [kind, func] of pack) {
            whenKind(f, rows.pieces, piece, kind, () => {
              const address = op('i32.add', source.get(), times(from.get(), rows.split.a));
              // panels + perTurn · (k0 · all rows + row · turns)
              const rowNumber = op('i32.add', row.get(), times(from.get(), product(rows.whole)));
              const at = op(
                'i32.add',
                times(k0.get(), this.#packedRows),
                op('i32.mul', rowNumber, turns.get()),
              );
              f.emit(
                f.call(func, address, op('i32.add', panels.get(), times(at, perTurn)), turns.get()),
              );
            });
          }
        },
      );
    });
  }

  /** The axes of A's rows outside its tiles, numbering rows in their packed order. */
  #rowAxes(batch: readonly Axis[]): UnitAxis[] {
    const { rows } = this.#plan;
    const axes = [...batch, ...rows.outer];
    const steps = denseSteps(
      axes.map((axis) => axis.extent),
      rows.split.extent * product(rows.whole),
    );
    return axes.map((axis, i) => ({ extent: axis.extent, steps: [axis.a, steps[i] ?? 0, 0] }));
  }

  #main(): FuncRef {
    const plan = this.#plan;
    const { rows, columns, problem, lanes, kTurns, packA, strategy } = plan;
    const blocks = Math.ceil(this.#outermostK / kTurns);
    const packed = strategy === 'packed';
    const kernels = new Map<string, FuncRef>();
    for (const r of usedKinds(rows.pieces)) {
      for (const c of usedKinds(columns.pieces)) {
        for (const accumulate of blocks > 1 ? [false, true] : [false]) {
          kernels.set(`${r}${c}${accumulate}`, this.#kernel(r, c, accumulate));
        }
      }
    }
    const packB = new Map(
      packed
        ? usedKinds(columns.pieces).map(
            (kind) =>
              [
                kind,
                this.#packKernel('pack_b', columns, kind, 'b', this.#panelWidth(kind)),
              ] as const,
          )
        : [],
    );

    return this.#m.func(
      `${this.#name}_main`,
      phaseParams,
      [],
      (f) => {
        const [unit, a0, b0, out0] = locals(f, 'unit', 'a0', 'b0', 'out0');
        const [k0, turns, a, b] = locals(f, 'k0', 'turns', 'a', 'b');
        const [c, c0, c1, r, r0, r1] = locals(f, 'c', 'c0', 'c1', 'r', 'r0', 'r1');
        const [part, chunkEnd, out, aRow, bColumn, outRow] = locals(
          f,
          'part',
          'chunk_end',
          'out',
          'a_row',
          'b_col',
          'out_row',
        );
        const [panel, scratch, panelsA, rowStep, limit] = locals(
          f,
          'panel',
          'scratch',
          'panels_a',
          'row_step',
          'limit',
        );
        const columnPieces = pieceCount(columns.pieces);
        const rowPieces = pieceCount(rows.pieces);
        const columnParts = Math.ceil(columnPieces / plan.columnsPerUnit);
        const rowParts = Math.ceil(rowPieces / plan.rowsPerUnit);
        if (strategy !== 'direct') f.emit(scratch.set(this.#scratchThread(f)));
        if (packA) f.emit(panelsA.set(this.#scratchShared(f)));

        // When A is packed, `a0` counts rows and becomes an address further down.
        const rowAxes = this.#rowAxes(problem.batch.filter((axis) => axis.a !== 0));
        const batchOfA = problem.batch.filter((axis) => axis.a !== 0);
        const rowNumberStep = (axis: Axis): number => {
          const at = [...batchOfA, ...rows.outer].indexOf(axis);
          return at < 0 ? 0 : (rowAxes[at]?.steps[1] ?? 0);
        };
        const unitAxis = (axis: Axis): UnitAxis => ({
          extent: axis.extent,
          steps: [packA ? rowNumberStep(axis) : axis.a, axis.b, axis.out],
        });
        const axes: UnitAxis[] = [
          ...problem.batch.map(unitAxis),
          ...rows.outer.map(unitAxis),
          ...columns.outer.map(unitAxis),
          { extent: rowParts * columnParts, steps: [0, 0, 0] },
        ];

        const kernelLoop = (columnKind: Kind, accumulate: boolean): void => {
          f.emit(r.set(r0.get()));
          f.emit(
            aRow.set(
              op('i32.add', a.get(), op('i32.mul', pieceStart(f, rows.pieces, r), rowStep.get())),
            ),
          );
          f.emit(
            outRow.set(
              op('i32.add', out.get(), times(pieceStart(f, rows.pieces, r), rows.split.out)),
            ),
          );
          for (const rowKind of usedKinds(rows.pieces)) {
            const kernel = kernels.get(`${rowKind}${columnKind}${accumulate}`);
            if (kernel === undefined) throw new Error(`no kernel ${rowKind}${columnKind}`);
            const last = rowKind === 0 ? rows.pieces.count[0] : rowPieces;
            const size = rows.pieces.size[rowKind];
            f.emit(limit.set(least(f, i32c(last), chunkEnd.get())));
            f.block((done) =>
              f.loop((again) => {
                f.brIf(done, op('i32.ge_s', r.get(), limit.get()));
                const extra = strategy === 'dot' ? [scratch.get()] : [];
                f.emit(
                  f.call(kernel, aRow.get(), bColumn.get(), outRow.get(), turns.get(), ...extra),
                );
                f.emit(aRow.set(op('i32.add', aRow.get(), times(rowStep.get(), size))));
                f.emit(outRow.set(add(outRow.get(), size * rows.split.out)));
                f.emit(r.set(op('i32.add', r.get(), i32c(1))));
                f.br(again);
              }),
            );
          }
        };

        this.#units(
          f,
          axes,
          part,
          () => {
            f.emit(a0.set(packA ? i32c(0) : this.#base(f, problem.a)));
            f.emit(b0.set(this.#base(f, problem.b)));
            f.emit(out0.set(this.#base(f, problem.out)));
            return [a0, b0, out0];
          },
          () => {
            f.emit(
              c0.set(times(op('i32.rem_u', part.get(), i32c(columnParts)), plan.columnsPerUnit)),
            );
            f.emit(c1.set(least(f, i32c(columnPieces), add(c0.get(), plan.columnsPerUnit))));
            f.emit(
              unit.set(times(op('i32.div_u', part.get(), i32c(columnParts)), plan.rowsPerUnit)),
            );
            f.emit(r1.set(least(f, i32c(rowPieces), add(unit.get(), plan.rowsPerUnit))));
            if (!packA) f.emit(rowStep.set(i32c(rows.split.a)));
            f.for(k0, i32c(0), i32c(this.#outermostK), kTurns, () => {
              f.emit(
                turns.set(least(f, i32c(kTurns), op('i32.sub', i32c(this.#outermostK), k0.get()))),
              );
              f.emit(b.set(op('i32.add', b0.get(), times(k0.get(), problem.k[0]?.b ?? 0))));
              if (packA) {
                f.emit(rowStep.set(times(turns.get(), this.#innerK * lanes.size)));
                const block = times(k0.get(), this.#packedRows * this.#innerK * lanes.size);
                f.emit(
                  a.set(
                    op(
                      'i32.add',
                      op('i32.add', panelsA.get(), block),
                      op('i32.mul', a0.get(), rowStep.get()),
                    ),
                  ),
                );
                // One row of the tile's split axis is a whole box of rows.
                f.emit(rowStep.set(times(rowStep.get(), product(rows.whole))));
              } else {
                f.emit(a.set(op('i32.add', a0.get(), times(k0.get(), problem.k[0]?.a ?? 0))));
              }
              if (packed) {
                f.emit(panel.set(scratch.get()));
                f.for(c, c0.get(), c1.get(), 1, () => {
                  for (const [kind, func] of packB) {
                    whenKind(f, columns.pieces, c, kind, () => {
                      const source = op(
                        'i32.add',
                        b.get(),
                        times(pieceStart(f, columns.pieces, c), columns.split.b),
                      );
                      f.emit(f.call(func, source, panel.get(), turns.get()));
                    });
                  }
                  f.emit(panel.set(add(panel.get(), this.#panelBytes())));
                });
              }
              f.for(r0, unit.get(), r1.get(), plan.rowsPerChunk, () => {
                f.emit(chunkEnd.set(least(f, r1.get(), add(r0.get(), plan.rowsPerChunk))));
                if (packed) f.emit(panel.set(scratch.get()));
                f.for(c, c0.get(), c1.get(), 1, () => {
                  const start = (): Expr => pieceStart(f, columns.pieces, c);
                  f.emit(out.set(op('i32.add', out0.get(), times(start(), columns.split.out))));
                  f.emit(
                    bColumn.set(
                      packed
                        ? panel.get()
                        : op('i32.add', b.get(), times(start(), columns.split.b)),
                    ),
                  );
                  for (const columnKind of usedKinds(columns.pieces)) {
                    whenKind(f, columns.pieces, c, columnKind, () => {
                      if (blocks === 1) kernelLoop(columnKind, false);
                      else
                        f.if(
                          k0.get(),
                          () => kernelLoop(columnKind, true),
                          () => kernelLoop(columnKind, false),
                        );
                    });
                  }
                  if (packed) f.emit(panel.set(add(panel.get(), this.#panelBytes())));
                });
              });
            });
          },
        );
      },
      { export: true },
    );
  }

  // ── pieces of code ────────────────────────────────────────────────────────────────────────────────────────

  /**
   * The share of this thread: units tid·all/nth … (tid+1)·all/nth. `start` sets the three running values, which are then
   * moved by the indices of the unit; `last` gets the index along the last axis.
   */
  #units(
    f: FunctionBuilder,
    axes: readonly UnitAxis[],
    last: Local,
    start: () => readonly [Local, Local, Local],
    body: () => void,
  ): void {
    const all = axes.reduce((p, axis) => p * axis.extent, 1);
    const [u, end, rest, index] = locals(f, 'u', 'u_end', 'rest', 'index');
    const share = (tid: Expr): Expr => op('i32.div_u', times(tid, all), f.param(2).get());
    f.emit(end.set(share(op('i32.add', f.param(1).get(), i32c(1)))));
    f.for(u, share(f.param(1).get()), end.get(), 1, () => {
      const values = start();
      f.emit(rest.set(u.get()));
      for (let d = axes.length - 1; d >= 0; d--) {
        const axis = axes[d];
        if (axis === undefined) continue;
        const target = d === axes.length - 1 ? last : index;
        f.emit(target.set(d === 0 ? rest.get() : op('i32.rem_u', rest.get(), i32c(axis.extent))));
        if (d > 0) f.emit(rest.set(op('i32.div_u', rest.get(), i32c(axis.extent))));
        values.forEach((value, i) => {
          const step = axis.steps[i] ?? 0;
          if (step !== 0) f.emit(value.set(op('i32.add', value.get(), times(target.get(), step))));
        });
      }
      body();
    });
  }

  #base(f: FunctionBuilder, place: Place): Expr {
    return add(load('i32.load', f.param(0).get(), 4 * place.slot), place.offset);
  }

  #scratchThread(f: FunctionBuilder): Expr {
    const slot = this.#options.scratchThreadSlot;
    if (slot === undefined)
      throw new Error(`${this.#name}: this contraction needs scratchThreadSlot`);
    const args = f.param(0);
    const stride = load('i32.load', args.get(), 4 * (slot + 1));
    return op(
      'i32.add',
      load('i32.load', args.get(), 4 * slot),
      op('i32.mul', f.param(1).get(), stride),
    );
  }

  #scratchShared(f: FunctionBuilder): Expr {
    const slot = this.#options.scratchSharedSlot;
    if (slot === undefined)
      throw new Error(`${this.#name}: this contraction needs scratchSharedSlot`);
    return load('i32.load', f.param(0).get(), 4 * slot);
  }
}

function usedKinds(p: Pieces): readonly Kind[] {
  return kinds.filter((kind) => p.count[kind] > 0);
}

/** Where a piece begins along its axis. */
function pieceStart(f: FunctionBuilder, p: Pieces, piece: Local): Expr {
  const [first, second] = p.size;
  if (p.count[1] === 0 || p.count[0] === 0)
    return times(piece.get(), p.count[0] === 0 ? second : first);
  // piece · second + min(piece, count of the bigger ones) · (first − second)
  return op(
    'i32.add',
    times(piece.get(), second),
    times(least(f, piece.get(), i32c(p.count[0])), first - second),
  );
}

/** Runs the body when the piece is of this kind. */
function whenKind(f: FunctionBuilder, p: Pieces, piece: Local, kind: Kind, body: () => void): void {
  if (p.count[1 - kind] === 0) body();
  else f.if(op(kind === 0 ? 'i32.lt_s' : 'i32.ge_s', piece.get(), i32c(p.count[0])), body);
}

/** min(x, y) */
function least(f: FunctionBuilder, x: Expr, y: Expr): Expr {
  const [p, q] = [f.local('i32', 'p'), f.local('i32', 'q')];
  const one = p.tee(x);
  const two = q.tee(y);
  return op('select', one, two, op('i32.lt_s', p.get(), q.get()));
}

type Same<Names extends readonly string[]> = { readonly [I in keyof Names]: Local };

/** Several i32 locals at once. */
function locals<const Names extends readonly string[]>(
  f: FunctionBuilder,
  ...names: Names
): Same<Names> {
  return names.map((name) => f.local('i32', name)) as unknown as Same<Names>;
}
