/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    tip: (name: string) => `Image du vecteur de base ${name} : les flèches du clavier la déplacent`,
    point: 'Point x : les flèches du clavier le déplacent',
    matrix: 'matrice',
    determinant: 'déterminant',
    eigen: 'directions propres',
    semicolon: ' ;',
    values: 'valeurs propres',
    none: 'aucune : toute direction tourne',
    all: 'toutes',
    meaning: (value: number): string =>
      value === 0
        ? 'le plan est écrasé'
        : value < 0
          ? 'le plan est retourné'
          : 'le plan garde son sens',
    show: 'montrer les directions propres',
  },
  en: {
    tip: (name: string) => `Image of basis vector ${name}: the arrow keys move it`,
    point: 'Point x: the arrow keys move it',
    matrix: 'matrix',
    determinant: 'determinant',
    eigen: 'eigen directions',
    semicolon: ';',
    values: 'eigenvalues',
    none: 'none: every direction turns',
    all: 'all',
    meaning: (value: number): string =>
      value === 0
        ? 'the plane is crushed'
        : value < 0
          ? 'the plane is flipped over'
          : 'the plane keeps its sense',
    show: 'show the eigen directions',
  },
});
