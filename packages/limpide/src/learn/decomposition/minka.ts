/**
 * How many components there are, from the eigenvalues alone: the Bayesian choice of Minka, "Automatic choice
 * of dimensionality for PCA" (NIPS 2000), equations 76–79, with Laplace's approximation of the evidence.
 */
import { logGamma } from '../../stats/special/index.ts';

const least = Number.EPSILON;

/** The number of components, 1 … d − 1, of greatest evidence. `spectrum`: d eigenvalues, descending. */
export function minkaDimension(spectrum: ArrayLike<number>, samples: number): number {
  let best = -Infinity;
  let chosen = 1;
  for (let rank = 1; rank < spectrum.length; rank++) {
    const evidence = logEvidence(spectrum, rank, samples);
    if (evidence > best) {
      best = evidence;
      chosen = rank;
    }
  }
  return chosen;
}

function logEvidence(spectrum: ArrayLike<number>, rank: number, n: number): number {
  const d = spectrum.length;
  if (spectrum[rank - 1]! < least) return -Infinity;
  // the prior of a basis of `rank` directions: the inverse of a Stiefel manifold's volume
  let prior = -rank * Math.LN2;
  for (let i = 1; i <= rank; i++) {
    const half = (d - i + 1) / 2;
    prior += logGamma(half) - Math.log(Math.PI) * half;
  }
  let kept = 0;
  for (let i = 0; i < rank; i++) kept += Math.log(spectrum[i]!);
  let noise = 0;
  for (let i = rank; i < d; i++) noise += spectrum[i]! / (d - rank);
  noise = Math.max(least, noise);
  const m = d * rank - (rank * (rank + 1)) / 2;
  // the curvature around the best basis, pair of directions by pair of directions
  let curvature = 0;
  for (let i = 0; i < rank; i++) {
    for (let j = i + 1; j < d; j++) {
      const other = j < rank ? spectrum[j]! : noise;
      curvature +=
        Math.log((spectrum[i]! - spectrum[j]!) * (1 / other - 1 / spectrum[i]!)) + Math.log(n);
    }
  }
  return (
    prior -
    (n / 2) * kept -
    ((n * (d - rank)) / 2) * Math.log(noise) +
    (Math.log(2 * Math.PI) * (m + rank)) / 2 -
    curvature / 2 -
    (rank * Math.log(n)) / 2
  );
}
