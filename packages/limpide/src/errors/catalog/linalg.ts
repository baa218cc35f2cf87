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
  'linalg.square': {
    en: '{op}: expected square matrices, of shape […, n, n], got {got}. For a matrix that is not square, use lstsq, pinv, svd or qr.',
    fr: '{op} : des matrices carrées étaient attendues, de forme […, n, n], reçu {got}. Pour une matrice non carrée, utilisez lstsq, pinv, svd ou qr.',
  },
  'linalg.dtype': {
    en: '{op}: expected float32 or float64, got {got}. Convert with .to("float64") or .to("float32").',
    fr: '{op} : float32 ou float64 était attendu, reçu {got}. Convertissez avec .to("float64") ou .to("float32").',
  },
  'linalg.finite': {
    en: '{op}: the matrix{batch} holds {got} at row {row}, column {col}. Find where it comes from (detectAnomaly), or replace it, before factorising.',
    fr: '{op} : la matrice{batch} contient {got} à la ligne {row}, colonne {col}. Cherchez d’où il vient (detectAnomaly), ou remplacez-le, avant de factoriser.',
  },
  'linalg.empty': {
    en: '{op}: the matrix of shape {got} has no element, and {op} of it has no meaning.',
    fr: '{op} : la matrice de forme {got} n’a aucun élément, et {op} n’y a pas de sens.',
  },
  'linalg.singular': {
    en: '{op}: the matrix{batch} is singular: pivot {pivot} of {size} (counted from 0) is exactly 0, so one row is a combination of the others. Use lstsq or pinv for the solution of least norm, or add a ridge to the diagonal (A + λI).',
    fr: '{op} : la matrice{batch} est singulière : le pivot {pivot} sur {size} (compté depuis 0) vaut exactement 0, donc une ligne est combinaison des autres. Utilisez lstsq ou pinv pour la solution de norme minimale, ou ajoutez une crête à la diagonale (A + λI).',
  },
  'linalg.nearSingular': {
    en: '{op}: the matrix{batch} is singular to working precision: its condition number is about {condition}, so no digit of the result would be right. Use lstsq or pinv with an rtol, rescale the columns, or add a ridge to the diagonal (A + λI).',
    fr: '{op} : la matrice{batch} est singulière à la précision de calcul : son conditionnement est d’environ {condition}, si bien qu’aucun chiffre du résultat ne serait juste. Utilisez lstsq ou pinv avec un rtol, remettez les colonnes à l’échelle, ou ajoutez une crête à la diagonale (A + λI).',
  },
  'linalg.triangular': {
    en: '{op}: the triangular matrix{batch} is singular: element {pivot} of its diagonal (counted from 0) is 0. Use lstsq or pinv, or add a ridge to the diagonal.',
    fr: '{op} : la matrice triangulaire{batch} est singulière : l’élément {pivot} de sa diagonale (compté depuis 0) est nul. Utilisez lstsq ou pinv, ou ajoutez une crête à la diagonale.',
  },
  'linalg.positive': {
    en: '{op}: the matrix{batch} is not positive definite: its leading minor of order {minor} is not positive (pivot {pivot}). Check that it is symmetric; if it is a covariance that rounding has spoilt, add a small ridge to the diagonal (A + λI), or use eigh.',
    fr: '{op} : la matrice{batch} n’est pas définie positive : son mineur principal d’ordre {minor} n’est pas positif (pivot {pivot}). Vérifiez qu’elle est symétrique ; si c’est une covariance abîmée par les arrondis, ajoutez une petite crête à la diagonale (A + λI), ou utilisez eigh.',
  },
  'linalg.convergence': {
    en: '{op}: no convergence after {iterations} iterations. Check that the matrix is finite and not scaled beyond the range of its dtype.',
    fr: '{op} : pas de convergence après {iterations} itérations. Vérifiez que la matrice est finie et que son échelle ne dépasse pas le domaine de son type.',
  },
  'linalg.power': {
    en: '{op}: vector {index} has not converged after {iterations} iterations (its direction still changes by {change}). Raise maxIter or tol; two eigenvalues of nearly the same size make it slow: use eigh or eig then.',
    fr: '{op} : le vecteur {index} n’a pas convergé après {iterations} itérations (sa direction change encore de {change}). Augmentez maxIter ou tol ; deux valeurs propres de tailles voisines le ralentissent : utilisez alors eigh ou eig.',
  },
  'linalg.gradient': {
    en: '{op} has no gradient, and its input has requiresGrad. Pass x.detach(), or use {remedy}.',
    fr: '{op} n’a pas de gradient, et son entrée a requiresGrad. Passez x.detach(), ou utilisez {remedy}.',
  },
  'linalg.batch': {
    en: '{op}: the leading axes {a} and {b} do not broadcast: counted from the right, two sizes must be equal or one of them 1.',
    fr: '{op} : les premiers axes {a} et {b} ne se diffusent pas : comptées depuis la droite, deux tailles doivent être égales ou l’une valoir 1.',
  },
  'linalg.option': {
    en: '{op}: {name} should be {expected}, got {got}.',
    fr: '{op} : {name} devrait être {expected}, reçu {got}.',
  },
} as const satisfies Catalog;
