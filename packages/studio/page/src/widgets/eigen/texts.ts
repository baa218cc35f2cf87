/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    matrix: 'Matrice',
    names: {
      symmetric: 'symétrique',
      general: 'quelconque',
      flip: 'valeurs 2 et −1',
      rotation: 'rotation',
    },
    point: 'Vecteur x, de norme 1 : les flèches du clavier le déplacent',
    turn: 'angle de x (°)',
    apply: 'Appliquer A une fois',
    applied: (steps: number): string => `A appliquée ${steps} fois`,
    between: 'angle entre x et Ax',
    quotient: 'x · Ax',
    aligned: (value: string) => `x est un vecteur propre, de valeur propre ${value}.`,
    turned: 'A fait tourner x.',
    values: 'valeurs propres',
    complex: 'aucune n’est réelle',
  },
  en: {
    matrix: 'Matrix',
    names: {
      symmetric: 'symmetric',
      general: 'any',
      flip: 'values 2 and −1',
      rotation: 'rotation',
    },
    point: 'Vector x, of norm 1: the arrow keys move it',
    turn: 'angle of x (°)',
    apply: 'Apply A once',
    applied: (steps: number): string => `A applied ${steps} ${steps === 1 ? 'time' : 'times'}`,
    between: 'angle between x and Ax',
    quotient: 'x · Ax',
    aligned: (value: string) => `x is an eigenvector, with eigenvalue ${value}.`,
    turned: 'A turns x.',
    values: 'eigenvalues',
    complex: 'none is real',
  },
});
