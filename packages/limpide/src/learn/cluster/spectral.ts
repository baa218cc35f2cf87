/** Spectral clustering: clusters are parts of a graph with few edges between them. */
import { clusterErrors } from '../../errors/catalog/learn-cluster.ts';
import { DataError, raise } from '../../errors/index.ts';
import { svd } from '../../linalg/dense/index.ts';
import { CSRMatrix, Matrix, multiply } from '../../linalg/index.ts';
import { tensor } from '../../tensor/index.ts';
import {
  Clusterer,
  choice,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  optional,
  real,
  reporter,
  type Spec,
  seed,
  seedOf,
} from '../base/index.ts';
import { laplacianVectors } from '../manifold/graph.ts';
import { kernelMatrix } from '../neighbors/pairwise.ts';
import { NeighbourSearch } from '../neighbors/search.ts';
import { checkClusters } from './kmeans/centred.ts';
import { KMeans } from './kmeans/kmeans.ts';

const affinities = ['rbf', 'laplacian', 'nearestNeighbors', 'precomputed'] as const;

export interface SpectralClusteringOptions {
  /** Number of clusters, ≥ 1 (8). */
  nClusters: number;
  /** Slow functions that samples are described by, ≥ 1; undefined (default): nClusters. */
  nComponents: number | undefined;
  /** Weights of the edges: a kernel (`'rbf'`, default; `'laplacian'`), neighbours, or X itself, n × n. */
  affinity: (typeof affinities)[number];
  /** γ of the kernels, > 0 (1). */
  gamma: number;
  /** Neighbours of `'nearestNeighbors'`, itself included, ≥ 1 (10). */
  nNeighbors: number;
  /** How clusters are read off the slow functions: k-means (default), or a pivoted QR, without chance. */
  assignLabels: 'kmeans' | 'clusterQr';
  /** Starts of k-means, ≥ 1 (10). */
  nInit: number;
  randomState: number | undefined;
}

const spec: Spec<SpectralClusteringOptions> = {
  name: 'SpectralClustering',
  kind: 'clusterer',
  params: {
    nClusters: integer(8, { min: 1 }),
    nComponents: optional(integer(8, { min: 1 })),
    affinity: choice('rbf', affinities),
    gamma: real(1, { min: 0, open: 'min' }),
    nNeighbors: integer(10, { min: 1 }),
    assignLabels: choice('kmeans', ['kmeans', 'clusterQr']),
    nInit: integer(10, { min: 1 }),
    randomState: seed(),
  },
  learned: ['labels_'],
  tags: { random: true },
};

/**
 * Samples are nodes of a graph, their affinities its edges. The functions on the nodes that change least along
 * edges, eigenvectors of the normalised Laplacian I − D^(−½) W D^(−½), are nearly constant on parts that hang
 * together; samples described by their values there are easy to cluster. Finds shapes that k-means cannot.
 *
 * With kernels O(n²·d) and an n × n matrix; with neighbours the graph is sparse. Scale features first: the width
 * of the kernel, 1/√γ, is one for all.
 *
 * Sources: Shi & Malik (2000); von Luxburg, "A tutorial on spectral clustering" (2007); Damle, Minden & Ying,
 * "Simple, direct and efficient multi-way spectral clustering" (2019) for `'clusterQr'`.
 */
export class SpectralClustering extends Clusterer<SpectralClusteringOptions> {
  constructor(options: Partial<SpectralClusteringOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { nClusters, nComponents = nClusters, assignLabels, nInit, randomState } = this.params;
    const who = this.spec.name;
    const x = this.fitDense(X, { minRows: 2 });
    const n = x.rows;
    checkClusters(nClusters, n, who);
    checkClusters(nComponents, n, who, 'nComponents');
    const report = reporter(who, 'steps', 3, options);
    const graph = this.#graph(x);
    report(1);
    const key = seedOf(randomState);
    const { vectors, roots } = laplacianVectors(graph, nComponents, key);
    report(2);
    const places = Matrix.zeros(n, nComponents);
    for (let c = 0; c < nComponents; c++)
      for (let i = 0; i < n; i++)
        places.data[i * nComponents + c] = vectors.data[c * n + i]! / roots[i]!;
    const labels =
      assignLabels === 'clusterQr'
        ? tensor(pivotedLabels(places))
        : new KMeans({ nClusters, nInit, randomState: key }).fit(places).labels_;
    report(3);
    this.labels_ = labels;
    return this;
  }

  /** Edges without loops, symmetric. */
  #graph(x: Matrix): CSRMatrix {
    const { affinity, gamma, nNeighbors } = this.params;
    const who = this.spec.name;
    const n = x.rows;
    if (affinity === 'nearestNeighbors') {
      const k = Math.min(nNeighbors, n) - 1;
      if (k === 0) return CSRMatrix.fromTriplets(n, n, [], [], []);
      const search = { metric: 'euclidean', p: 2, algorithm: 'auto', leafSize: 30 } as const;
      const { indices } = new NeighbourSearch(x, search, who).nearest(x, k, true);
      const from = Int32Array.from(indices, (_, t) => Math.floor(t / k));
      const halves = new Float64Array(2 * indices.length).fill(0.5);
      return CSRMatrix.fromTriplets(n, n, [...from, ...indices], [...indices, ...from], halves);
    }
    const weights =
      affinity === 'precomputed'
        ? symmetric(x, who)
        : kernelMatrix(x, x, { metric: affinity, gamma });
    for (let i = 0; i < n; i++) weights.data[i * (n + 1)] = 0;
    return CSRMatrix.fromDense(weights);
  }
}

/** (A + Aᵀ) / 2. @throws DataError unless square and without negative numbers */
function symmetric({ data, rows: n, cols }: Matrix, who: string): Matrix {
  if (cols !== n)
    raise(DataError, clusterErrors, 'cluster.square', {
      who,
      name: 'X',
      expected: `${n} × ${n}`,
      got: `${n} × ${cols}`,
    });
  const out = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const value = data[i * n + j]!;
      if (value < 0)
        raise(DataError, clusterErrors, 'cluster.negative', { who, row: i, got: value });
      out.data[i * n + j] = (value + data[j * n + i]!) / 2;
    }
  }
  return out;
}

/**
 * Labels by the columns that a pivoted QR of the samples' places picks: k samples that point in directions as
 * different as can be. The places are turned so that these lie near the axes; each sample takes its largest.
 */
function pivotedLabels(places: Matrix): Int32Array<ArrayBuffer> {
  const { rows: n, cols: k, data } = places;
  const rest = places.clone();
  const picked = Matrix.zeros(k, k); // column t: the place of pivot t
  for (let t = 0; t < k; t++) {
    let best = 0;
    let most = -1;
    for (let i = 0; i < n; i++) {
      let norm = 0;
      for (let c = 0; c < k; c++) norm += rest.data[i * k + c]! ** 2;
      if (norm > most) {
        most = norm;
        best = i;
      }
    }
    for (let c = 0; c < k; c++) picked.data[c * k + t] = data[best * k + c]!;
    const axis = Float64Array.from(rest.row(best), (v) => v / (Math.sqrt(most) || 1));
    for (let i = 0; i < n; i++) {
      let along = 0;
      for (let c = 0; c < k; c++) along += rest.data[i * k + c]! * axis[c]!;
      for (let c = 0; c < k; c++) rest.data[i * k + c]! -= along * axis[c]!;
    }
  }
  const { u, vt } = svd(picked);
  const turned = multiply(places, multiply(u, vt)).data;
  return Int32Array.from({ length: n }, (_, i) => {
    let label = 0;
    for (let c = 1; c < k; c++)
      if (Math.abs(turned[i * k + c]!) > Math.abs(turned[i * k + label]!)) label = c;
    return label;
  });
}
