/**
 * The similarities that t-SNE keeps: p(j|i), a Gaussian around each point whose width is chosen so that the
 * point has a given effective number of neighbours, the perplexity (van der Maaten & Hinton, 2008).
 */

/** Symmetric similarities of n points, in compressed rows; only pairs i < j are stored. They sum to ½. */
export interface Affinities {
  readonly n: number;
  readonly indptr: Int32Array<ArrayBufferLike>;
  readonly indices: Int32Array<ArrayBufferLike>;
  readonly values: Float64Array<ArrayBufferLike>;
}

const entropyTolerance = 1e-5;
const maxSteps = 100;

/**
 * Turns rows of squared distances (n × k, changed in place) into p(j|i) = exp(−βᵢ·d²)/Σ, with βᵢ found by
 * bisection so that the entropy of row i is log(perplexity). Entries equal to Infinity get 0.
 */
export function conditionalProbabilities(
  squared: Float64Array<ArrayBufferLike>,
  n: number,
  k: number,
  perplexity: number,
): void {
  const wanted = Math.log(perplexity);
  for (let i = 0; i < n; i++) {
    const row = squared.subarray(i * k, (i + 1) * k);
    // Taking the nearest distance away changes no probability and keeps the sum from vanishing.
    let nearest = Infinity;
    let mean = 0;
    let counted = 0;
    for (let j = 0; j < k; j++) {
      const d = row[j]!;
      if (d < nearest) nearest = d;
      if (d < Infinity) {
        mean += d;
        counted++;
      }
    }
    mean = counted > 0 ? mean / counted - nearest : 0;
    // One unit of distance as a first guess, so that the search does not depend on the data's scale.
    let beta = mean > 0 ? 1 / mean : 1;
    let low = 0;
    let high = Infinity;
    for (let step = 0; step < maxSteps; step++) {
      let sum = 0;
      let moment = 0;
      for (let j = 0; j < k; j++) {
        const d = row[j]!;
        if (d === Infinity) continue;
        const p = Math.exp(-beta * (d - nearest));
        sum += p;
        moment += p * (d - nearest);
      }
      const difference = Math.log(sum) + (beta * moment) / sum - wanted;
      if (Math.abs(difference) <= entropyTolerance) break;
      if (difference > 0) {
        low = beta;
        beta = high === Infinity ? beta * 2 : (beta + high) / 2;
      } else {
        high = beta;
        beta = (beta + low) / 2;
      }
      if (!Number.isFinite(beta)) break;
    }
    if (!Number.isFinite(beta)) beta = low;
    let sum = 0;
    for (let j = 0; j < k; j++) {
      const d = row[j]!;
      const p = d === Infinity ? 0 : Math.exp(-beta * (d - nearest));
      row[j] = p;
      sum += p;
    }
    for (let j = 0; j < k; j++) row[j]! /= sum;
  }
}

/**
 * pᵢⱼ = (p(j|i) + p(i|j)) / 2n for the neighbours of each point.
 *
 * @param neighbours n × k numbers of points
 * @param conditional n × k probabilities p(j|i)
 */
export function jointAffinities(
  neighbours: Int32Array<ArrayBufferLike>,
  conditional: Float64Array<ArrayBufferLike>,
  n: number,
  k: number,
): Affinities {
  // Each directed pair is put into the row of its smaller end; a row then meets a pair once or twice.
  const starts = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) {
    for (let t = i * k; t < (i + 1) * k; t++) starts[Math.min(i, neighbours[t]!) + 1]!++;
  }
  for (let i = 0; i < n; i++) starts[i + 1]! += starts[i]!;
  const ends = new Int32Array(n * k);
  const shares = new Float64Array(n * k);
  const fill = starts.slice(0, n);
  let total = 0;
  for (let i = 0; i < n; i++) {
    for (let t = i * k; t < (i + 1) * k; t++) {
      const j = neighbours[t]!;
      const place = fill[Math.min(i, j)]!++;
      ends[place] = Math.max(i, j);
      shares[place] = conditional[t]!;
      total += conditional[t]!;
    }
  }
  const indptr = new Int32Array(n + 1);
  const indices = new Int32Array(n * k);
  const values = new Float64Array(n * k);
  const where = new Int32Array(n).fill(-1);
  let end = 0;
  for (let i = 0; i < n; i++) {
    const from = end;
    for (let t = starts[i]!; t < starts[i + 1]!; t++) {
      const j = ends[t]!;
      const place = where[j]!;
      if (place >= from) values[place]! += shares[t]!;
      else {
        where[j] = end;
        indices[end] = j;
        values[end++] = shares[t]!;
      }
    }
    indptr[i + 1] = end;
  }
  const scale = 1 / (2 * Math.max(total, Number.MIN_VALUE));
  for (let t = 0; t < end; t++) values[t]! *= scale;
  return { n, indptr, indices: indices.slice(0, end), values: values.slice(0, end) };
}
