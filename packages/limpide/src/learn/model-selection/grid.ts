/** Combinations of parameters: all of a grid, or some drawn from lists and distributions. */
import { selectionErrors } from '../../errors/catalog/learn-selection.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { RandomStream, seedOf, show } from '../base/index.ts';

/** Parameters by name (`step__name` inside compositions). */
export type Params = Readonly<Record<string, unknown>>;
/** For each parameter the values to try; a list of such grids is the union of their combinations. */
export type Grid = Readonly<Record<string, readonly unknown[]>>;

/** Something that can be drawn from: the distributions of `limpide/stats` are. */
export interface Distribution {
  /** One value, from uniform numbers in [0, 1). */
  sample(random: () => number): number;
}
/** For each parameter a list to choose from (each as likely), or a distribution. */
export type Distributions = Readonly<Record<string, readonly unknown[] | Distribution>>;

const listOf = <T>(one: T | readonly T[]): readonly T[] => (isArray(one) ? one : [one]);
const isArray = <T>(one: T | readonly T[]): one is readonly T[] => Array.isArray(one);

/** @throws ArgumentError naming the parameter whose values are no list */
export function checkGrid(who: string, grid: Grid | readonly Grid[], orDistribution = false): void {
  const parts = listOf<Grid>(grid);
  if (parts.length === 0)
    raise(ArgumentError, selectionErrors, 'search.grid', { who, name: '–', got: '[]', more: '' });
  for (const part of parts)
    for (const [name, values] of Object.entries(part)) {
      if (Array.isArray(values) && values.length > 0) continue;
      if (orDistribution && isDistribution(values)) continue;
      raise(ArgumentError, selectionErrors, 'search.grid', {
        who,
        name,
        got: show(values),
        more: orDistribution ? ' | { sample() }' : '',
      });
    }
}
const isDistribution = (value: unknown): value is Distribution =>
  typeof value === 'object' &&
  value !== null &&
  'sample' in value &&
  typeof value.sample === 'function';

/** All combinations of a grid, names in alphabetical order, the last one changing fastest. */
export class ParameterGrid implements Iterable<Params> {
  readonly #grids: readonly Grid[];
  constructor(grid: Grid | readonly Grid[]) {
    checkGrid('ParameterGrid', grid);
    this.#grids = listOf<Grid>(grid);
  }
  get length(): number {
    const sizes = this.#grids.map((grid) =>
      Object.values(grid).reduce((product, values) => product * values.length, 1),
    );
    return sizes.reduce((a, b) => a + b, 0);
  }
  /** Combination number `index`. */
  at(index: number): Params {
    let rest = index;
    for (const grid of this.#grids) {
      const names = Object.keys(grid).sort();
      const size = names.reduce((product, name) => product * grid[name]!.length, 1);
      if (rest >= size) {
        rest -= size;
        continue;
      }
      const params: Record<string, unknown> = {};
      for (const name of [...names].reverse()) {
        const values = grid[name]!;
        params[name] = values[rest % values.length];
        rest = Math.floor(rest / values.length);
      }
      return Object.fromEntries(names.map((name) => [name, params[name]]));
    }
    return raise(ArgumentError, selectionErrors, 'split.count', {
      who: 'ParameterGrid.at',
      name: 'index',
      expected: `0 … ${this.length - 1}`,
      got: index,
    });
  }
  *[Symbol.iterator](): IterableIterator<Params> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }
}

/**
 * Combinations drawn at random. From lists only: without repetition, all of the grid when it is small enough.
 */
export class ParameterSampler implements Iterable<Params> {
  readonly #parts: readonly Distributions[];
  readonly #seed: number;
  readonly nIter: number;

  constructor(
    distributions: Distributions | readonly Distributions[],
    nIter: number,
    { randomState }: { readonly randomState?: number | undefined } = {},
  ) {
    this.#parts = listOf<Distributions>(distributions);
    for (const part of this.#parts) checkGrid('ParameterSampler', part as Grid, true);
    this.nIter = nIter;
    this.#seed = seedOf(randomState);
  }
  *[Symbol.iterator](): IterableIterator<Params> {
    const stream = new RandomStream(this.#seed);
    const lists = this.#parts.every((part) => Object.values(part).every(Array.isArray));
    if (lists) {
      const grid = new ParameterGrid(this.#parts as readonly Grid[]);
      if (grid.length <= this.nIter) yield* grid;
      else for (const index of stream.sample(grid.length, this.nIter)) yield grid.at(index);
      return;
    }
    for (let k = 0; k < this.nIter; k++) {
      const part = this.#parts[stream.int(this.#parts.length)]!;
      const params: Record<string, unknown> = {};
      for (const name of Object.keys(part).sort()) {
        const values = part[name]!;
        params[name] = isDistribution(values)
          ? values.sample(() => stream.next())
          : values[stream.int(values.length)];
      }
      yield params;
    }
  }
}
