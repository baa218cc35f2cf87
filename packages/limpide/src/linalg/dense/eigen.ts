/**
 * Eigenvalues and eigenvectors of general square matrices, complex ones as real and imaginary parts.
 *
 * Balancing, real Schur form (schur.ts), then each eigenvector of the triangular T by back substitution
 * and back to the basis of A by a product (Golub & Van Loan, §7.6).
 */
import { Matrix } from './matrix.ts';
import { multiply } from './product.ts';
import { scaled, scaleOf } from './scale.ts';
import { realSchur } from './schur.ts';

export interface Eigen {
  /** real and imaginary parts; complex ones come in conjugate pairs, +imag first */
  readonly re: Float64Array<ArrayBuffer>;
  readonly im: Float64Array<ArrayBuffer>;
  /** column j is the eigenvector of value j, of length 1; null when only values were asked for */
  readonly vectors: { readonly re: Matrix; readonly im: Matrix } | null;
}

/** Eigenvalues of A, and vectors with A·v = λ·v unless told otherwise. */
export function eig(a: Matrix, options: { readonly vectors?: boolean } = {}): Eigen {
  const { vectors = true } = options;
  const n = a.rows;
  const scale = scaleOf(a);
  const work = scaled(a, 1 / scale).clone('float64'); // balancing writes into it
  const sizes = balance(work);
  const { t, zt } = realSchur(work, { vectors });
  const { re, im } = blockEigenvalues(t, n);
  let columns: { re: Matrix; im: Matrix } | null = null;
  if (zt) {
    const x = triangularVectors(t, n, re, im);
    // rows of xᵀ times Zᵀ are the vectors; balancing is undone element by element
    const real = multiply(x.re, zt);
    const imaginary = multiply(x.im, zt);
    normalise(real, imaginary, sizes);
    columns = { re: real.transpose(), im: imaginary.transpose() };
  }
  for (let i = 0; i < n; i++) {
    re[i]! *= scale;
    im[i]! *= scale;
  }
  return { re, im, vectors: columns };
}

/**
 * A ← D⁻¹·A·D with D of powers of 2, so that row i and column i have about the same length: errors of what
 * follows are relative to the norm, which becomes smaller (James, Langou & Lowery, 2014). Returns D.
 */
function balance(a: Matrix): Float64Array<ArrayBuffer> {
  const { rows: n, data } = a;
  const sizes = new Float64Array(n).fill(1);
  for (let round = 0; round < 20; round++) {
    let changed = false;
    for (let i = 0; i < n; i++) {
      let row = 0;
      let column = 0;
      for (let j = 0; j < n; j++) {
        if (j === i) continue;
        row += data[i * n + j]! ** 2;
        column += data[j * n + i]! ** 2;
      }
      if (row === 0 || column === 0) continue;
      const f = 2 ** Math.round(Math.log2(row / column) / 4);
      if (!(column * f * f + row / (f * f) < 0.9 * (row + column))) continue;
      changed = true;
      sizes[i]! *= f;
      for (let j = 0; j < n; j++) {
        data[i * n + j]! /= f;
        data[j * n + i]! *= f;
      }
    }
    if (!changed) break;
  }
  return sizes;
}

/** The eigenvalues of the blocks on T's diagonal. */
function blockEigenvalues(
  t: Float64Array,
  n: number,
): { re: Float64Array<ArrayBuffer>; im: Float64Array<ArrayBuffer> } {
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const below = k + 1 < n ? t[(k + 1) * n + k]! : 0;
    re[k] = t[k * n + k]!;
    if (below === 0) continue;
    const half = (t[k * n + k]! - t[(k + 1) * n + k + 1]!) / 2;
    const b = t[k * n + k + 1]!;
    const scale = Math.max(Math.abs(half), Math.abs(b), Math.abs(below));
    const root =
      Math.sqrt(scale) * Math.sqrt(Math.abs((half / scale) * half + (b / scale) * below));
    re[k] = re[k + 1] = t[(k + 1) * n + k + 1]! + half;
    im[k] = root;
    im[k + 1] = -root;
    k++;
  }
  return { re, im };
}

/** Row j: x with (T − λⱼ)·x = 0, by back substitution in complex numbers, from the block of λⱼ upwards. */
function triangularVectors(
  t: Float64Array,
  n: number,
  re: Float64Array,
  im: Float64Array,
): { re: Matrix; im: Matrix } {
  const xr = Matrix.zeros(n, n);
  const xi = Matrix.zeros(n, n);
  let norm = 0;
  for (const x of t) norm = Math.max(norm, Math.abs(x));
  const small = Math.max(2 ** -52 * norm, 2 ** -1000); // instead of a zero divisor: equal eigenvalues
  const at = (i: number, j: number): number => t[i * n + j]!;
  for (let k = 0; k < n; k++) {
    const [lr, li] = [re[k]!, im[k]!];
    const r = xr.row(k);
    const s = xi.row(k);
    let i = k - 1;
    if (li === 0) r[k] = 1;
    else if (li < 0) {
      // the conjugate of the vector before
      r.set(xr.row(k - 1));
      s.set(xi.row(k - 1).map((x) => -x));
      continue;
    } else {
      // the second row of the block: t₁₀·x₀ = (λ − t₁₁)·x₁
      const below = at(k + 1, k);
      r[k + 1] = 1;
      r[k] = (lr - at(k + 1, k + 1)) / below;
      s[k] = li / below;
    }
    const end = li === 0 ? k : k + 1;
    for (; i >= 0; i--) {
      const pair = i > 0 && at(i, i - 1) !== 0;
      const right = (row: number): readonly [number, number] => {
        let sumR = 0;
        let sumI = 0;
        for (let j = i + 1; j <= end; j++) {
          sumR -= at(row, j) * r[j]!;
          sumI -= at(row, j) * s[j]!;
        }
        return [sumR, sumI];
      };
      if (!pair) {
        const [br, bi] = right(i);
        [r[i], s[i]] = divide(br, bi, at(i, i) - lr, -li, small);
      } else {
        // Cramer's rule for the 2 × 2 block in rows i − 1 and i
        const [pr, pi] = right(i - 1);
        const [qr, qi] = right(i);
        const [a, b, c, d] = [at(i - 1, i - 1) - lr, at(i - 1, i), at(i, i - 1), at(i, i) - lr];
        const detR = a * d - li * li - b * c;
        const detI = -li * (a + d);
        const tiny = small * Math.max(Math.abs(b), Math.abs(c));
        const first = divide(
          d * pr + li * pi - b * qr,
          d * pi - li * pr - b * qi,
          detR,
          detI,
          tiny,
        );
        const second = divide(
          a * qr + li * qi - c * pr,
          a * qi - li * qr - c * pi,
          detR,
          detI,
          tiny,
        );
        [r[i - 1], s[i - 1]] = first;
        [r[i], s[i]] = second;
        i--;
      }
      const size = Math.max(Math.abs(r[i]!), Math.abs(s[i]!));
      if (size > 1e100)
        for (let j = i; j <= end; j++) {
          r[j]! /= size;
          s[j]! /= size;
        }
    }
  }
  return { re: xr, im: xi };
}

/** (a + ib) / (c + id), with |c + id| at least `small`. */
function divide(
  a: number,
  b: number,
  c: number,
  d: number,
  small: number,
): readonly [number, number] {
  const size = Math.hypot(c, d);
  if (size < small) return [a / small, b / small];
  const [p, q] = [c / size, d / size];
  return [(a * p + b * q) / size, (b * p - a * q) / size];
}

/** Rows to length 1 after balancing is undone. */
function normalise(re: Matrix, im: Matrix, sizes: Float64Array): void {
  const n = re.cols;
  for (let k = 0; k < n; k++) {
    const r = re.row(k);
    const s = im.row(k);
    let largest = 0;
    for (let j = 0; j < n; j++) {
      r[j]! *= sizes[j]!;
      s[j]! *= sizes[j]!;
      largest = Math.max(largest, Math.abs(r[j]!), Math.abs(s[j]!));
    }
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (r[j]! / largest) ** 2 + (s[j]! / largest) ** 2;
    const length = largest * Math.sqrt(sum);
    for (let j = 0; j < n; j++) {
      r[j]! /= length;
      s[j]! /= length;
    }
  }
}
