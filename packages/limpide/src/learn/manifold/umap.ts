/** UMAP: maps that keep neighbourhoods, and take new samples. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type CSRMatrix, Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  choice,
  denseInput,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  optional,
  RandomStream,
  real,
  reporter,
  type Spec,
  seed,
  seedOf,
  Transformer,
} from '../base/index.ts';
import { asTensor, toFloat64, valuesOf } from '../decomposition/arrays.ts';
import { checkDistances, type DistanceMetric, distanceMetrics, nearestRows } from './distances.ts';
import { curveOf, fuzzyGraph, localScales, membership } from './fuzzy-graph.ts';
import { connectedParts, laplacianVectors } from './graph.ts';
import { positions } from './positions.ts';
import { layout } from './umap-layout.ts';

export interface UMAPOptions {
  /** Dimensions of the map, ≥ 1. Default 2. */
  nComponents: number;
  /** Samples that count as near, the sample itself included, ≥ 2: few show detail, many the whole. Default 15. */
  nNeighbors: number;
  /** Least distance of neighbours in the map, 0 … spread: small makes tight groups. Default 0.1. */
  minDist: number;
  /** Scale of the map, > 0. Default 1. */
  spread: number;
  metric: DistanceMetric;
  /** First positions: `'spectral'` (default), `'random'`, or given. */
  init: 'spectral' | 'random' | Tensor | readonly ArrayLike<number>[];
  /** Rounds of the layout; undefined (default): 500 up to 10,000 samples, 200 beyond. */
  nEpochs: number | undefined;
  /** First length of the steps, > 0. Default 1. */
  learningRate: number;
  /** Weight of the pushes against the pulls, ≥ 0. Default 1. */
  repulsionStrength: number;
  /** Pushes per pull, ≥ 0. Default 5. */
  negativeSampleRate: number;
  /** 1 (default): an edge holds if either end has it; 0: if both do. */
  setOpMixRatio: number;
  randomState: number | undefined;
}

const umapSpec: Spec<UMAPOptions> = {
  name: 'UMAP',
  kind: 'transformer',
  params: {
    nComponents: integer(2, { min: 1 }),
    nNeighbors: integer(15, { min: 2 }),
    minDist: real(0.1, { min: 0 }),
    spread: real(1, { min: 0, open: 'min' }),
    metric: choice('euclidean', distanceMetrics),
    init: positions('spectral', ['spectral', 'random']),
    nEpochs: optional(integer(500, { min: 1 })),
    learningRate: real(1, { min: 0, open: 'min' }),
    repulsionStrength: real(1, { min: 0 }),
    negativeSampleRate: integer(5, { min: 0 }),
    setOpMixRatio: real(1, { min: 0, max: 1 }),
    randomState: seed(),
  },
  learned: ['embedding_', 'a_', 'b_', 'XFit_', 'seed_', 'nNeighbors_'],
  tags: { random: true },
};

/** First positions lie within ± this. */
const extent = 10;

/**
 * Uniform manifold approximation and projection: samples are joined to their neighbours by edges with degrees of
 * belief v, the map gives w = 1/(1 + a·d^2b), and points move to lower the cross-entropy
 * Σ v·log(v/w) + (1 − v)·log((1 − v)/(1 − w)).
 *
 * Quicker than t-SNE on many samples, and more faithful to how groups lie to each other. `transform` places new
 * samples into the map. The same seed gives the same map.
 *
 * Cost: O(n²·d) for the neighbours, O(nEpochs·n·nNeighbors) for the layout.
 *
 * Source: McInnes, Healy & Melville, "UMAP: Uniform manifold approximation and projection for dimension
 * reduction" (arXiv:1802.03426, 2018).
 */
export class UMAP extends Transformer<UMAPOptions> {
  /** Positions of the samples: [samples, components]. */
  declare embedding_: Tensor;
  /** The curve 1/(1 + a·d^2b), from minDist and spread. */
  declare a_: number;
  declare b_: number;
  /** The samples of `fit`; with precomputed distances, empty. */
  declare XFit_: Tensor;
  /** The seed that was used. */
  declare seed_: number;
  /** Neighbours that were used: fewer than nNeighbors for very few samples. */
  declare nNeighbors_: number;

  constructor(options: Partial<UMAPOptions> = {}) {
    super(umapSpec, options);
  }

  override fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { nComponents, metric, minDist, spread, setOpMixRatio, randomState } = this.params;
    const who = this.spec.name;
    const x = toFloat64(this.fitDense(X, { minRows: 3 }));
    const n = x.rows;
    if (metric === 'precomputed') checkDistances(x, who);
    if (minDist > spread)
      raise(ArgumentError, manifoldErrors, 'manifold.minDist', { who, got: minDist, spread });
    const chosen = seedOf(randomState);
    // a sample counts as its own nearest neighbour
    const total = Math.min(this.params.nNeighbors, n);
    const neighbours = nearestRows(x, x, total - 1, metric, true);
    const graph = fuzzyGraph(neighbours, localScales(neighbours, total), setOpMixRatio);
    const { a, b } = curveOf(spread, minDist);
    const points = this.#start(graph, chosen);
    const epochs = this.params.nEpochs ?? (n <= 10_000 ? 500 : 200);
    const { from, to, weights } = edgesOf(graph, epochs);
    layout(points, points, from, to, weights, {
      ...this.#forces(a, b, epochs),
      learningRate: this.params.learningRate,
      random: new RandomStream(chosen, 0x0a),
      report: reporter(who, 'epochs', epochs, options),
      moveTails: true,
    });

    this.embedding_ = asTensor(points, n, nComponents);
    this.a_ = a;
    this.b_ = b;
    this.XFit_ = metric === 'precomputed' ? asTensor(new Float64Array(0), 0, n) : x.toTensor();
    this.seed_ = chosen;
    this.nNeighbors_ = total;
    return this;
  }
  /** `fit`, and the positions it found. */
  override fitTransform(
    X: Features,
    y?: Outputs,
    options?: FitOptions,
  ): ReturnType<this['transform']> {
    return this.fit(X, y, options).embedding_ as ReturnType<this['transform']>;
  }

  /** Places samples into the map: [samples, components]. Each one depends on the map only, not on the others. */
  override transform(X: Features): Tensor {
    this.requireFitted();
    const { metric, nComponents: dim, learningRate } = this.params;
    const who = this.spec.name;
    if (metric === 'precomputed')
      raise(ArgumentError, manifoldErrors, 'manifold.precomputedNew', { who });
    const x = toFloat64(this.openDense(X));
    const train = Matrix.fromTensor(this.XFit_);
    const k = Math.min(this.nNeighbors_, train.rows);
    const neighbours = nearestRows(x, train, k, metric, false);
    const scales = localScales(neighbours, k);
    const map = Float64Array.from(valuesOf(this.embedding_));
    const points = new Float64Array(x.rows * dim);
    // a third of the epochs, from the weighted mean of the neighbours' positions
    const epochs = Math.max(
      1,
      Math.floor((this.params.nEpochs ?? (train.rows <= 10_000 ? 300 : 90)) / 3),
    );
    const weights = new Float64Array(k);
    const from = new Int32Array(k);
    const random = (): RandomStream => new RandomStream(this.seed_, 0x0b);
    for (let i = 0; i < x.rows; i++) {
      let sum = 0;
      for (let t = 0; t < k; t++) {
        weights[t] = membership(neighbours.distances[i * k + t]!, scales.rho[i]!, scales.sigma[i]!);
        sum += weights[t]!;
      }
      const point = points.subarray(i * dim, (i + 1) * dim);
      const near = neighbours.indices.slice(i * k, (i + 1) * k);
      for (let t = 0; t < k; t++)
        for (let c = 0; c < dim; c++) point[c]! += (weights[t]! / sum) * map[near[t]! * dim + c]!;
      // a sample that is in the training set is where it was
      if (neighbours.distances[i * k] === 0) {
        for (let c = 0; c < dim; c++) point[c] = map[near[0]! * dim + c]!;
        continue;
      }
      layout(point, map, from, near, weights, {
        ...this.#forces(this.a_, this.b_, epochs),
        learningRate: learningRate / 4,
        random: random(),
        report: () => {},
        moveTails: false,
      });
    }
    return asTensor(points, x.rows, dim);
  }
  override getFeatureNamesOut(): string[] {
    this.requireFitted();
    return Array.from({ length: this.embedding_.shape[1]! }, (_, i) => `umap${i}`);
  }

  #forces(
    a: number,
    b: number,
    epochs: number,
  ): { dim: number; a: number; b: number; epochs: number; repulsion: number; negatives: number } {
    const {
      nComponents: dim,
      repulsionStrength: repulsion,
      negativeSampleRate: negatives,
    } = this.params;
    return { dim, a, b, epochs, repulsion, negatives };
  }

  #start(graph: CSRMatrix, chosen: number): Float64Array<ArrayBuffer> {
    const { init, nComponents: dim } = this.params;
    const n = graph.rows;
    const random = new RandomStream(chosen, 0x09);
    const points = new Float64Array(n * dim);
    if (init === 'random') return points.map(() => random.uniform(-extent, extent));
    if (init !== 'spectral') {
      const given = denseInput(init, { who: `${this.spec.name} (init)` });
      if (given.rows !== n || given.cols !== dim) {
        raise(DataError, manifoldErrors, 'manifold.initShape', {
          who: this.spec.name,
          rows: n,
          cols: dim,
          got: [given.rows, given.cols].join(', '),
        });
      }
      points.set(given.data);
      return points;
    }
    spectralStart(graph, dim, points, random);
    return points;
  }
}

/**
 * Slow functions of the graph as coordinates, part by part: each part of the graph is laid out for itself, and the
 * parts side by side on a grid.
 */
function spectralStart(
  graph: CSRMatrix,
  dim: number,
  points: Float64Array<ArrayBuffer>,
  random: RandomStream,
): void {
  const { labels, count } = connectedParts(graph);
  const side = Math.ceil(count ** (1 / dim));
  for (let part = 0; part < count; part++) {
    const members: number[] = [];
    for (let i = 0; i < labels.length; i++) if (labels[i] === part) members.push(i);
    const size = members.length;
    const local = new Float64Array(size * dim);
    if (size > dim + 1) {
      const { vectors } = laplacianVectors(subgraph(graph, members), dim + 1, random.bits());
      for (let i = 0; i < size; i++)
        for (let c = 0; c < dim; c++) local[i * dim + c] = vectors.data[(c + 1) * size + i]!;
    } else for (let t = 0; t < local.length; t++) local[t] = random.uniform(-1, 1);
    let largest = 0;
    for (const v of local) largest = Math.max(largest, Math.abs(v));
    const radius = extent / side;
    let cell = part;
    for (let c = 0; c < dim; c++) {
      const middle = side === 1 ? 0 : -extent + (2 * (cell % side) + 1) * radius;
      cell = Math.floor(cell / side);
      for (let i = 0; i < size; i++) {
        const unit = largest > 0 ? local[i * dim + c]! / largest : 0;
        // a little noise parts samples that have the same neighbours
        points[members[i]! * dim + c] = middle + radius * unit + 1e-4 * random.normal();
      }
    }
  }
}

function subgraph(graph: CSRMatrix, members: readonly number[]): CSRMatrix {
  if (members.length === graph.rows) return graph;
  return graph.takeRows(members).transpose().takeRows(members);
}

/** Edges that are drawn at least once in that many epochs. */
function edgesOf(
  graph: CSRMatrix,
  epochs: number,
): {
  from: Int32Array<ArrayBuffer>;
  to: Int32Array<ArrayBuffer>;
  weights: Float64Array<ArrayBuffer>;
} {
  let heaviest = 0;
  for (const w of graph.data) heaviest = Math.max(heaviest, w);
  const from: number[] = [];
  const to: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < graph.rows; i++) {
    for (let p = graph.indptr[i]!; p < graph.indptr[i + 1]!; p++) {
      if (graph.data[p]! < heaviest / epochs) continue;
      from.push(i);
      to.push(graph.indices[p]!);
      weights.push(graph.data[p]!);
    }
  }
  return {
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    weights: Float64Array.from(weights),
  };
}
