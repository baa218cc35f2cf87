/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    rank: 'nombre d’axes',
    size: (axis: number) => `taille de l’axe ${axis}`,
    index: (axis: number) => `indice sur l’axe ${axis}`,
    blocks: (name: string) => `Les blocs : ${name}`,
    walkBlocks:
      'Les blocs : flèches sur une ligne et d’une ligne à l’autre, pages d’un bloc à l’autre',
    walkMemory: 'La mémoire : flèches d’une place à l’autre',
    memory: 'La mémoire',
    strides: 'pas',
    cells: (n: number): string => (n > 1 ? 'cases' : 'case'),
    shape: 'forme',
    place: 'place',
    cell: (index: string, place: number) => `Indice ${index}, place ${place}`,
    names: ['scalaire', 'vecteur', 'matrice', 'tenseur de rang 3'],
  },
  en: {
    rank: 'number of axes',
    size: (axis: number) => `size of axis ${axis}`,
    index: (axis: number) => `index on axis ${axis}`,
    blocks: (name: string) => `The blocks: ${name}`,
    walkBlocks: 'The blocks: arrow keys along and across the rows, page keys from block to block',
    walkMemory: 'Memory: arrow keys from place to place',
    memory: 'Memory',
    strides: 'strides',
    cells: (n: number): string => (n === 1 ? 'cell' : 'cells'),
    shape: 'shape',
    place: 'place',
    cell: (index: string, place: number) => `Index ${index}, place ${place}`,
    names: ['scalar', 'vector', 'matrix', 'tensor of rank 3'],
  },
});
