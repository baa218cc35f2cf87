/** A workspace on the JavaScript heap: the operations as loops. */
import type { Tensor } from '../../tensor/index.ts';
import type { Floats } from './matrix.ts';
import type { Numbers, Part } from './part.ts';
import type { Workspace } from './workspace.ts';

export class PlainWorkspace implements Workspace {
  floats(length: number): Numbers {
    return new Float64Array(length);
  }
  copy(values: ArrayLike<number>): Numbers {
    return new Float64Array(values);
  }
  read(values: Floats): Numbers {
    return values instanceof Float64Array ? values : new Float64Array(values);
  }
  of(t: Tensor): Numbers {
    return Float64Array.from(t.dataSync(), Number);
  }
  addProduct(c: Part, a: Part, b: Part, scale = 1, _lower = false): void {
    if (b.cols === 1) addColumn(c, a, b, scale);
    else addProduct(c, a, b.columnStep === 1 ? b : copied(b), scale);
  }
  dot(x: Numbers, xAt: number, y: Numbers, yAt: number, n: number): number {
    // two sums: an addition waits for the one before
    let even = 0;
    let odd = 0;
    let i = 0;
    for (; i + 1 < n; i += 2) {
      even += x[xAt + i]! * y[yAt + i]!;
      odd += x[xAt + i + 1]! * y[yAt + i + 1]!;
    }
    if (i < n) even += x[xAt + i]! * y[yAt + i]!;
    return even + odd;
  }
  add(y: Numbers, yAt: number, factor: number, x: Numbers, xAt: number, n: number): void {
    for (let i = 0; i < n; i++) y[yAt + i]! += factor * x[xAt + i]!;
  }
  rotate(x: Numbers, xAt: number, y: Numbers, yAt: number, n: number, c: number, s: number): void {
    for (let i = 0; i < n; i++) {
      const p = x[xAt + i]!;
      const q = y[yAt + i]!;
      x[xAt + i] = c * p - s * q;
      y[yAt + i] = s * p + c * q;
    }
  }
  addTimes(out: Numbers, outAt: number, a: Part, v: Numbers, vAt: number): void {
    for (let i = 0; i < a.rows; i++)
      out[outAt + i]! += this.dot(a.data, a.at + i * a.rowStep, v, vAt, a.cols);
  }
  addTransposedTimes(out: Numbers, outAt: number, a: Part, v: Numbers, vAt: number): void {
    for (let i = 0; i < a.rows; i++)
      this.add(out, outAt, v[vAt + i]!, a.data, a.at + i * a.rowStep, a.cols);
  }
  addSymmetricTimes(out: Numbers, outAt: number, a: Part, v: Numbers, vAt: number): void {
    const { data } = a;
    for (let i = 0; i < a.rows; i++) {
      const row = a.at + i * a.rowStep;
      const vi = v[vAt + i]!;
      let sum = data[row + i]! * vi;
      for (let j = 0; j < i; j++) {
        const x = data[row + j]!;
        sum += x * v[vAt + j]!;
        out[outAt + j]! += x * vi;
      }
      out[outAt + i]! += sum;
    }
  }
  reflectRows(x: Part, tau: number, v1: number, v2: number): void {
    reflectThree(x.data, x.at, x.rowStep, 1, x.cols, tau, v1, v2);
  }
  reflectColumns(x: Part, tau: number, v1: number, v2: number): void {
    reflectThree(x.data, x.at, 1, x.rowStep, x.rows, tau, v1, v2);
  }
}

/** Reflects n triples of elements `apart` from each other; triples are `step` apart. */
function reflectThree(
  data: Numbers,
  at: number,
  apart: number,
  step: number,
  n: number,
  tau: number,
  v1: number,
  v2: number,
): void {
  for (let i = 0; i < n; i++) {
    const p = at + i * step;
    const sum = tau * (data[p]! + v1 * data[p + apart]! + v2 * data[p + 2 * apart]!);
    data[p]! -= sum;
    data[p + apart]! -= sum * v1;
    data[p + 2 * apart]! -= sum * v2;
  }
}

/** The same rectangle with its rows contiguous. */
function copied(x: Part): Part {
  const data = new Float64Array(x.rows * x.cols);
  for (let i = 0; i < x.rows; i++)
    for (let j = 0; j < x.cols; j++)
      data[i * x.cols + j] = x.data[x.at + i * x.rowStep + j * x.columnStep]!;
  return { data, at: 0, rows: x.rows, cols: x.cols, rowStep: x.cols, columnStep: 1 };
}

/** The same for a single column: A is read in the order in which it lies. */
function addColumn(c: Part, a: Part, b: Part, scale: number): void {
  if (a.columnStep === 1) {
    for (let i = 0; i < a.rows; i++) {
      const at = a.at + i * a.rowStep;
      let even = 0;
      let odd = 0;
      let k = 0;
      for (; k + 1 < a.cols; k += 2) {
        even += a.data[at + k]! * b.data[b.at + k * b.rowStep]!;
        odd += a.data[at + k + 1]! * b.data[b.at + (k + 1) * b.rowStep]!;
      }
      if (k < a.cols) even += a.data[at + k]! * b.data[b.at + k * b.rowStep]!;
      c.data[c.at + i * c.rowStep]! += scale * (even + odd);
    }
    return;
  }
  for (let k = 0; k < a.cols; k++) {
    const at = a.at + k * a.columnStep;
    const factor = scale * b.data[b.at + k * b.rowStep]!;
    for (let i = 0; i < a.rows; i++)
      c.data[c.at + i * c.rowStep]! += factor * a.data[at + i * a.rowStep]!;
  }
}

/**
 * C += scale·A·B by rows: row i of C gathers rows of B, two rows of C and four rows of B at a time, so that each
 * number loaded is used several times. The columns of B and C lie next to each other.
 */
function addProduct(to: Part, left: Part, right: Part, scale: number): void {
  const c = to.data;
  const cs = to.rowStep;
  const a = left.data;
  const ai = left.rowStep;
  const ak = left.columnStep;
  const b = right.data;
  const bs = right.rowStep;
  const m = to.rows;
  const n = to.cols;
  const k = left.cols;
  const width = 256; // columns of B at a time: eight rows of them fit in the first cache
  for (let j0 = 0; j0 < n; j0 += width) {
    const j1 = Math.min(n, j0 + width);
    for (let p = 0; p < k; p += 4) {
      const b0 = right.at + p * bs;
      if (k - p < 4) {
        for (let q = 0; q < k - p; q++)
          for (let i = 0; i < m; i++) {
            const f = scale * a[left.at + i * ai + (p + q) * ak]!;
            const ci = to.at + i * cs;
            const bq = b0 + q * bs;
            for (let j = j0; j < j1; j++) c[ci + j]! += f * b[bq + j]!;
          }
        break;
      }
      const b1 = b0 + bs;
      const b2 = b1 + bs;
      const b3 = b2 + bs;
      let i = 0;
      for (; i + 1 < m; i += 2) {
        const at = left.at + i * ai + p * ak;
        const x0 = scale * a[at]!;
        const x1 = scale * a[at + ak]!;
        const x2 = scale * a[at + 2 * ak]!;
        const x3 = scale * a[at + 3 * ak]!;
        const y0 = scale * a[at + ai]!;
        const y1 = scale * a[at + ai + ak]!;
        const y2 = scale * a[at + ai + 2 * ak]!;
        const y3 = scale * a[at + ai + 3 * ak]!;
        const c0 = to.at + i * cs;
        const c1 = c0 + cs;
        for (let j = j0; j < j1; j++) {
          const v0 = b[b0 + j]!;
          const v1 = b[b1 + j]!;
          const v2 = b[b2 + j]!;
          const v3 = b[b3 + j]!;
          c[c0 + j] = c[c0 + j]! + (x0 * v0 + x1 * v1 + (x2 * v2 + x3 * v3));
          c[c1 + j] = c[c1 + j]! + (y0 * v0 + y1 * v1 + (y2 * v2 + y3 * v3));
        }
      }
      if (i < m) {
        const at = left.at + i * ai + p * ak;
        const x0 = scale * a[at]!;
        const x1 = scale * a[at + ak]!;
        const x2 = scale * a[at + 2 * ak]!;
        const x3 = scale * a[at + 3 * ak]!;
        const c0 = to.at + i * cs;
        for (let j = j0; j < j1; j++)
          c[c0 + j] =
            c[c0 + j]! + (x0 * b[b0 + j]! + x1 * b[b1 + j]! + (x2 * b[b2 + j]! + x3 * b[b3 + j]!));
      }
    }
  }
}
