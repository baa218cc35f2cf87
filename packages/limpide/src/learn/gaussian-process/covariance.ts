/** Kernels as matrices: K of a set of samples, with its derivatives by the logarithms of the hyperparameters. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { DataError, raise } from '../../errors/index.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import { type Bounds, describe, type Kernel } from './kernel.ts';

/** k(x, y) for all rows x of X and y of Y. White noise is 0 there, even where rows are equal. */
export const crossCovariance = (kernel: Kernel, x: Matrix, y: Matrix): Matrix =>
  evaluate(kernel, x, y, false).value;

/** k(x, y) for all pairs of rows of X. */
export const covariance = (kernel: Kernel, x: Matrix): Matrix =>
  evaluate(kernel, x, undefined, false).value;

/** K, and ∂K/∂log θ for each free hyperparameter, in the order of `thetaOf`. */
export const covarianceGradient = (kernel: Kernel, x: Matrix): Evaluated =>
  evaluate(kernel, x, undefined, true);

export interface Evaluated {
  readonly value: Matrix;
  readonly gradients: readonly Matrix[];
}

/** k(x, x) for each row of X. */
export function variances(kernel: Kernel, x: Matrix): Float64Array<ArrayBuffer> {
  const n = x.rows;
  const out = new Float64Array(n);
  if (kernel.kind === 'constant') return out.fill(scalar(kernel, 'constantValue'));
  if (kernel.kind === 'white') return out.fill(scalar(kernel, 'noiseLevel'));
  if (kernel.kind === 'dotProduct') {
    const offset = scalar(kernel, 'sigma0') ** 2;
    for (let i = 0; i < n; i++) {
      let square = 0;
      for (let t = i * x.cols; t < (i + 1) * x.cols; t++) square += x.data[t]! ** 2;
      out[i] = offset + square;
    }
    return out;
  }
  if (kernel.parts.length === 0) return out.fill(1);
  const parts = kernel.parts.map((part) => variances(part, x));
  for (let i = 0; i < n; i++) {
    if (kernel.kind === 'sum') for (const part of parts) out[i]! += part[i]!;
    else if (kernel.kind === 'product') out[i] = parts.reduce((f, part) => f * part[i]!, 1);
    else out[i] = parts[0]![i]! ** kernel.order;
  }
  return out;
}

const scalar = (kernel: Kernel, name: string): number => {
  const value = kernel.values[name];
  return typeof value === 'number' ? value : (value?.[0] ?? Number.NaN);
};
const free = (bounds: Bounds | undefined): boolean => bounds !== undefined && bounds !== 'fixed';

function evaluate(kernel: Kernel, x: Matrix, y: Matrix | undefined, wanted: boolean): Evaluated {
  const rows = x.rows;
  const cols = y ? y.rows : x.rows;
  if (kernel.kind === 'sum' || kernel.kind === 'product' || kernel.kind === 'power')
    return compound(kernel, x, y, wanted);
  if (kernel.kind === 'constant') {
    const value = Matrix.zeros(rows, cols);
    value.data.fill(scalar(kernel, 'constantValue'));
    return {
      value,
      gradients: wanted && free(kernel.bounds['constantValue']) ? [value.clone()] : [],
    };
  }
  if (kernel.kind === 'white') {
    const value = Matrix.zeros(rows, cols);
    if (!y)
      for (let i = 0; i < rows; i++) value.data[i * (cols + 1)] = scalar(kernel, 'noiseLevel');
    return { value, gradients: wanted && free(kernel.bounds['noiseLevel']) ? [value.clone()] : [] };
  }
  if (kernel.kind === 'dotProduct') {
    const value = multiply(x, y ?? x, { transposeB: true });
    const offset = scalar(kernel, 'sigma0') ** 2;
    for (let t = 0; t < value.data.length; t++) value.data[t]! += offset;
    const gradient = Matrix.zeros(rows, cols);
    gradient.data.fill(2 * offset);
    return { value, gradients: wanted && free(kernel.bounds['sigma0']) ? [gradient] : [] };
  }
  return stationary(kernel, x, y, wanted);
}

/** Kernels of the distances r between samples divided by their length scales. */
function stationary(kernel: Kernel, x: Matrix, y: Matrix | undefined, wanted: boolean): Evaluated {
  const scale = kernel.values['lengthScale']!;
  const d = x.cols;
  if (typeof scale !== 'number' && scale.length !== d) {
    raise(DataError, manifoldErrors, 'gp.lengthScales', {
      who: describe(kernel),
      got: scale.length,
      expected: d,
    });
  }
  const inverse = Float64Array.from({ length: d }, (_, j) =>
    kernel.kind === 'expSineSquared' ? 1 : 1 / (typeof scale === 'number' ? scale : scale[j]!),
  );
  const other = y ?? x;
  const rows = x.rows;
  const cols = other.rows;
  const value = Matrix.zeros(rows, cols);
  const byLength = wanted && free(kernel.bounds['lengthScale']);
  const perFeature = typeof scale !== 'number' && byLength;
  const second = kernel.kind === 'rationalQuadratic' ? 'alpha' : 'periodicity';
  const bySecond = wanted && free(kernel.bounds[second]);
  const lengthGradients = Array.from({ length: perFeature ? d : byLength ? 1 : 0 }, () =>
    Matrix.zeros(rows, cols),
  );
  const secondGradient = bySecond ? Matrix.zeros(rows, cols) : undefined;
  const profile = profiles[kernel.kind as keyof typeof profiles];
  const out = { k: 0, byLength: 0, bySecond: 0 };
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      let squares = 0;
      for (let c = 0; c < d; c++) {
        const difference = (x.data[i * d + c]! - other.data[j * d + c]!) * inverse[c]!;
        squares += difference * difference;
      }
      profile(squares, kernel, out);
      const t = i * cols + j;
      value.data[t] = out.k;
      if (perFeature) {
        for (let c = 0; c < d; c++) {
          const difference = (x.data[i * d + c]! - other.data[j * d + c]!) * inverse[c]!;
          lengthGradients[c]!.data[t] = out.byLength * difference * difference;
        }
      } else if (byLength) lengthGradients[0]!.data[t] = out.byLength * squares;
      if (secondGradient) secondGradient.data[t] = out.bySecond;
    }
  }
  // names in order: alpha, lengthScale, periodicity
  const all =
    second === 'alpha' && secondGradient
      ? [secondGradient, ...lengthGradients]
      : secondGradient
        ? [...lengthGradients, secondGradient]
        : lengthGradients;
  return { value, gradients: all };
}

/**
 * For r² (the sum of squared scaled differences): k; `byLength`, what a squared scaled difference is multiplied
 * by in ∂k/∂log ℓ; `bySecond`, the derivative by the logarithm of the other hyperparameter.
 */
type Profile = (
  squares: number,
  kernel: Kernel,
  out: { k: number; byLength: number; bySecond: number },
) => void;

const profiles = {
  rbf(squares, _kernel, out) {
    out.k = Math.exp(-squares / 2);
    out.byLength = out.k;
  },
  matern(squares, { order }, out) {
    if (order === 0.5) {
      const r = Math.sqrt(squares);
      out.k = Math.exp(-r);
      out.byLength = r > 0 ? out.k / r : 0;
    } else {
      const t = Math.sqrt(2 * order * squares);
      const e = Math.exp(-t);
      out.k = (order === 1.5 ? 1 + t : 1 + t + (t * t) / 3) * e;
      out.byLength = order === 1.5 ? 3 * e : (5 / 3) * (t + 1) * e;
    }
  },
  rationalQuadratic(squares, kernel, out) {
    const alpha = scalar(kernel, 'alpha');
    const base = 1 + squares / (2 * alpha);
    out.k = base ** -alpha;
    out.byLength = out.k / base;
    out.bySecond = out.k * (-alpha * Math.log(base) + squares / (2 * base));
  },
  expSineSquared(squares, kernel, out) {
    const length = scalar(kernel, 'lengthScale');
    const angle = (Math.PI * Math.sqrt(squares)) / scalar(kernel, 'periodicity');
    const sine = Math.sin(angle) / length;
    out.k = Math.exp(-2 * sine * sine);
    // in terms of ℓ, which is outside of r here: divided by r² because the caller multiplies by it
    out.byLength = squares > 0 ? (4 * sine * sine * out.k) / squares : 0;
    out.bySecond = ((4 * angle * Math.cos(angle) * sine) / length) * out.k;
  },
} satisfies Partial<Record<Kernel['kind'], Profile>>;

function compound(kernel: Kernel, x: Matrix, y: Matrix | undefined, wanted: boolean): Evaluated {
  const parts = kernel.parts.map((part) => evaluate(part, x, y, wanted));
  const first = parts[0]!;
  const size = first.value.data.length;
  const value = first.value.clone();
  if (kernel.kind === 'sum') {
    for (const part of parts.slice(1))
      for (let t = 0; t < size; t++) value.data[t]! += part.value.data[t]!;
    return { value, gradients: parts.flatMap((part) => part.gradients) };
  }
  if (kernel.kind === 'power') {
    const p = kernel.order;
    const gradients = first.gradients.map((g) => g.clone());
    for (let t = 0; t < size; t++) {
      const k = first.value.data[t]!;
      value.data[t] = k ** p;
      for (const g of gradients) g.data[t]! *= p * k ** (p - 1);
    }
    return { value, gradients };
  }
  for (const part of parts.slice(1))
    for (let t = 0; t < size; t++) value.data[t]! *= part.value.data[t]!;
  const gradients = parts.flatMap((part, at) =>
    part.gradients.map((g) => {
      const out = g.clone();
      for (const [other, factor] of parts.entries()) {
        if (other === at) continue;
        for (let t = 0; t < size; t++) out.data[t]! *= factor.value.data[t]!;
      }
      return out;
    }),
  );
  return { value, gradients };
}
