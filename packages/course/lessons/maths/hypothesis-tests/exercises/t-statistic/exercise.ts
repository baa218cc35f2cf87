import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 't-statistic',
  title: { fr: 'La statistique t', en: 'The t statistic' },
  kind: 'code',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 't',
      points: 2,
      fr: 'Écrivez `tStatistic(x, y)`, l’écart des moyennes divisé par son erreur type, et lancez une erreur quand elle n’existe pas. Votre `variance` divise par n : à vous de la corriger.',
      en: 'Write `tStatistic(x, y)`, the gap between the means divided by its standard error, and throw an error when it does not exist. Your `variance` divides by n: correct it.',
    },
  ],
  exports: ['tStatistic'],
  diagnoses: [
    {
      id: 'biased',
      rule: 'unbiased',
      fr: 'Vos variances divisent par n et par m. Pour estimer celles des lois, on divise par n − 1 et m − 1.',
      en: 'Your variances divide by n and m. To estimate those of the laws, divide by n − 1 and m − 1.',
    },
    {
      id: 'no-root',
      rule: 'standard-error',
      fr: 'Vous divisez par le carré de l’erreur type : il manque la racine.',
      en: 'You divide by the square of the standard error: the root is missing.',
    },
    {
      id: 'no-sizes',
      rule: 'standard-error',
      fr: 'Vous additionnez les variances sans les diviser par la taille des groupes : t ne grandirait jamais avec le nombre de mesures.',
      en: 'You add the variances without dividing by the sizes of the groups: t would never grow with the number of measurements.',
    },
    {
      id: 'pooled',
      rule: 'standard-error',
      fr: 'Vous mettez les deux variances en commun, comme si elles étaient égales. Ici, chacune est divisée par la taille de son propre groupe.',
      en: 'You pool the two variances, as if they were equal. Here, each one is divided by the size of its own group.',
    },
    {
      id: 'other-way-round',
      fr: 'Le signe est retourné : c’est la moyenne de x moins celle de y.',
      en: 'The sign is flipped: it is the mean of x minus that of y.',
    },
    {
      id: 'no-check',
      rule: 'two-values',
      fr: 'Une seule valeur, ou deux groupes constants : vous rendez NaN ou l’infini. Lancez une erreur.',
      en: 'A single value, or two constant groups: you return NaN or infinity. Throw an error.',
    },
  ],
});
