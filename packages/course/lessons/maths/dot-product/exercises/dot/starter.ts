// [fr] a et b : n nombres chacun, forme [n]. Le résultat : un nombre.
// [en] a and b: n numbers each, shape [n]. The result: one number.
export function dot(a: readonly number[], b: readonly number[]): number {
  // [fr] 1. Si les longueurs diffèrent : throw new Error('…')
  // [en] 1. If the lengths differ: throw new Error('…')
  // [fr] 2. La somme des produits a[i] · b[i]
  // [en] 2. The sum of the products a[i] · b[i]
  throw new Error('TODO');
}
