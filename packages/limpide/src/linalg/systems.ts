/** Systems of linear equations, inverses and determinants, of tensors of shape […, n, n]. */
import { linalgErrors } from '../errors/catalog/linalg.ts';
import { LinalgError, raise, ShapeError } from '../errors/index.ts';
import { sameShape } from '../graph/index.ts';
import type { Tensor } from '../tensor/index.ts';
import {
  adjoint,
  type Batch,
  broadcastLead,
  collect,
  collectMatrices,
  differentiable,
  epsilonOf,
  nameOf as nameInBatch,
  readBatch,
  reduceTo,
  wantsGradient,
} from './batch.ts';
import * as dense from './dense/index.ts';
import { pinv } from './inverses.ts';

/** Solves A·X = B for one A, factorised once. */
type Solver = (b: dense.Matrix) => dense.Matrix;

/**
 * A solver for every matrix; an error names one that is singular, or as good as.
 *
 * Rows and columns are first multiplied by powers of 2 that make their largest elements alike (van der
 * Sluis, 1969): units of measurement that differ by 10⁹ are no reason to call a matrix singular.
 */
function factorAll(op: string, a: Batch): Solver[] {
  return a.matrices.map((matrix, i) => {
    const { scaled, byRow, byColumn } = equilibrate(matrix);
    const factors = dense.luFactor(scaled);
    const batch = nameInBatch(a, i);
    if (factors.zeroPivot >= 0)
      raise(LinalgError, linalgErrors, 'linalg.singular', {
        op,
        batch,
        pivot: factors.zeroPivot,
        size: a.rows,
      });
    const condition = dense.conditionEstimate(scaled, factors);
    if (!(condition < 2 ** 53))
      raise(LinalgError, linalgErrors, 'linalg.nearSingular', {
        op,
        batch,
        condition: condition.toExponential(1),
      });
    return (b) => multiplyRows(dense.luSolve(factors, multiplyRows(b, byRow)), byColumn);
  });
}

/** diag(byRow)·A·diag(byColumn), with largest elements between 1 and 2 in columns, no more in rows. */
function equilibrate(a: dense.Matrix): {
  readonly scaled: dense.Matrix;
  readonly byRow: Float64Array;
  readonly byColumn: Float64Array;
} {
  const { rows: n, data } = a;
  const largestOfRows = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      largestOfRows[i] = Math.max(largestOfRows[i]!, Math.abs(data[i * n + j]!));
  const byRow = largestOfRows.map(inversePower);
  const scaled = multiplyRows(a, byRow);
  const largestOfColumns = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      largestOfColumns[j] = Math.max(largestOfColumns[j]!, Math.abs(scaled.data[i * n + j]!));
  const byColumn = largestOfColumns.map(inversePower);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) scaled.data[i * n + j]! *= byColumn[j]!;
  return { scaled, byRow, byColumn };
}

const inversePower = (x: number): number =>
  x === 0 ? 1 : 2 ** Math.min(1000, -Math.floor(Math.log2(x)));

/** diag(factors)·A */
function multiplyRows(a: dense.Matrix, factors: Float64Array): dense.Matrix {
  const out = a.clone('float64');
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.cols; j++) out.data[i * a.cols + j]! *= factors[i]!;
  return out;
}

const solveMatrices = differentiable({
  name: 'linalg.solve',
  forward: (a, b) => {
    const left = readBatch('solve', a!, { square: true });
    const right = readBatch('solve', b!);
    if (left.rows !== right.rows)
      raise(ShapeError, linalgErrors, 'linalg.shapes', {
        op: 'solve',
        what: 'B',
        expected: `[…, ${left.rows}, k]`,
        got: b!.shape,
      });
    const { lead, ofA, ofB } = broadcastLead('solve', left.lead, right.lead);
    const solvers = factorAll('solve', left);
    const total = lead.reduce((x, y) => x * y, 1);
    const solutions = Array.from({ length: total }, (_, i) =>
      solvers[ofA(i)]!(right.matrices[ofB(i)]!),
    );
    return collectMatrices(solutions, lead, right.rows, right.cols, a!);
  },
  // A·X = B: dA·X + A·dX = dB
  backward: (g, { inputs: [a, b], output }) => {
    const gb = solveMatrices(adjoint(a!), g);
    return [reduceTo(gb.matmul(adjoint(output)).neg(), a!.shape), reduceTo(gb, b!.shape)];
  },
});

/**
 * X with A·X = B, by LU with partial pivoting.
 *
 * @param a […, n, n]
 * @param b […, n, k], or a vector […, n]; leading axes broadcast
 * @throws LinalgError when A is singular, exactly or to working precision (with its condition number)
 */
export function solve(a: Tensor, b: Tensor): Tensor {
  const vector =
    b.ndim === 1 || (b.ndim === a.ndim - 1 && sameShape(b.shape, a.shape.slice(0, -1)));
  return vector ? solveMatrices(a, b.unsqueeze(-1)).squeeze(-1) : solveMatrices(a, b);
}

type Halves = `${'upper' | 'lower'}${' transposed' | ''}${' unit' | ''}`;
const triangularSolvers = new Map<Halves, (...inputs: Tensor[]) => Tensor>();

/** One operator per combination of options, made once: programs are remembered by operator. */
function triangularSolver(key: Halves): (...inputs: Tensor[]) => Tensor {
  const known = triangularSolvers.get(key);
  if (known) return known;
  const upper = key.startsWith('upper');
  const transpose = key.includes(' transposed');
  const unitDiagonal = key.includes(' unit');
  const solver = differentiable({
    name: 'linalg.solveTriangular',
    forward: (t, b) => {
      const left = readBatch('solveTriangular', t!, { square: true });
      const right = readBatch('solveTriangular', b!);
      const { lead, ofA, ofB } = broadcastLead('solveTriangular', left.lead, right.lead);
      const total = lead.reduce((x, y) => x * y, 1);
      const solutions = Array.from({ length: total }, (_, i) =>
        dense.solveTriangular(left.matrices[ofA(i)]!, right.matrices[ofB(i)]!, {
          upper,
          transpose,
          unitDiagonal,
          batch: nameInBatch(left, ofA(i)),
        }),
      );
      return collectMatrices(solutions, lead, right.rows, right.cols, t!);
    },
    backward: (g, { inputs: [t, b], output }) => {
      const opposite = `${upper ? 'upper' : 'lower'}${transpose ? '' : ' transposed'}${unitDiagonal ? ' unit' : ''}`;
      const gb = triangularSolver(opposite as Halves)(t!, g);
      const full = gb.matmul(adjoint(output)).neg();
      const gt = transpose ? adjoint(full) : full;
      const half = upper ? gt.triu(unitDiagonal ? 1 : 0) : gt.tril(unitDiagonal ? -1 : 0);
      return [reduceTo(half, t!.shape), reduceTo(gb, b!.shape)];
    },
  });
  triangularSolvers.set(key, solver);
  return solver;
}

/**
 * X with T·X = B for a triangular T, of which the other half is not read.
 *
 * @param t […, n, n]
 * @param b […, n, k]; leading axes broadcast
 * @throws LinalgError when the diagonal holds a zero
 */
export function solveTriangular(
  t: Tensor,
  b: Tensor,
  options: {
    readonly upper: boolean;
    readonly transpose?: boolean | undefined;
    readonly unitriangular?: boolean | undefined;
  },
): Tensor {
  const { upper, transpose = false, unitriangular = false } = options;
  return triangularSolver(
    `${upper ? 'upper' : 'lower'}${transpose ? ' transposed' : ''}${unitriangular ? ' unit' : ''}`,
  )(t, b);
}

const inverse = differentiable({
  name: 'linalg.inv',
  forward: (a) => {
    const batch = readBatch('inv', a!, { square: true });
    const identity = dense.Matrix.identity(batch.rows);
    const inverses = factorAll('inv', batch).map((solver) => solver(identity));
    return collectMatrices(inverses, batch.lead, batch.rows, batch.cols, a!);
  },
  backward: (g, { output: y }) => adjoint(y).matmul(g).matmul(adjoint(y)).neg(),
});

/**
 * A⁻¹ of shape […, n, n]. To solve a system, `solve` is faster and more accurate.
 *
 * @throws LinalgError when A is singular, exactly or to working precision (with its condition number)
 */
export const inv = (a: Tensor): Tensor => inverse(a);

const determinant = differentiable({
  name: 'linalg.det',
  forward: (a) => {
    const batch = readBatch('det', a!, { square: true });
    const values = batch.matrices.map((m) => [dense.luDeterminant(dense.luFactor(m)).det]);
    return collect(values, batch.lead, [], a!);
  },
  backward: (g, { inputs: [a], output }) => {
    const weight = g.unsqueeze(-1).unsqueeze(-1);
    const batch = readBatch('det', a!, { square: true });
    const regular = batch.matrices.every(
      (m) => dense.conditionEstimate(m, dense.luFactor(m)) < 1e12,
    );
    if (regular) return weight.mul(output.unsqueeze(-1).unsqueeze(-1)).mul(adjoint(inv(a!)));
    return weight.mul(
      collectMatrices(batch.matrices.map(cofactors), batch.lead, batch.rows, batch.cols, a!),
    );
  },
});

/**
 * The cofactors ∂det A/∂aᵢⱼ, also of a singular A: with A = U·Σ·Vᵀ they are
 * det(U)·det(V)·U·diag(Π_{j≠i} σⱼ)·Vᵀ.
 */
function cofactors(a: dense.Matrix): dense.Matrix {
  const { u, s, vt } = dense.svd(a);
  const sign = Math.sign(
    dense.luDeterminant(dense.luFactor(u)).sign * dense.luDeterminant(dense.luFactor(vt)).sign,
  );
  const n = s.length;
  const others = Float64Array.from(
    s,
    (_, i) => sign * s.reduce((p, x, j) => (j === i ? p : p * x), 1),
  );
  const scaledU = u.clone();
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) scaledU.data[i * n + j]! *= others[j]!;
  return dense.multiply(scaledU, vt);
}

/** The determinant, of shape […]; 1 for 0 × 0. It overflows early: see `slogdet`. */
export const det = (a: Tensor): Tensor => determinant(a);

const signAndLog = differentiable({
  name: 'linalg.slogdet',
  forward: (a) => {
    const batch = readBatch('slogdet', a!, { square: true });
    const values = batch.matrices.map((m) => {
      const { sign, logAbs } = dense.luDeterminant(dense.luFactor(m));
      return [sign, logAbs];
    });
    return collect(values, batch.lead, [2], a!);
  },
  backward: (g, { inputs: [a] }) =>
    g
      .select(-1, 1)
      .unsqueeze(-1)
      .unsqueeze(-1)
      .mul(adjoint(inv(a!))),
});

/** det A = sign · exp(logabsdet), each of shape […]; sign 0 and −∞ when A is singular. */
export function slogdet(a: Tensor): { readonly sign: Tensor; readonly logabsdet: Tensor } {
  const both = signAndLog(a);
  return { sign: both.select(-1, 0).detach(), logabsdet: both.select(-1, 1) };
}

export interface LeastSquares {
  /** X of smallest norm among those that minimise ‖A·X − B‖: […, n, k] */
  readonly solution: Tensor;
  /** Σ over rows of (A·X − B)², […, k] */
  readonly residuals: Tensor;
  /** number of singular values above rcond · the largest: […], int32 */
  readonly rank: Tensor;
  /** singular values of A, descending: […, min(m, n)] */
  readonly singularValues: Tensor;
}

/**
 * Least squares: X that minimises ‖A·X − B‖, and among several the one of smallest norm, through the
 * singular values. Neither the shape nor the rank of A matters.
 *
 * The solution is differentiable where the rank does not change.
 *
 * @param a […, m, n]
 * @param b […, m, k], or a vector […, m]; the same leading axes
 * @param options.rcond singular values below rcond · the largest count as 0; max(m, n)·ε by default
 */
export function lstsq(
  a: Tensor,
  b: Tensor,
  options: { readonly rcond?: number | undefined } = {},
): LeastSquares {
  if (b.ndim === 1 || (b.ndim === a.ndim - 1 && sameShape(b.shape, a.shape.slice(0, -1)))) {
    const { solution, residuals, ...rest } = lstsq(a, b.unsqueeze(-1), options);
    return { solution: solution.squeeze(-1), residuals: residuals.squeeze(-1), ...rest };
  }
  const left = readBatch('lstsq', a);
  const right = readBatch('lstsq', b);
  if (left.rows !== right.rows || !sameShape(left.lead, right.lead))
    raise(ShapeError, linalgErrors, 'linalg.shapes', {
      op: 'lstsq',
      what: 'B',
      expected: [...left.lead, left.rows, 'k'],
      got: b.shape,
    });
  const { rcond = epsilonOf(a) * Math.max(left.rows, left.cols) } = options;
  const k = right.cols;
  const parts = left.matrices.map((matrix, i) => {
    const { x, rank, singular: s } = dense.leastSquares(matrix, right.matrices[i]!, rcond);
    const fitted = dense.multiply(matrix, x);
    const squares = new Float64Array(k);
    for (let p = 0; p < fitted.data.length; p++)
      squares[p % k]! += (fitted.data[p]! - right.matrices[i]!.data[p]!) ** 2;
    return { x, s, rank, squares };
  });
  const exact = collect(
    parts.map(({ x }) => x.data),
    left.lead,
    [left.cols, k],
    a,
  );
  const solution = wantsGradient(a, b) ? pinv(a, { rtol: rcond }).matmul(b) : exact;
  return {
    solution,
    residuals: wantsGradient(a, b)
      ? a.matmul(solution).sub(b).square().sum(-2)
      : collect(
          parts.map(({ squares }) => squares),
          left.lead,
          [k],
          a,
        ),
    rank: collect(
      parts.map(({ rank }) => [rank]),
      left.lead,
      [],
      a.detach(),
    ).to('int32'),
    singularValues: collect(
      parts.map(({ s }) => s),
      left.lead,
      [Math.min(left.rows, left.cols)],
      a,
    ),
  };
}
