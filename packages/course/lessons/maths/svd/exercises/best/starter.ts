import { matmul, matvec, norm, powerIteration, rankOne, transpose } from '@me/engine';

// [fr] A : forme [m, n]. k : de 0 à min(m, n). Le résultat : forme [m, n].
// [en] A: shape [m, n]. k: from 0 to min(m, n). The result: shape [m, n].
// [fr] Un départ commode pour la puissance : 1, 1/2, 1/3… ; 300 pas suffisent ici.
// [en] A handy start for power iteration: 1, 1/2, 1/3…; 300 steps are enough here.
export function bestRank(A: readonly (readonly number[])[], k: number): number[][] {
  throw new Error('TODO');
}
