/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    rows: 'lignes de A (m)',
    inner: 'taille intérieure (n)',
    columns: 'colonnes de B (p)',
    cell: (i: number, k: number, value: string) => `Ligne ${i}, colonne ${k} : ${value}`,
    entry: (name: string, i: number, k: number) => `${name}, ligne ${i}, colonne ${k}`,
    products: (n: number) => `${n} multiplications en tout`,
    how: 'Cliquez sur une case de C, ou parcourez-les avec les flèches. Les nombres de A et de B se modifient.',
    next: 'Case suivante',
    matrix: (name: string) => `Matrice ${name}`,
  },
  en: {
    rows: 'rows of A (m)',
    inner: 'inner size (n)',
    columns: 'columns of B (p)',
    cell: (i: number, k: number, value: string) => `Row ${i}, column ${k}: ${value}`,
    entry: (name: string, i: number, k: number) => `${name}, row ${i}, column ${k}`,
    products: (n: number) => `${n} multiplications in all`,
    how: 'Click a cell of C, or walk through them with the arrow keys. The numbers of A and B can be changed.',
    next: 'Next cell',
    matrix: (name: string) => `Matrix ${name}`,
  },
});
