// [fr] table : des effectifs, forme [lignes, colonnes]. Le résultat : forme [lignes].
// [en] table: counts, shape [rows, columns]. The result: shape [rows].
export function marginal(table: readonly (readonly number[])[]): number[] {
  throw new Error('TODO');
}

// [fr] column : le rang de la colonne, à partir de 0. Le résultat : forme [lignes].
// [en] column: the rank of the column, from 0. The result: shape [rows].
export function conditional(table: readonly (readonly number[])[], column: number): number[] {
  throw new Error('TODO');
}
