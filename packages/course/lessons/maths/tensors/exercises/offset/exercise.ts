import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'offset',
  title: { fr: 'Trouver une case dans la mémoire', en: 'Finding a cell in memory' },
  kind: 'code',
  tier: 2,
  minutes: 10,
  tasks: [
    {
      id: 'strides',
      points: 2,
      fr: 'Écrivez `stridesOf(shape)`, le pas de chaque axe dans l’ordre par lignes.',
      en: 'Write `stridesOf(shape)`, the stride of each axis in row-major order.',
    },
    {
      id: 'offset',
      points: 2,
      fr: 'Écrivez `offsetOf(index, shape)`, la place de la case, comptée depuis 0. Si un indice sort de son axe, lancez une erreur.',
      en: 'Write `offsetOf(index, shape)`, the place of the cell, counted from 0. If an index leaves its axis, throw an error.',
    },
  ],
  exports: ['offsetOf'],
  diagnoses: [
    {
      id: 'column-major',
      rule: 'strides',
      fr: 'Chez vous, le premier indice varie le plus vite : c’est l’ordre par colonnes. Par lignes, c’est le dernier.',
      en: 'With you the first index varies fastest: that is column-major order. In row-major order it is the last.',
    },
    {
      id: 'own-size',
      rule: 'strides',
      fr: 'Vous comptez la taille de l’axe lui-même dans son pas : seules comptent celles des axes qui le suivent.',
      en: 'You count the size of the axis itself in its stride: only the axes after it count.',
    },
    {
      id: 'sum-of-sizes',
      rule: 'strides',
      fr: 'Vous additionnez les tailles des axes suivants : il faut les multiplier.',
      en: 'You add the sizes of the axes that follow: multiply them.',
    },
    {
      id: 'no-bounds',
      rule: 'bounds',
      fr: 'Un indice hors de son axe donne la place d’une autre case au lieu d’une erreur.',
      en: 'An index outside its axis gives the place of another cell instead of an error.',
    },
    {
      id: 'from-one',
      rule: 'offset',
      fr: 'Votre place compte depuis 1. La première case est à la place 0.',
      en: 'Your place counts from 1. The first cell is at place 0.',
    },
  ],
});
