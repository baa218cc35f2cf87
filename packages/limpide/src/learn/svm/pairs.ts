/**
 * Several classes as all pairs of two: votes, one score per class, and probabilities that agree with those of the
 * pairs. Pair number k runs over (0, 1), (0, 2) … (1, 2) …; a positive score speaks for the first class of it.
 */

/** All (a, b) with a < b < k. */
export function pairsOf(k: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let a = 0; a < k; a++) for (let b = a + 1; b < k; b++) pairs.push([a, b]);
  return pairs;
}

/** The class with the most votes in each row (the first one, when several are). */
export function mostVotes(scores: Float64Array, rows: number, k: number): Int32Array<ArrayBuffer> {
  const pairs = pairsOf(k);
  const out = new Int32Array(rows);
  const votes = new Int32Array(k);
  for (let i = 0; i < rows; i++) {
    votes.fill(0);
    pairs.forEach(([a, b], p) => {
      votes[scores[i * pairs.length + p]! > 0 ? a : b]!++;
    });
    let best = 0;
    for (let c = 1; c < k; c++) if (votes[c]! > votes[best]!) best = c;
    out[i] = best;
  }
  return out;
}

/** Votes, plus the sum of scores squeezed into (−⅓, ⅓) to order classes with as many: `[n, k]`. */
export function scoresPerClass(
  scores: Float64Array,
  rows: number,
  k: number,
): Float64Array<ArrayBuffer> {
  const pairs = pairsOf(k);
  const out = new Float64Array(rows * k);
  const sums = new Float64Array(k);
  for (let i = 0; i < rows; i++) {
    sums.fill(0);
    pairs.forEach(([a, b], p) => {
      const score = scores[i * pairs.length + p]!;
      sums[a]! += score;
      sums[b]! -= score;
      out[i * k + (score >= 0 ? a : b)]! += 1;
    });
    for (let c = 0; c < k; c++) out[i * k + c]! += sums[c]! / (3 * (Math.abs(sums[c]!) + 1));
  }
  return out;
}

/**
 * Class probabilities p from r[a][b] ≈ P(a | a or b): the p that minimise Σ (r_ba·p_a − r_ab·p_b)² (Wu, Lin & Weng,
 * 2004, the second approach), by the fixed-point iteration of the paper.
 */
export function coupled(r: Float64Array, k: number, out: Float64Array): void {
  if (k === 2) {
    out[0] = r[1]!;
    out[1] = 1 - r[1]!;
    return;
  }
  const Q = new Float64Array(k * k);
  for (let a = 0; a < k; a++)
    for (let b = 0; b < k; b++) {
      if (a === b) continue;
      Q[a * k + a]! += r[b * k + a]! * r[b * k + a]!;
      Q[a * k + b] = -r[b * k + a]! * r[a * k + b]!;
    }
  out.fill(1 / k, 0, k);
  const Qp = new Float64Array(k);
  for (let round = 0; round < Math.max(100, k); round++) {
    let pQp = 0;
    for (let a = 0; a < k; a++) {
      let sum = 0;
      for (let b = 0; b < k; b++) sum += Q[a * k + b]! * out[b]!;
      Qp[a] = sum;
      pQp += out[a]! * sum;
    }
    let worst = 0;
    for (let a = 0; a < k; a++) worst = Math.max(worst, Math.abs(Qp[a]! - pQp));
    if (worst < 0.005 / k) break;
    for (let a = 0; a < k; a++) {
      const change = (pQp - Qp[a]!) / Q[a * k + a]!;
      out[a]! += change;
      pQp = (pQp + change * (change * Q[a * k + a]! + 2 * Qp[a]!)) / (1 + change) ** 2;
      for (let b = 0; b < k; b++) {
        Qp[b] = (Qp[b]! + change * Q[a * k + b]!) / (1 + change);
        out[b]! /= 1 + change;
      }
    }
  }
}
