import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'matvec',
  title: { fr: 'Matrice fois vecteur', en: 'Matrix times vector' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'matvec',
      points: 2,
      fr: 'Écrivez `matvec(A, x)`, le produit de la matrice par le vecteur. Si la longueur de x n’est pas le nombre de colonnes, lancez une erreur.',
      en: 'Write `matvec(A, x)`, the product of the matrix and the vector. If the length of x is not the number of columns, throw an error.',
    },
  ],
  exports: ['matvec'],
  diagnoses: [
    {
      id: 'columns-for-rows',
      rule: 'rows',
      fr: 'Vous faites le produit scalaire des colonnes avec x : c’est la matrice transposée. Une composante du résultat vient d’une ligne.',
      en: 'You take the dot product of the columns with x: that is the transposed matrix. A component of the result comes from a row.',
    },
    {
      id: 'not-summed',
      rule: 'rows',
      fr: 'Vous multipliez chaque ligne par x rang par rang, sans additionner : le résultat est encore une matrice repliée. Il faut un nombre par ligne.',
      en: 'You multiply each row by x rank by rank without adding it up. There must be one number per row.',
    },
    {
      id: 'no-size-check',
      rule: 'sizes',
      fr: 'Un vecteur trop long est tronqué sans bruit : il faut une erreur.',
      en: 'A vector that is too long is cut silently: an error is wanted.',
    },
  ],
});
