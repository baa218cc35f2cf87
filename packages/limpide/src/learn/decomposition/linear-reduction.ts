/**
 * What PCA and IncrementalPCA share: a probabilistic model of the data, x = μ + Vᵀz + noise, with orthonormal
 * directions V (rows), and the maps between samples x and coordinates z (Tipping & Bishop, 1999).
 */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { DataError, raise } from '../../errors/index.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { denseInput, type Features, type Outputs, Transformer } from '../base/index.ts';
import { asTensor, centred, matrixTensor, valuesOf } from './arrays.ts';

export abstract class LinearReduction<
  P extends { readonly whiten: boolean },
> extends Transformer<P> {
  /** The directions, orthonormal: [components, features]. */
  declare components_: Tensor;
  /** Variance of the data along each direction: [components]. */
  declare explainedVariance_: Tensor;
  /** The same as shares of the whole variance. */
  declare explainedVarianceRatio_: Tensor;
  /** Singular values of the centred data: [components]. */
  declare singularValues_: Tensor;
  /** Mean of each feature. */
  declare mean_: Tensor;
  declare nComponents_: number;
  /** Mean variance along the directions left out. */
  declare noiseVariance_: number;

  /** Coordinates of the samples: [samples, components]. */
  override transform(X: Features): Tensor {
    const x = this.openDense(X);
    return matrixTensor(this.project(x));
  }
  protected project(x: Matrix): Matrix {
    const components = Matrix.fromTensor(this.components_);
    const z = multiply(
      centred(x, valuesOf(this.mean_)),
      x.kind === 'float32' ? components.clone('float32') : components,
      { transposeB: true },
    );
    if (this.params.whiten) scaleColumns(z, this.#deviations(), -1);
    return z;
  }
  /** Samples with these coordinates: [samples, features]. What was left out is not found again. */
  inverseTransform(Z: Tensor | Matrix | readonly ArrayLike<number>[]): Tensor {
    this.requireFitted();
    const z = coordinates(Z, this.nComponents_, this.spec.name).clone('float64');
    if (this.params.whiten) scaleColumns(z, this.#deviations(), 1);
    const x = multiply(z, Matrix.fromTensor(this.components_));
    const mean = valuesOf(this.mean_);
    for (let i = 0; i < x.rows; i++)
      for (let j = 0; j < x.cols; j++) x.data[i * x.cols + j]! += mean[j]!;
    return matrixTensor(x);
  }
  #deviations(): Float64Array {
    return Float64Array.from(valuesOf(this.explainedVariance_), (v) => Math.sqrt(v));
  }
  override getFeatureNamesOut(): string[] {
    this.requireFitted();
    const name = this.spec.name.toLowerCase();
    return Array.from({ length: this.nComponents_ }, (_, i) => `${name}${i}`);
  }

  /** The covariance of the model, Vᵀ·diag(λ − σ²)·V + σ²·I: [features, features]. */
  getCovariance(): Tensor {
    return asTensor(
      this.#combine((variance, noise) => Math.max(variance - noise, 0), this.noiseVariance_),
      this.nFeaturesIn_,
      this.nFeaturesIn_,
    );
  }
  /**
   * The inverse of `getCovariance`.
   *
   * @throws DataError when the model has no noise and fewer directions than features: there is no inverse
   */
  getPrecision(): Tensor {
    const noise = this.#noise();
    return asTensor(
      this.#combine((variance) => 1 / variance - 1 / noise, 1 / noise),
      this.nFeaturesIn_,
      this.nFeaturesIn_,
    );
  }
  #combine(
    weight: (variance: number, noise: number) => number,
    diagonal: number,
  ): Float64Array<ArrayBuffer> {
    const v = valuesOf(this.components_);
    const variances = valuesOf(this.explainedVariance_);
    const d = this.nFeaturesIn_;
    const out = new Float64Array(d * d);
    for (let c = 0; c < this.nComponents_; c++) {
      const f = weight(variances[c]!, this.noiseVariance_);
      for (let i = 0; i < d; i++) {
        const fi = f * v[c * d + i]!;
        for (let j = 0; j < d; j++) out[i * d + j]! += fi * v[c * d + j]!;
      }
    }
    for (let i = 0; i < d; i++) out[i * d + i]! += diagonal;
    return out;
  }
  /** σ²; where all directions are kept it plays no role and any number will do. */
  #noise(): number {
    const variances = valuesOf(this.explainedVariance_);
    const full = this.nComponents_ === this.nFeaturesIn_;
    const least = full ? variances[this.nComponents_ - 1]! : this.noiseVariance_;
    if (!(least > 0)) {
      raise(DataError, manifoldErrors, 'manifold.noDensity', {
        who: this.spec.name,
        kept: this.nComponents_,
        features: this.nFeaturesIn_,
      });
    }
    return full ? 1 : this.noiseVariance_;
  }

  /** The log-likelihood of each sample under the model: [samples]. */
  scoreSamples(X: Features): Tensor {
    const x = this.openDense(X);
    const noise = this.#noise();
    const d = x.cols;
    const k = this.nComponents_;
    const variances = valuesOf(this.explainedVariance_);
    const components = Matrix.fromTensor(this.components_);
    const centredX = centred(x.clone('float64'), valuesOf(this.mean_));
    const z = multiply(centredX, components, { transposeB: true });
    let logDeterminant = (d - k) * Math.log(noise);
    for (let c = 0; c < k; c++) logDeterminant += Math.log(variances[c]!);
    const constant = -0.5 * (d * Math.log(2 * Math.PI) + logDeterminant);
    const out = new Float64Array(x.rows);
    for (let i = 0; i < x.rows; i++) {
      let rest = 0; // ‖x‖² − ‖z‖²: the part outside of the directions
      let inside = 0;
      for (let j = 0; j < d; j++) rest += centredX.data[i * d + j]! ** 2;
      for (let c = 0; c < k; c++) {
        const square = z.data[i * k + c]! ** 2;
        rest -= square;
        inside += square / variances[c]!;
      }
      out[i] = constant - 0.5 * (inside + (k < d ? Math.max(rest, 0) / noise : 0));
    }
    return asTensor(out);
  }
  /** The mean log-likelihood of the samples. */
  score(X: Features, _y?: Outputs): number {
    const values = valuesOf(this.scoreSamples(X));
    let sum = 0;
    for (const value of values) sum += value;
    return sum / values.length;
  }
}

/** Multiplies column j by s[j]^power; by 0 instead of dividing by 0. */
function scaleColumns(z: Matrix, s: Float64Array, power: 1 | -1): void {
  const largest = s.reduce((a, b) => Math.max(a, b), 0);
  const factors = s.map((v) => (power === 1 ? v : v > largest * 1e-15 ? 1 / v : 0));
  for (let i = 0; i < z.rows; i++)
    for (let j = 0; j < z.cols; j++) z.data[i * z.cols + j]! *= factors[j]!;
}

/** Coordinates given to `inverseTransform`, with as many columns as there are components. */
export function coordinates(
  Z: Tensor | Matrix | readonly ArrayLike<number>[],
  components: number,
  who: string,
): Matrix {
  const z = denseInput(Z, { who });
  if (z.cols !== components) {
    raise(DataError, manifoldErrors, 'manifold.coordinates', {
      who,
      got: z.cols,
      expected: components,
    });
  }
  return z;
}
