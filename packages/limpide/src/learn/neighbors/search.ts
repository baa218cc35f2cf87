/** One door to all searches of neighbours: the algorithm is chosen by metric, features and number of points. */
import { neighborsErrors } from '../../errors/catalog/learn-neighbors.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import type { Floats, Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { BallTree } from './ball-tree.ts';
import { BruteSearch } from './brute.ts';
import { Nearest } from './heap.ts';
import { KDTree } from './kd-tree.ts';
import { type Measure, type MetricOption, measureOf } from './metrics.ts';
import { Found, type PointTree } from './tree.ts';

export const algorithms = ['auto', 'kdTree', 'ballTree', 'brute'] as const;
export type Algorithm = (typeof algorithms)[number];

export interface SearchOptions {
  readonly metric: MetricOption;
  readonly p: number;
  readonly algorithm: Algorithm;
  readonly leafSize: number;
}

/** The k nearest of each sample: n × k numbers and distances, nearest first. */
export interface Neighbours {
  readonly k: number;
  readonly indices: Int32Array<ArrayBuffer>;
  readonly distances: Float64Array<ArrayBuffer>;
}

/** All neighbours within a radius: those of sample i at places indptr[i] … indptr[i + 1] − 1. */
export interface Balls {
  readonly indptr: Int32Array<ArrayBuffer>;
  readonly indices: Int32Array<ArrayBuffer>;
  readonly distances: Float64Array<ArrayBuffer>;
}

/** Features beyond which trees are no quicker than looking at everything. */
const treeFeatures = 15;

export class NeighbourSearch {
  /** The data that is searched; with precomputed distances, n × n. */
  readonly x: Matrix;
  readonly who: string;
  readonly method: Exclude<Algorithm, 'auto'> | 'precomputed';
  /** undefined: distances are precomputed. */
  readonly measure: Measure | undefined;
  readonly tree: PointTree | undefined;
  readonly #brute: BruteSearch | undefined;

  /**
   * @param samples the rows of x as a tensor, where there is one: large ones then stand in memory once
   * @throws ArgumentError for an algorithm that cannot serve the metric
   */
  constructor(x: Matrix, options: SearchOptions, who: string, samples?: Tensor) {
    this.x = x;
    this.who = who;
    const { metric, p, leafSize } = options;
    if (metric === 'precomputed') {
      if (options.algorithm === 'kdTree' || options.algorithm === 'ballTree')
        treeMetric(who, options.algorithm, '"precomputed"');
      this.method = 'precomputed';
      checkPrecomputed(x, x.rows, who);
      return;
    }
    const measure = measureOf(metric, p, x.cols, who);
    this.measure = measure;
    this.method = chosen(x, measure, options, who);
    if (this.method === 'kdTree') this.tree = new KDTree(x, measure, leafSize);
    else if (this.method === 'ballTree') this.tree = new BallTree(x, measure, leafSize);
    else this.#brute = new BruteSearch(x, measure, samples);
  }

  /**
   * The k nearest of each row of q.
   *
   * @param self q is the data itself, and no row is its own neighbour
   */
  nearest(q: Matrix, k: number, self = false): Neighbours {
    const most = this.x.rows - (self ? 1 : 0);
    if (k > most)
      raise(ArgumentError, neighborsErrors, 'neighbors.tooMany', { who: this.who, got: k, most });
    const indices = new Int32Array(q.rows * k);
    const distances = new Float64Array(q.rows * k);
    const back = this.measure?.fromReduced;
    const take = (i: number, best: Nearest): void => {
      best.sort();
      for (let t = 0; t < k; t++) {
        indices[i * k + t] = best.items[t]!;
        distances[i * k + t] = back ? back(best.keys[t]!) : best.keys[t]!;
      }
    };
    const best = new Nearest(k);
    if (this.tree) {
      // The data itself in the order of the leaves: one search walks where the last one has been.
      const { order } = this.tree;
      for (let t = 0; t < q.rows; t++) {
        const i = self ? order[t]! : t;
        this.tree.nearest(q.data, i * q.cols, best, self ? i : -1);
        take(i, best);
        best.clear();
      }
    } else if (this.#brute) this.#brute.nearest(q, k, self, take);
    else {
      this.checkDistances(q);
      for (let i = 0; i < q.rows; i++) {
        for (let j = 0; j < q.cols; j++) if (!(self && i === j)) best.push(q.at(i, j), j);
        take(i, best);
        best.clear();
      }
    }
    return { k, indices, distances };
  }

  /**
   * All points at a distance ≤ radius from each row of q, by increasing number, by distance, or as they come.
   *
   * @param self q is the data itself, and no row is its own neighbour
   */
  within(
    q: Matrix,
    radius: number,
    {
      self = false,
      order = 'number',
    }: { self?: boolean; order?: 'number' | 'distance' | 'any' } = {},
  ): Balls {
    const all = new Found();
    const indptr = new Int32Array(q.rows + 1);
    const limit = this.measure ? this.measure.toReduced(radius) : radius;
    if (this.tree) {
      for (let i = 0; i < q.rows; i++) {
        this.tree.within(q.data, i * q.cols, limit, all, self ? i : -1);
        indptr[i + 1] = all.size;
      }
    } else if (this.#brute) {
      this.#brute.within(q, limit, self, (i) => {
        indptr[i] = all.size;
        return all;
      });
      indptr[q.rows] = all.size;
    } else {
      this.checkDistances(q);
      for (let i = 0; i < q.rows; i++) {
        for (let j = 0; j < q.cols; j++)
          if (q.at(i, j) <= radius && !(self && i === j)) all.push(q.at(i, j), j);
        indptr[i + 1] = all.size;
      }
    }
    const back = this.measure?.fromReduced ?? ((value: number): number => value);
    if (order === 'any')
      return {
        indptr,
        indices: all.items.slice(0, all.size),
        distances: all.keys.slice(0, all.size).map(back),
      };
    const indices = new Int32Array(all.size);
    const distances = new Float64Array(all.size);
    for (let i = 0; i < q.rows; i++) {
      const from = indptr[i]!;
      const places = Int32Array.from({ length: indptr[i + 1]! - from }, (_, t) => from + t);
      if (order === 'distance')
        places.sort((a, b) => all.keys[a]! - all.keys[b]! || all.items[a]! - all.items[b]!);
      else places.sort((a, b) => all.items[a]! - all.items[b]!);
      for (let t = 0; t < places.length; t++) {
        indices[from + t] = all.items[places[t]!]!;
        distances[from + t] = back(all.keys[places[t]!]!);
      }
    }
    return { indptr, indices, distances };
  }

  /** Rows of precomputed distances: one column per point. */
  checkDistances(q: Matrix): void {
    if (this.method === 'precomputed' && q !== this.x) checkPrecomputed(q, this.x.rows, this.who);
  }
}

const treeMetric = (who: string, algorithm: string, metric: string): never =>
  raise(ArgumentError, neighborsErrors, 'neighbors.metricTree', {
    who,
    algorithm,
    metric,
    remedy: 'algorithm: "auto"',
  });

/**
 * A tree where it pays: few features, and many more points than neighbours. A function may break the triangle
 * inequality, so a tree searches with one only when asked to.
 */
function chosen(
  x: Matrix,
  measure: Measure,
  { algorithm }: SearchOptions,
  who: string,
): Exclude<Algorithm, 'auto'> {
  if (algorithm === 'brute') return 'brute';
  if (algorithm === 'kdTree')
    return measure.p === undefined ? treeMetric(who, algorithm, measure.name) : 'kdTree';
  if (algorithm === 'ballTree')
    return measure.triangle ? 'ballTree' : treeMetric(who, algorithm, measure.name);
  if (x.cols > treeFeatures || x.rows < 64 || measure.name === 'function') return 'brute';
  if (measure.p !== undefined) return 'kdTree';
  return measure.triangle ? 'ballTree' : 'brute';
}

function checkPrecomputed({ data, rows, cols }: Matrix, expected: number, who: string): void {
  if (cols !== expected)
    raise(DataError, neighborsErrors, 'neighbors.precomputed', { who, rows, expected, got: cols });
  const at = firstNegative(data);
  if (at >= 0)
    raise(DataError, neighborsErrors, 'neighbors.negative', {
      who,
      row: Math.floor(at / cols),
      col: at % cols,
      got: data[at],
    });
}
function firstNegative(data: Floats): number {
  for (let i = 0; i < data.length; i++) if (!(data[i]! >= 0)) return i;
  return -1;
}
