/**
 * Singular values and vectors of a bidiagonal matrix by divide and conquer (Gu & Eisenstat, 1995).
 *
 * Without its middle row B is two bidiagonal matrices. In the basis of their singular vectors, B becomes a diagonal
 * matrix whose first row is full, M = [z; diag(0, d₁, d₂, …)], and the squares of M's singular values are the roots
 * of the secular equation of D² + z·zᵀ (secular.ts). Both halves have a column more than rows, so each brings a
 * right vector that it sends to 0; of these two, one joins M and the other is the null vector of the whole.
 *
 * Errors are a few roundings of the largest singular value, for values and vectors alike.
 */
import { combine, type Halves, rotate, writeRow } from './halves.ts';
import { jacobiSvd } from './jacobi.ts';
import { Matrix } from './matrix.ts';
import { HouseholderQR } from './qr.ts';
import { correctedZ, secularRoot } from './secular.ts';

export interface BidiagonalSvd {
  /** ascending */
  readonly values: Float64Array<ArrayBufferLike>;
  /** row i: the left vector of values[i] */
  readonly left: Matrix;
  /** row i: the right vector of values[i] */
  readonly right: Matrix;
  /** of a matrix with a column more than rows: the unit vector that it sends to 0 */
  readonly none: Float64Array<ArrayBufferLike> | null;
}

type Values = Float64Array<ArrayBufferLike>;

/** What counts as 0 in a matrix whose elements are of usual sizes; its square does not vanish. */
const nothing = 2 ** -480;
/** Problems up to this size are solved by rotations. */
const smallest = 24;

/**
 * @param diagonal n values
 * @param above n − 1 values; n of them when there is a column more than rows
 */
export function bidiagonalDivide(diagonal: Values, above: Values): BidiagonalSvd {
  const n = diagonal.length;
  const extra = above.length === n;
  if (n <= smallest) return solved(diagonal, above, extra);
  const cut = n >> 1;
  const a = bidiagonalDivide(diagonal.subarray(0, cut), above.subarray(0, cut));
  const b = bidiagonalDivide(diagonal.subarray(cut + 1), above.subarray(cut + 1));
  return merge(a, b, diagonal[cut]!, above[cut]!);
}

function solved(diagonal: Values, above: Values, extra: boolean): BidiagonalSvd {
  const n = diagonal.length;
  const matrix = Matrix.zeros(n, extra ? n + 1 : n);
  for (let i = 0; i < n; i++) {
    matrix.data[i * matrix.cols + i] = diagonal[i]!;
    if (i + 1 < matrix.cols) matrix.data[i * matrix.cols + i + 1] = above[i]!;
  }
  const { u, s, vt } = jacobiSvd(matrix);
  const none = extra ? new HouseholderQR(vt.transpose()).q(n + 1).column(n) : null;
  return {
    values: s.toReversed(),
    left: reversedRows(u.transpose()),
    right: reversedRows(vt),
    none: none && Float64Array.from(none),
  };
}

/** The same rows in the opposite order. */
export function reversedRows(a: Matrix): Matrix {
  const out = Matrix.zeros(a.rows, a.cols);
  for (let i = 0; i < a.rows; i++) out.data.set(a.row(a.rows - 1 - i), i * a.cols);
  return out;
}

/** M while it is taken apart: one value per column, the first of which belongs to the full row. */
interface Problem {
  readonly d: Float64Array;
  readonly z: Float64Array;
  readonly left: readonly Halves[];
  readonly right: readonly Halves[];
}

/** [A 0; α·eᵀ β·e₀ᵀ; 0 B] from the decompositions of A and B. */
function merge(a: BidiagonalSvd, b: BidiagonalSvd, alpha: number, beta: number): BidiagonalSvd {
  const n1 = a.values.length;
  const n2 = b.values.length;
  const n = n1 + 1 + n2;
  const topSize = n1 + 1; // columns of A
  const bottomSize = b.right.cols;
  const cols = topSize + bottomSize;

  // The two right vectors that A and B send to 0: turned so that the middle row meets one of them only.
  const lambda = alpha * (a.none?.[n1] ?? 0);
  const phi = beta * (b.none?.[0] ?? 0);
  const length = Math.hypot(lambda, phi);
  const [c, s] = length === 0 ? [1, 0] : [lambda / length, phi / length];
  const first: Halves = { top: times(a.none, c), bottom: times(b.none, s) };
  const none = b.none && new Float64Array(cols);
  none?.set(times(a.none, -s) ?? []);
  none?.set(times(b.none, c) ?? [], topSize);

  // Every other vector comes from A or B, and is zero in the other's part.
  const order = Array.from({ length: n1 + n2 }, (_, i) => i);
  const value = (i: number): number => (i < n1 ? a.values[i]! : b.values[i - n1]!);
  order.sort((i, j) => value(i) - value(j));
  const halves = (of: 'left' | 'right'): Halves[] =>
    order.map((i) =>
      i < n1
        ? { top: a[of].row(i).slice(), bottom: null }
        : { top: null, bottom: b[of].row(i - n1).slice() },
    );
  const z = order.map((i) => (i < n1 ? alpha * a.right.at(i, n1) : beta * b.right.at(i - n1, 0)));
  const problem: Problem = {
    d: Float64Array.of(0, ...order.map(value)),
    z: Float64Array.of(length, ...z),
    left: [{ top: null, bottom: null }, ...halves('left')], // the first is the middle row's unit vector
    right: [first, ...halves('right')],
  };
  const kept = deflate(problem, alpha, beta, [n1, n2], [topSize, bottomSize]);
  const values = problem.d.slice();
  const left = Matrix.zeros(n, n);
  const right = Matrix.zeros(n, cols);
  const isKept = new Uint8Array(n);
  for (const i of kept) isKept[i] = 1;
  for (let i = 0; i < n; i++) {
    if (isKept[i]) continue;
    writeRow(left, i, problem.left[i]!, n1 + 1);
    writeRow(right, i, problem.right[i]!, topSize);
  }

  const k = kept.length;
  const squares = Float64Array.from(kept, (i) => problem.d[i]! ** 2);
  const zk = Float64Array.from(kept, (i) => problem.z[i]!);
  const gaps = new Float64Array(k * k); // row j: dᵢ² − σⱼ²
  for (let j = 0; j < k; j++) {
    const root = secularRoot(j, squares, zk, 1, gaps.subarray(j * k, (j + 1) * k));
    values[kept[j]!] = root > 4 * nothing ** 2 ? Math.sqrt(root) : 0;
  }
  const inner = innerVectors(
    Float64Array.from(kept, (i) => problem.d[i]!),
    correctedZ(squares, zk, gaps),
    gaps,
  );
  combine(left, kept, problem.left, inner.left, { top: n1, bottom: n2, bottomAt: n1 + 1 });
  for (let j = 0; j < k; j++) left.data[kept[j]! * n + n1] = inner.left[j * k]!;
  combine(right, kept, problem.right, inner.right, {
    top: topSize,
    bottom: bottomSize,
    bottomAt: topSize,
  });
  return { ...sorted(values, left, right), none };
}

const times = (v: Values | null, factor: number): Float64Array | null =>
  v && factor !== 0 ? Float64Array.from(v, (x) => factor * x) : null;

/**
 * Finds what the full row leaves alone: columns where z is negligible; values that are nearly 0 or nearly equal,
 * where a rotation moves all of z to one of two columns. Returns the columns that remain, the first always.
 */
function deflate(
  { d, z, left, right }: Problem,
  alpha: number,
  beta: number,
  leftSizes: readonly [number, number],
  rightSizes: readonly [number, number],
): number[] {
  let size = Math.max(Math.abs(alpha), Math.abs(beta), Math.abs(z[0]!));
  for (const value of d) size = Math.max(size, value);
  const tolerance = 8 * 2 ** -53 * size;
  const kept = [0];
  for (let i = 1; i < d.length; i++) {
    if (Math.abs(z[i]!) <= tolerance) continue;
    if (d[i]! <= tolerance) {
      // a second column without a value of its own: z goes to the first
      const length = Math.hypot(z[0]!, z[i]!);
      rotate(right[i]!, right[0]!, z[0]! / length, z[i]! / length, ...rightSizes);
      z[0] = length;
      z[i] = 0;
      d[i] = 0;
      continue;
    }
    const before = kept.at(-1)!;
    if (before > 0) {
      const length = Math.hypot(z[i]!, z[before]!);
      const c = z[i]! / length;
      const s = z[before]! / length;
      if (Math.abs((d[i]! - d[before]!) * c * s) <= tolerance) {
        const [x, y] = [d[before]!, d[i]!];
        z[i] = length;
        z[before] = 0;
        d[before] = c * c * x + s * s * y;
        d[i] = s * s * x + c * c * y;
        rotate(left[before]!, left[i]!, c, s, ...leftSizes);
        rotate(right[before]!, right[i]!, c, s, ...rightSizes);
        kept.pop();
      }
    }
    kept.push(i);
  }
  // the first pole is 0: a root that coincides with it would divide by 0
  z[0] = Math.max(z[0]!, tolerance, nothing);
  return kept;
}

/**
 * Singular vectors of M from ẑ and the computed roots (Gu & Eisenstat, 1995, eq. 3.4):
 * right vⱼ ∝ (ẑᵢ / (dᵢ² − σⱼ²))ᵢ, left uⱼ ∝ (−1, dᵢ·ẑᵢ / (dᵢ² − σⱼ²))ᵢ.
 */
function innerVectors(
  d: Float64Array,
  z: Float64Array,
  gaps: Float64Array,
): { readonly left: Float64Array; readonly right: Float64Array } {
  const k = d.length;
  const left = new Float64Array(k * k);
  const right = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    const row = j * k;
    let leftNorm = 1;
    let rightNorm = 0;
    for (let i = 0; i < k; i++) {
      const component = z[i]! / gaps[row + i]!;
      right[row + i] = component;
      rightNorm += component * component;
      if (i === 0) continue;
      left[row + i] = d[i]! * component;
      leftNorm += left[row + i]! * left[row + i]!;
    }
    left[row] = -1;
    leftNorm = Math.sqrt(leftNorm);
    rightNorm = Math.sqrt(rightNorm);
    for (let i = 0; i < k; i++) {
      left[row + i]! /= leftNorm;
      right[row + i]! /= rightNorm;
    }
  }
  return { left, right };
}

/** Values in ascending order, and their vectors. */
function sorted(
  values: Float64Array,
  left: Matrix,
  right: Matrix,
): { values: Float64Array; left: Matrix; right: Matrix } {
  const order = Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const moved = (a: Matrix): Matrix => {
    const out = Matrix.zeros(a.rows, a.cols);
    order.forEach((i, p) => {
      out.data.set(a.row(i), p * a.cols);
    });
    return out;
  };
  return {
    values: Float64Array.from(order, (i) => values[i]!),
    left: moved(left),
    right: moved(right),
  };
}
