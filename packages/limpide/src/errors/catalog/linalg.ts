/** Sentences about matrices: their shapes, decompositions that do not exist, systems without a solution. */
import type { Catalog } from '../error.ts';

export const linalgErrors = {
  'linalg.data': {
    en: '{op}: {count} values do not fill a matrix of {rows} × {cols}. Give rows · cols values, row after row.',
    fr: '{op} : {count} valeurs ne remplissent pas une matrice de {rows} × {cols}. Donnez rows · cols valeurs, ligne après ligne.',
  },
  'linalg.ragged': {
    en: '{op}: row {row} has {got} values, the first row has {expected}. Every row of a matrix must have the same length.',
    fr: '{op} : la ligne {row} a {got} valeurs, la première en a {expected}. Toutes les lignes d’une matrice doivent avoir la même longueur.',
  },
  'linalg.rank': {
    en: '{op}: expected {expected}, got a tensor of shape {got}. Use reshape or unsqueeze.',
    fr: '{op} : {expected} était attendu, reçu un tenseur de forme {got}. Utilisez reshape ou unsqueeze.',
  },
  'linalg.inner': {
    en: '{op}: {a} and {b} matrices cannot be multiplied: the first has {ka} columns, the second {kb} rows (after transposition). Transpose one of them.',
    fr: '{op} : des matrices de {a} et de {b} ne se multiplient pas : la première a {ka} colonnes, la seconde {kb} lignes (après transposition). Transposez l’une des deux.',
  },
  'linalg.index': {
    en: '{op}: {what} {got} is out of range: it must lie between 0 and {last}.',
    fr: '{op} : {what} {got} est hors de portée : il faut un entier entre 0 et {last}.',
  },
  'linalg.csr': {
    en: '{op}: this is not a matrix in compressed rows: {problem}. Build it with CSRMatrix.fromTriplets or CSRMatrix.fromDense.',
    fr: '{op} : ce n’est pas une matrice en lignes compressées : {problem}. Construisez-la avec CSRMatrix.fromTriplets ou CSRMatrix.fromDense.',
  },
  'linalg.shapes': {
    en: '{op}: {what} should be {expected}, got {got}.',
    fr: '{op} : {what} devrait être {expected}, reçu {got}.',
  },
} as const satisfies Catalog;
