/** Spectral embedding: slow functions of a graph as coordinates. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, type Matrix } from '../../linalg/index.ts';
import {
  choice,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  optional,
  real,
  type Spec,
  seed,
  seedOf,
} from '../base/index.ts';
import { warn } from '../base/warnings.ts';
import { asTensor, toFloat64 } from '../decomposition/arrays.ts';
import { kernelMatrix } from '../decomposition/kernels.ts';
import { nearestRows } from './distances.ts';
import { Embedder } from './embedder.ts';
import { connectedParts, laplacianVectors } from './graph.ts';

export interface SpectralEmbeddingOptions {
  /** Dimensions of the map, ≥ 1. Default 2. */
  nComponents: number;
  /** `'nearestNeighbors'` (default): edges to neighbours; `'rbf'`: exp(−γ‖x − y‖²); `'precomputed'`: X is the graph. */
  affinity: 'nearestNeighbors' | 'rbf' | 'precomputed';
  /** γ of `'rbf'`, > 0; undefined (default): 1 / features. */
  gamma: number | undefined;
  /** Neighbours, the sample itself included, ≥ 1; undefined (default): max(n / 10, 1). */
  nNeighbors: number | undefined;
  randomState: number | undefined;
}

const spectralSpec: Spec<SpectralEmbeddingOptions> = {
  name: 'SpectralEmbedding',
  kind: 'transformer',
  params: {
    nComponents: integer(2, { min: 1 }),
    affinity: choice('nearestNeighbors', ['nearestNeighbors', 'rbf', 'precomputed']),
    gamma: optional(real(1, { min: 0, open: 'min' })),
    nNeighbors: optional(integer(10, { min: 1 })),
    randomState: seed(),
  },
  learned: ['embedding_', 'nNeighbors_'],
  tags: { random: true },
};

/**
 * Laplacian eigenmaps: coordinates f that change least along heavy edges, min Σ wᵢⱼ(fᵢ − fⱼ)² with Σ dᵢfᵢ² = 1,
 * orthogonal to constants: eigenvectors of the normalised Laplacian, divided by √degree.
 *
 * Cost: O(n²·d) for the graph, O(edges·iterations) for the eigenvectors.
 *
 * Source: Belkin & Niyogi, "Laplacian eigenmaps for dimensionality reduction and data representation" (2003).
 */
export class SpectralEmbedding extends Embedder<SpectralEmbeddingOptions> {
  /** Neighbours that were used. */
  declare nNeighbors_: number;

  constructor(options: Partial<SpectralEmbeddingOptions> = {}) {
    super(spectralSpec, options);
  }

  override fit(X: Features, _y?: Outputs, _options: FitOptions = {}): this {
    this.checkParams();
    const { nComponents, nNeighbors, randomState } = this.params;
    const who = this.spec.name;
    const x = toFloat64(this.fitDense(X, { minRows: 2 }));
    const n = x.rows;
    if (nComponents >= n) {
      raise(ArgumentError, manifoldErrors, 'manifold.components', {
        who,
        got: nComponents,
        rows: n,
        cols: x.cols,
        most: n - 1,
      });
    }
    const k = nNeighbors ?? Math.max(Math.floor(n / 10), 1);
    const graph = this.#graph(x, Math.min(k, n));
    const { count } = connectedParts(graph);
    if (count > 1) warn(who, 'learn.disconnected', { count });
    const { vectors, roots } = laplacianVectors(graph, nComponents + 1, seedOf(randomState));
    const out = new Float64Array(n * nComponents);
    for (let c = 0; c < nComponents; c++) {
      const row = Float64Array.from(vectors.row(c + 1), (v, i) => v / roots[i]!);
      const largest = row.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
      for (let i = 0; i < n; i++) out[i * nComponents + c] = largest < 0 ? -row[i]! : row[i]!;
    }

    this.embedding_ = asTensor(out, n, nComponents);
    this.nNeighbors_ = k;
    return this;
  }

  /** Edges without loops. */
  #graph(x: Matrix, k: number): CSRMatrix {
    const { affinity, gamma } = this.params;
    const n = x.rows;
    if (affinity === 'nearestNeighbors') {
      // half an edge from each end; a sample is its own nearest neighbour, which counts and draws nothing
      const { indices } = nearestRows(x, x, Math.max(k - 1, 0), 'euclidean', true);
      const rows = Int32Array.from(indices, (_, t) => Math.floor(t / Math.max(k - 1, 1)));
      const values = new Float64Array(2 * indices.length).fill(0.5);
      return CSRMatrix.fromTriplets(n, n, [...rows, ...indices], [...indices, ...rows], values);
    }
    let weights: Matrix;
    if (affinity === 'rbf') {
      weights = kernelMatrix(x, x, { kernel: 'rbf', gamma, degree: 3, coef0: 1 });
    } else {
      if (x.cols !== n) {
        raise(DataError, manifoldErrors, 'manifold.square', {
          who: this.spec.name,
          rows: n,
          cols: x.cols,
        });
      }
      weights = x.clone();
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          const value = (x.data[i * n + j]! + x.data[j * n + i]!) / 2;
          if (value < 0) {
            raise(DataError, manifoldErrors, 'manifold.negative', {
              who: this.spec.name,
              column: String(j),
              row: i,
              got: value,
            });
          }
          weights.data[i * n + j] = value;
        }
      }
    }
    for (let i = 0; i < n; i++) weights.data[i * (n + 1)] = 0;
    return CSRMatrix.fromDense(weights);
  }
}
