/**
 * The eigenvalues of a diagonal matrix plus a rank-one term, D + ρ·z·zᵀ: roots of the secular equation
 *
 *   f(λ) = 1/ρ + Σᵢ zᵢ² / (dᵢ − λ) = 0,   ρ > 0,  d₀ < d₁ < …
 *
 * f increases from −∞ to +∞ between two neighbouring d, so each gap holds one root, and the last one lies
 * in (d₍ₖ₋₁₎, d₍ₖ₋₁₎ + ρ‖z‖²). A Newton step would fit a line to something with two poles; the step here
 * fits a constant and both poles (Li, LAPACK Working Note 89, 1993), and is quadratic at once.
 */

/**
 * Root number j. Written into `gaps`: dᵢ − λ for every i, each to full relative accuracy, which is what
 * eigenvectors need; λ itself is returned.
 */
export function secularRoot(
  j: number,
  d: Float64Array<ArrayBufferLike>,
  z: Float64Array<ArrayBufferLike>,
  rho: number,
  gaps: Float64Array<ArrayBufferLike>,
): number {
  const k = d.length;
  const inverse = 1 / rho;
  const last = j === k - 1;
  let norm = 0;
  for (let i = 0; i < k; i++) norm += z[i]! * z[i]!;
  const width = last ? rho * norm : d[j + 1]! - d[j]!;
  // The root is looked for as a distance μ from the nearer pole: λ would lose the digits of dⱼ − λ.
  let middle = inverse;
  for (let i = 0; i < k; i++) middle += (z[i]! * z[i]!) / (d[i]! - d[j]! - width / 2);
  const origin = !last && middle < 0 ? j + 1 : j;
  let low = origin === j ? 0 : -width / 2;
  let high = origin === j ? (last ? width : width / 2) : 0;
  if (last && middle < 0) low = width / 2;
  if (last && middle >= 0) high = width / 2;
  let mu = origin === j && low === 0 ? high / 2 : (low + high) / 2;
  if (origin !== j) mu = low / 2;
  const from = d[origin]!;
  const left = last ? Math.max(0, k - 2) : j; // the poles that the step keeps: left and left + 1
  for (let iteration = 0; iteration < 120; iteration++) {
    // ψ: the poles up to `left`, all on one side of the root; φ: the others
    let psi = 0;
    let psiSlope = 0;
    let phi = 0;
    let phiSlope = 0;
    for (let i = 0; i < k; i++) {
      const gap = d[i]! - from - mu;
      gaps[i] = gap;
      const ratio = z[i]! / gap;
      if (i <= left) {
        psi += z[i]! * ratio;
        psiSlope += ratio * ratio;
      } else {
        phi += z[i]! * ratio;
        phiSlope += ratio * ratio;
      }
    }
    const f = inverse + psi + phi;
    const size = inverse + Math.abs(psi) + Math.abs(phi);
    if (Math.abs(f) <= 2 ** -52 * (size + Math.abs(mu) * (psiSlope + phiSlope))) break;
    if (f < 0) low = Math.max(low, mu);
    else high = Math.min(high, mu);
    const d1 = gaps[left]!;
    const d2 = gaps[Math.min(left + 1, k - 1)]!;
    let next = Number.NaN;
    if (k > 1) {
      const c = f - d1 * psiSlope - d2 * phiSlope;
      const a = (d1 + d2) * f - d1 * d2 * (psiSlope + phiSlope);
      const b = d1 * d2 * f;
      // both roots of c·η² − a·η + b, each without cancellation
      const q = 0.5 * (a + Math.sign(a || 1) * Math.sqrt(Math.max(0, a * a - 4 * b * c)));
      const first = mu + b / q;
      const second = mu + q / c;
      next = first > low && first < high ? first : second;
    } else next = mu - f / psiSlope;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (next === mu || next === low || next === high) break;
    mu = next;
  }
  for (let i = 0; i < k; i++) gaps[i] = d[i]! - from - mu;
  return from + mu;
}

/**
 * ẑ: not z but the vector for which the computed roots are exact. Components ẑᵢ / (dᵢ − λⱼ) give vectors that are
 * orthogonal to machine precision, however close the roots are (Gu & Eisenstat, 1994, eq. 3.3):
 * ρ·ẑᵢ² = Πⱼ (λⱼ − dᵢ) / Π_{j≠i} (dⱼ − dᵢ).
 *
 * @param gaps row j: dᵢ − λⱼ
 * @returns √ρ·ẑ, with the signs of z
 */
export function correctedZ(
  d: Float64Array<ArrayBufferLike>,
  z: Float64Array<ArrayBufferLike>,
  gaps: Float64Array<ArrayBufferLike>,
): Float64Array<ArrayBuffer> {
  const k = d.length;
  const squares = new Float64Array(k);
  for (let i = 0; i < k; i++) squares[i] = -gaps[i * k + i]!;
  for (let j = 0; j < k; j++)
    for (let i = 0; i < k; i++) if (i !== j) squares[i]! *= gaps[j * k + i]! / (d[i]! - d[j]!);
  return squares.map((square, i) => Math.sign(z[i]!) * Math.sqrt(Math.abs(square)));
}
