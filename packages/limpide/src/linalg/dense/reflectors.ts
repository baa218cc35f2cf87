/**
 * Householder reflections H = I − τ·v·vᵀ, one by one and in blocks.
 *
 * A reflection sends a given vector onto an axis; QR, tridiagonal and bidiagonal forms are made of them.
 * One reflection is two passes over a matrix for four operations per element. A product of k of them is
 * I − V·T·Vᵀ, with V their vectors and T a small triangle (Schreiber & Van Loan, 1989): applied like
 * that, it is two matrix products.
 *
 * Vectors are rows here: reflection j is row j of `v`, zero before its own place.
 */
import { inWorkspace } from './in-workspace.ts';
import { Matrix } from './matrix.ts';
import { type Numbers, type Part, part, turned } from './part.ts';
import { PlainWorkspace } from './plain-workspace.ts';
import type { Workspace } from './workspace.ts';

const plain = new PlainWorkspace();

/**
 * Turns x = data[at …at + n − 1] into the vector of the reflection that sends x onto β·e₀: x becomes v,
 * with v₀ = 1. Returns τ and β; τ = 0 where x is on the axis already.
 *
 * @param ws where `data` comes from; an array of one's own when it is left out
 */
export function reflector(
  data: Numbers,
  at: number,
  n: number,
  ws: Workspace = plain,
): { tau: number; beta: number } {
  if (n === 0) return { tau: 0, beta: 0 };
  const alpha = data[at]!;
  const tail = ws.dot(data, at + 1, data, at + 1, n - 1);
  const square = tail + alpha * alpha;
  if (!(tail > 1e-200 && square < 1e200)) return carefulReflector(data, at, n);
  return finish(data, at, n, Math.sqrt(square));
}

/** The same where squares would overflow or vanish. */
function carefulReflector(data: Numbers, at: number, n: number): { tau: number; beta: number } {
  const alpha = data[at]!;
  let largest = 0;
  for (let i = 1; i < n; i++) largest = Math.max(largest, Math.abs(data[at + i]!));
  if (largest === 0) {
    data[at] = 1;
    return { tau: 0, beta: alpha };
  }
  const scale = Math.max(largest, Math.abs(alpha));
  if (scale < 1e-250) {
    // among subnormal numbers nothing is exact: the same direction, at another scale
    for (let i = 0; i < n; i++) data[at + i]! *= 2 ** 600;
    const { tau, beta } = carefulReflector(data, at, n);
    return { tau, beta: beta * 2 ** -600 };
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const value = data[at + i]! / scale;
    sum += value * value;
  }
  return finish(data, at, n, scale * Math.sqrt(sum));
}

function finish(data: Numbers, at: number, n: number, norm: number): { tau: number; beta: number } {
  const alpha = data[at]!;
  const beta = alpha > 0 ? -norm : norm; // the sign for which alpha − beta does not cancel
  const head = alpha - beta;
  data[at] = 1;
  for (let i = 1; i < n; i++) data[at + i]! /= head;
  return { tau: -head / beta, beta };
}

/** Reflections that are applied together. */
export const blockOf = 64;

/** T of H₀·H₁⋯H₍ₖ₋₁₎ = I − V·T·Vᵀ, k × k upper triangular, for the k rows of V. */
export function blockTriangle(ws: Workspace, v: Part, taus: ArrayLike<number>): Numbers {
  const k = v.rows;
  const products = ws.floats(k * k); // V·Vᵀ, of which the lower triangle counts
  ws.addProduct(part(products, k, 0, k, 0, k), v, turned(v), 1, true);
  const t = ws.floats(k * k);
  for (let j = 0; j < k; j++) {
    const tau = taus[j]!;
    for (let i = 0; i < j; i++) {
      let sum = 0;
      for (let p = i; p < j; p++) sum += t[i * k + p]! * products[j * k + p]!;
      t[i * k + j] = -tau * sum;
    }
    t[j * k + j] = tau;
  }
  return t;
}

/**
 * X ← X·(I − V·T·Vᵀ), or with Tᵀ, in place; the rows of V are as long as those of X.
 *
 * @param room an array of at least 2·k times as many numbers as X has rows
 */
export function applyBlock(
  ws: Workspace,
  x: Part,
  v: Part,
  t: Numbers,
  transposeT: boolean,
  room: Numbers,
): void {
  const k = v.rows;
  const { rows } = x;
  if (rows === 0) return;
  room.fill(0, 0, 2 * rows * k);
  const xv = part(room, k, 0, rows, 0, k);
  const xvt = part(room, k, rows, 2 * rows, 0, k);
  const triangle = part(t, k, 0, k, 0, k);
  ws.addProduct(xv, x, turned(v));
  ws.addProduct(xvt, xv, transposeT ? turned(triangle) : triangle);
  ws.addProduct(x, xvt, v, -1);
}

/** A sequence of reflections: number j is row j of `v`, of length `length`, zero before place j + `shift`. */
export interface Reflections {
  readonly v: Numbers;
  readonly taus: Float64Array<ArrayBufferLike>;
  readonly length: number;
  readonly shift: number;
}

/**
 * The rows of X, as vectors, become Q·x (or Qᵀ·x), with Q = H₀·H₁⋯.
 *
 * @param identity X begins as rows of the identity: what is still zero is left out
 */
export function reflectRows(
  x: Matrix,
  { v, taus, length, shift }: Reflections,
  { transpose = false, identity = false } = {},
): Matrix {
  const count = taus.length;
  const starts: number[] = [];
  for (let j = 0; j < count; j += blockOf) starts.push(j);
  if (!transpose) starts.reverse();
  const result = inWorkspace(2 * count * length * x.rows, (ws) => {
    const data = ws.copy(x.data);
    const vectors = ws.read(v);
    const room = ws.floats(2 * blockOf * x.rows);
    for (const j of starts) {
      const k = Math.min(blockOf, count - j);
      const from = j + shift; // everything before is zero in this block
      const block = part(vectors, length, j, j + k, from, length);
      const t = blockTriangle(ws, block, taus.subarray(j, j + k));
      // of the identity, the first rows are still what they were
      const first = identity ? Math.min(from, x.rows) : 0;
      applyBlock(ws, part(data, length, first, x.rows, from, length), block, t, !transpose, room);
    }
    return data.slice();
  });
  return new Matrix(result, x.rows, length);
}
