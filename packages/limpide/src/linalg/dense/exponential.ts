/**
 * The exponential of a matrix: scaling and squaring with a Padé approximant (Higham, "The scaling and
 * squaring method for the matrix exponential revisited", 2005).
 *
 * eᴬ = (e^(A/2ˢ))^(2ˢ). Near 0 the exponential is almost exactly a quotient of polynomials, p(A) / p(−A);
 * the degree is the smallest whose error is below a rounding at this norm.
 */
import { norm1 } from './condition.ts';
import { luFactor, luSolve } from './lu.ts';
import { Matrix } from './matrix.ts';
import { multiply } from './product.ts';

/** Up to which 1-norm a degree is exact to rounding (table 2.3 of the paper). */
const degrees: readonly (readonly [degree: number, norm: number])[] = [
  [3, 1.495585217958292e-2],
  [5, 2.53939833006323e-1],
  [7, 9.504178996162932e-1],
  [9, 2.097847961257068],
  [13, 5.371920351148152],
];

/** Coefficients of p: cⱼ = (2m − j)!·m! / ((2m)!·(m − j)!·j!). */
function padeCoefficients(m: number): number[] {
  const c = [1];
  for (let j = 1; j <= m; j++) c.push((c[j - 1]! * (m - j + 1)) / ((2 * m - j + 1) * j));
  return c;
}

/** eᴬ of a square matrix, float64. */
export function matrixExp(a: Matrix): Matrix {
  const n = a.rows;
  if (n === 0) return a.clone('float64');
  const norm = norm1(a);
  const [degree, limit] = degrees.find(([, most]) => norm <= most) ?? degrees.at(-1)!;
  const squarings = norm > limit ? Math.max(0, Math.ceil(Math.log2(norm / limit))) : 0;
  const x = combine([2 ** -squarings, a.clone('float64')]);
  const c = padeCoefficients(degree);
  const square = multiply(x, x);
  // p(X) = even(X²) + X·odd(X²), and p(−X) the same with a minus
  let even = combine([c[degree - 1]!, Matrix.identity(n)]);
  let odd = combine([c[degree]!, Matrix.identity(n)]);
  for (let j = degree - 3; j >= 0; j -= 2) {
    even = combine([1, multiply(even, square)], [c[j]!, Matrix.identity(n)]);
    odd = combine([1, multiply(odd, square)], [c[j + 1]!, Matrix.identity(n)]);
  }
  odd = multiply(x, odd);
  let result = luSolve(luFactor(combine([1, even], [-1, odd])), combine([1, even], [1, odd]));
  for (let i = 0; i < squarings; i++) result = multiply(result, result);
  return result;
}

/** Σ factor·matrix, of matrices of one shape. */
function combine(...terms: readonly (readonly [number, Matrix])[]): Matrix {
  const [, first] = terms[0]!;
  const out = Matrix.zeros(first.rows, first.cols);
  for (const [factor, { data }] of terms)
    for (let i = 0; i < data.length; i++) out.data[i]! += factor * data[i]!;
  return out;
}
