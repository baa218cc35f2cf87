// [fr] rates : forme [m] ; widths : forme [n] ; losses : forme [m, n], sans égalité.
// [en] rates: shape [m]; widths: shape [n]; losses: shape [m, n], without ties.
// [fr] Le résultat : un taux et une largeur, forme [2].
// [en] The result: a rate and a width, shape [2].
export function searchGrid(
  rates: readonly number[],
  widths: readonly number[],
  losses: readonly (readonly number[])[],
): number[] {
  throw new Error('TODO');
}
