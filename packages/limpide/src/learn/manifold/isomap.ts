/** Isomap: distances along the data, then classical scaling. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  choice,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  reporter,
  type Spec,
  Transformer,
} from '../base/index.ts';
import { asTensor, matrixTensor, toFloat64, valuesOf } from '../decomposition/arrays.ts';
import { centreKernel, kernelMeans } from '../decomposition/kernels.ts';
import { topEigen } from '../decomposition/lanczos.ts';
import { fixSigns } from '../decomposition/signs.ts';
import { checkDistances, type DistanceMetric, distanceMetrics, nearestRows } from './distances.ts';
import { connectedParts, shortestPaths, symmetricGraph } from './graph.ts';

export interface IsomapOptions {
  /** Neighbours of each sample, ≥ 1, itself not counted. Default 5. */
  nNeighbors: number;
  /** Dimensions of the map, ≥ 1. Default 2. */
  nComponents: number;
  metric: DistanceMetric;
}

const isomapSpec: Spec<IsomapOptions> = {
  name: 'Isomap',
  kind: 'transformer',
  params: {
    nNeighbors: integer(5, { min: 1 }),
    nComponents: integer(2, { min: 1 }),
    metric: choice('euclidean', distanceMetrics),
  },
  learned: [
    'embedding_',
    'eigenvalues_',
    'eigenvectors_',
    'distMatrix_',
    'kernelMeans_',
    'kernelMean_',
    'XFit_',
  ],
};

/**
 * Isomap: the distance of two samples is the length of the shortest path from neighbour to neighbour, along the
 * surface the data lie on; classical scaling of these distances unrolls the surface.
 *
 * With G = −½D² centred = VΛVᵀ the positions are V·√Λ. New samples reach the others through their nearest neighbours.
 *
 * Cost: O(n²·d) for the neighbours, O(n²·k·log n) for the paths, O(n²) memory.
 *
 * Source: Tenenbaum, de Silva & Langford, "A global geometric framework for nonlinear dimensionality reduction" (2000).
 */
export class Isomap extends Transformer<IsomapOptions> {
  /** Positions of the samples: [samples, components]. */
  declare embedding_: Tensor;
  declare eigenvalues_: Tensor;
  /** As columns: [samples, components]. */
  declare eigenvectors_: Tensor;
  /** Lengths of the shortest paths: [samples, samples]. */
  declare distMatrix_: Tensor;
  declare kernelMeans_: Tensor;
  declare kernelMean_: number;
  /** The samples of `fit`; with precomputed distances, empty. */
  declare XFit_: Tensor;

  constructor(options: Partial<IsomapOptions> = {}) {
    super(isomapSpec, options);
  }

  override fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { nNeighbors, nComponents, metric } = this.params;
    const who = this.spec.name;
    const x = toFloat64(this.fitDense(X, { minRows: 2 }));
    const n = x.rows;
    if (metric === 'precomputed') checkDistances(x, who);
    if (nNeighbors >= n) {
      raise(ArgumentError, manifoldErrors, 'manifold.neighbours', {
        who,
        got: nNeighbors,
        rows: n,
        most: n - 1,
      });
    }
    if (nComponents > n) {
      raise(ArgumentError, manifoldErrors, 'manifold.components', {
        who,
        got: nComponents,
        rows: n,
        cols: x.cols,
        most: n,
      });
    }
    const neighbours = nearestRows(x, x, nNeighbors, metric, true);
    const graph = symmetricGraph(neighbours, (t) => neighbours.distances[t]!);
    const { count } = connectedParts(graph);
    if (count > 1)
      raise(DataError, manifoldErrors, 'manifold.disconnected', { who, count, got: nNeighbors });
    const report = reporter(who, 'samples', n, options);
    const distances = Matrix.zeros(n, n);
    const row = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      shortestPaths(graph, i, row);
      distances.data.set(row, i * n);
      if (i % 64 === 63 || i === n - 1) report(i + 1);
    }
    const kernel = halfSquares(distances);
    const means = kernelMeans(kernel);
    centreKernel(kernel, means);
    const { values, vectors } = topEigen(kernel, nComponents);
    fixSigns(vectors);
    const columns = vectors.transpose();

    this.embedding_ = matrixTensor(scaled(columns, values, 0.5));
    this.eigenvalues_ = asTensor(values);
    this.eigenvectors_ = matrixTensor(columns);
    this.distMatrix_ = matrixTensor(distances);
    this.kernelMeans_ = asTensor(means.columns);
    this.kernelMean_ = means.all;
    this.XFit_ = metric === 'precomputed' ? asTensor(new Float64Array(0), 0, n) : x.toTensor();
    return this;
  }

  /** Positions of samples, old or new: [samples, components]. With precomputed distances, X holds those to the old. */
  override transform(X: Features): Tensor {
    const x = toFloat64(this.openDense(X));
    const { metric, nNeighbors } = this.params;
    const train = metric === 'precomputed' ? x : Matrix.fromTensor(this.XFit_);
    const { indices, distances } = nearestRows(x, train, nNeighbors, metric, false);
    const known = valuesOf(this.distMatrix_);
    const n = this.kernelMeans_.shape[0]!;
    const paths = Matrix.zeros(x.rows, n);
    for (let i = 0; i < x.rows; i++) {
      for (let j = 0; j < n; j++) {
        let least = Infinity;
        for (let t = i * nNeighbors; t < (i + 1) * nNeighbors; t++)
          least = Math.min(least, distances[t]! + known[indices[t]! * n + j]!);
        paths.data[i * n + j] = least;
      }
    }
    const kernel = halfSquares(paths);
    centreKernel(kernel, { columns: valuesOf(this.kernelMeans_), all: this.kernelMean_ });
    const columns = Matrix.fromTensor(this.eigenvectors_);
    return matrixTensor(multiply(kernel, scaled(columns, valuesOf(this.eigenvalues_), -0.5)));
  }
  override fitTransform(
    X: Features,
    y?: Outputs,
    options?: FitOptions,
  ): ReturnType<this['transform']> {
    return this.fit(X, y, options).embedding_ as ReturnType<this['transform']>;
  }
  override getFeatureNamesOut(): string[] {
    this.requireFitted();
    return Array.from({ length: this.embedding_.shape[1]! }, (_, i) => `isomap${i}`);
  }

  /** ‖K(D) − K(D of the map)‖ / n, with K the centred kernel of distances: what the map loses. */
  reconstructionError(): number {
    this.requireFitted();
    const kernel = halfSquares(Matrix.fromTensor(this.distMatrix_));
    centreKernel(kernel, kernelMeans(kernel));
    let sum = 0;
    for (const v of kernel.data) sum += v * v;
    for (const v of valuesOf(this.eigenvalues_)) sum -= v * v;
    return Math.sqrt(Math.max(sum, 0)) / kernel.rows;
  }
}

function halfSquares(d: Matrix): Matrix {
  return new Matrix(
    Float64Array.from(d.data, (v) => -0.5 * v * v),
    d.rows,
    d.cols,
  );
}

/** Columns times values^power; 0 for values that are not positive. */
function scaled(columns: Matrix, values: Float64Array, power: number): Matrix {
  const out = columns.clone();
  for (let i = 0; i < out.rows; i++)
    for (let j = 0; j < out.cols; j++)
      out.data[i * out.cols + j]! *= values[j]! > 0 ? values[j]! ** power : 0;
  return out;
}
