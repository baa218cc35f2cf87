/**
 * DBSCAN in the plane or in space, by a grid (Gan & Tao, 2015; exact). Cells are so small that two samples of
 * one cell are always within eps: a cell with minSamples samples is all core, its core samples are one
 * cluster, and two cells belong together as soon as one pair of core samples is near enough. So most distances
 * are never computed, however crowded the neighbourhoods are.
 */
import type { Matrix } from '../../../linalg/index.ts';
import { DisjointSets } from '../forest.ts';
import type { DensityClusters } from './scan.ts';

/** Cells along an axis at most: their numbers must stay exact. */
const mostCells = 2 ** 16;

/** Samples sorted into cells of a grid. */
class Grid {
  readonly #x: Matrix;
  /** Samples by cell: those of cell c at places starts[c] … starts[c + 1] − 1. */
  readonly order: Int32Array<ArrayBuffer>;
  readonly starts: Int32Array<ArrayBuffer>;
  readonly count: number;
  /** Coordinates in the order of the cells. */
  readonly points: Float64Array<ArrayBuffer>;
  /** Corners of the box around each cell's samples: low and high of each axis. */
  readonly boxes: Float64Array<ArrayBuffer>;
  readonly #cells = new Map<number, number>();
  readonly #keys: number[] = [];
  readonly #steps: readonly number[];

  constructor(x: Matrix, side: number, low: Float64Array) {
    this.#x = x;
    const { rows, cols, data } = x;
    const cellOf = new Int32Array(rows);
    const sizes: number[] = [];
    for (let i = 0; i < rows; i++) {
      let key = 0;
      for (let c = 0; c < cols; c++)
        key = key * (mostCells + 8) + 4 + Math.floor((data[i * cols + c]! - low[c]!) / side);
      let cell = this.#cells.get(key);
      if (cell === undefined) {
        cell = sizes.length;
        this.#cells.set(key, cell);
        this.#keys.push(key);
        sizes.push(0);
      }
      cellOf[i] = cell;
      sizes[cell]!++;
    }
    this.count = sizes.length;
    this.starts = new Int32Array(this.count + 1);
    for (let c = 0; c < this.count; c++) this.starts[c + 1] = this.starts[c]! + sizes[c]!;
    const next = this.starts.slice();
    this.order = new Int32Array(rows);
    for (let i = 0; i < rows; i++) this.order[next[cellOf[i]!]!++] = i;
    this.points = new Float64Array(rows * cols);
    for (let t = 0; t < rows; t++)
      for (let c = 0; c < cols; c++) this.points[t * cols + c] = data[this.order[t]! * cols + c]!;
    this.boxes = this.#bounds();
    this.#steps = offsets(cols);
  }

  #bounds(): Float64Array<ArrayBuffer> {
    const { cols } = this.#x;
    const boxes = new Float64Array(this.count * cols * 2);
    for (let cell = 0; cell < this.count; cell++) {
      for (let c = 0; c < cols; c++) {
        let low = Infinity;
        let high = -Infinity;
        for (let t = this.starts[cell]!; t < this.starts[cell + 1]!; t++) {
          const v = this.points[t * cols + c]!;
          if (v < low) low = v;
          if (v > high) high = v;
        }
        boxes[2 * (cell * cols + c)] = low;
        boxes[2 * (cell * cols + c) + 1] = high;
      }
    }
    return boxes;
  }

  /** Writes the other cells that may hold samples within eps; returns how many. */
  neighbours(cell: number, out: Int32Array): number {
    const key = this.#keys[cell]!;
    let count = 0;
    for (const step of this.#steps) {
      const other = this.#cells.get(key + step);
      if (other !== undefined) out[count++] = other;
    }
    return count;
  }
  get mostNeighbours(): number {
    return this.#steps.length;
  }
}

/** Steps from a cell to those that may be within eps: with sides eps/√d, two along an axis at most. */
function offsets(cols: number): number[] {
  let steps: { key: number; gap: number }[] = [{ key: 0, gap: 0 }];
  for (let c = 0; c < cols; c++) {
    steps = steps.flatMap(({ key, gap }) =>
      [-2, -1, 0, 1, 2].map((step) => ({
        key: key * (mostCells + 8) + step,
        // at least |step| − 1 sides between them
        gap: gap + Math.max(0, Math.abs(step) - 1) ** 2,
      })),
    );
  }
  // nearer cells first: they decide most questions. gap² sides² ≤ eps² = cols sides²
  return steps
    .filter(({ key, gap }) => key !== 0 && gap <= cols)
    .sort((a, b) => a.gap - b.gap)
    .map(({ key }) => key);
}

/** Core samples and clusters; undefined where a grid would not fit (very small eps for the data's extent). */
export function gridScan(
  x: Matrix,
  eps: number,
  minSamples: number,
  weights: Float64Array | undefined,
  report: (done: number) => void,
): DensityClusters | undefined {
  const { rows, cols } = x;
  // a hair smaller, so that roundings do not bring two samples of a cell out of reach
  const side = (eps / Math.sqrt(cols)) * (1 - 1e-9);
  const low = new Float64Array(cols).fill(Infinity);
  const high = new Float64Array(cols).fill(-Infinity);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < cols; c++) {
      low[c] = Math.min(low[c]!, x.data[i * cols + c]!);
      high[c] = Math.max(high[c]!, x.data[i * cols + c]!);
    }
  }
  for (let c = 0; c < cols; c++) if (!((high[c]! - low[c]!) / side < mostCells)) return undefined;

  const grid = new Grid(x, side, low);
  const { starts, points, boxes, order } = grid;
  const limit = eps * eps;
  const near = new Int32Array(grid.mostNeighbours);
  const within = (s: number, t: number): boolean => {
    let sum = 0;
    for (let c = 0; c < cols; c++) {
      const gap = points[s * cols + c]! - points[t * cols + c]!;
      sum += gap * gap;
    }
    return sum <= limit;
  };
  /** Whether the place s is within eps of the box of a cell. */
  const reaches = (s: number, cell: number): boolean => {
    let sum = 0;
    for (let c = 0, b = 2 * cell * cols; c < cols; c++, b += 2) {
      const v = points[s * cols + c]!;
      const gap = v < boxes[b]! ? boxes[b]! - v : v > boxes[b + 1]! ? v - boxes[b + 1]! : 0;
      sum += gap * gap;
    }
    return sum <= limit;
  };
  const weightOf = (t: number): number => (weights ? weights[order[t]!]! : 1);

  // 1. Core samples. By place: those of a cell stand together.
  const core = new Uint8Array(rows);
  const hasCore = new Uint8Array(grid.count);
  for (let cell = 0; cell < grid.count; cell++) {
    let own = 0;
    for (let t = starts[cell]!; t < starts[cell + 1]!; t++) own += weightOf(t);
    if (own >= minSamples) {
      core.fill(1, starts[cell]!, starts[cell + 1]!);
      hasCore[cell] = 1;
      continue;
    }
    const count = grid.neighbours(cell, near);
    for (let s = starts[cell]!; s < starts[cell + 1]!; s++) {
      let sum = own;
      for (let n = 0; n < count && sum < minSamples; n++) {
        const other = near[n]!;
        if (!reaches(s, other)) continue;
        for (let t = starts[other]!; t < starts[other + 1]! && sum < minSamples; t++)
          if (within(s, t)) sum += weightOf(t);
      }
      if (sum >= minSamples) {
        core[s] = 1;
        hasCore[cell] = 1;
      }
    }
  }
  report(1);

  // 2. Cells with a pair of core samples within eps belong together.
  const sets = new DisjointSets(grid.count);
  const linked = (a: number, b: number): boolean => {
    for (let s = starts[a]!; s < starts[a + 1]!; s++) {
      if (core[s] === 0 || !reaches(s, b)) continue;
      for (let t = starts[b]!; t < starts[b + 1]!; t++)
        if (core[t] === 1 && within(s, t)) return true;
    }
    return false;
  };
  for (let cell = 0; cell < grid.count; cell++) {
    if (hasCore[cell] === 0) continue;
    const count = grid.neighbours(cell, near);
    for (let n = 0; n < count; n++) {
      const other = near[n]!;
      if (other < cell || hasCore[other] === 0 || sets.find(cell) === sets.find(other)) continue;
      if (linked(cell, other)) sets.join(cell, other);
    }
  }
  report(2);

  // 3. Clusters are numbered by their first core sample; a border sample goes to the first that reaches it.
  const isCore = new Uint8Array(rows);
  const cellAt = new Int32Array(rows);
  for (let cell = 0; cell < grid.count; cell++) {
    for (let t = starts[cell]!; t < starts[cell + 1]!; t++) {
      isCore[order[t]!] = core[t]!;
      cellAt[order[t]!] = cell;
    }
  }
  const number = new Int32Array(grid.count).fill(-1);
  const labels = new Int32Array(rows).fill(-1);
  let clusters = 0;
  for (let i = 0; i < rows; i++) {
    if (isCore[i] === 0) continue;
    const root = sets.find(cellAt[i]!);
    if (number[root] === -1) number[root] = clusters++;
    labels[i] = number[root]!;
  }
  for (let cell = 0; cell < grid.count; cell++) {
    let count = -1;
    for (let s = starts[cell]!; s < starts[cell + 1]!; s++) {
      if (core[s] === 1) continue;
      if (count < 0) count = grid.neighbours(cell, near);
      let best = hasCore[cell] === 1 ? number[sets.find(cell)]! : clusters;
      for (let n = 0; n < count; n++) {
        const other = near[n]!;
        if (hasCore[other] === 0 || !reaches(s, other)) continue;
        const label = number[sets.find(other)]!;
        if (label >= best) continue;
        for (let t = starts[other]!; t < starts[other + 1]!; t++) {
          if (core[t] === 1 && within(s, t)) {
            best = label;
            break;
          }
        }
      }
      if (best < clusters) labels[order[s]!] = best;
    }
  }
  return { labels, core: isCore };
}
