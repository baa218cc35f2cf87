// [fr] sigma : l'écart-type, strictement positif.
// [en] sigma: the standard deviation, greater than zero.
export function gaussianDensity(x: number, mu: number, sigma: number): number {
  throw new Error('TODO');
}

// [fr] u : uniforme, de 0 compris à 1 non compris. Le résultat : 1 si u < p, 0 sinon.
// [en] u: uniform, from 0 included to 1 excluded. The result: 1 if u < p, else 0.
export function bernoulli(p: number, u: number): number {
  throw new Error('TODO');
}

// [fr] u1 et u2 : deux nombres uniformes, u1 jamais nul.
// [en] u1 and u2: two uniform numbers, u1 never zero.
export function gaussianSample(mu: number, sigma: number, u1: number, u2: number): number {
  throw new Error('TODO');
}
