import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'roc',
  title: { fr: 'La courbe ROC et son aire', en: 'The ROC curve and its area' },
  kind: 'code',
  tier: 2,
  minutes: 18,
  tasks: [
    {
      id: 'curve',
      points: 3,
      fr: 'Écrivez `rocCurve(truth, scores)` : la liste des points `[fausses alarmes, rappel]`, à partir de `[0, 0]`.',
      en: 'Write `rocCurve(truth, scores)`: the list of points `[false alarms, recall]`, from `[0, 0]`.',
    },
    {
      id: 'area',
      points: 2,
      fr: 'Écrivez `areaUnder(points)`, l’aire sous une suite de points, par trapèzes.',
      en: 'Write `areaUnder(points)`, the area under a series of points, by trapezia.',
    },
  ],
  exports: ['rocCurve', 'areaUnder'],
  diagnoses: [
    {
      id: 'ascending',
      rule: 'roc',
      fr: 'Vous parcourez les scores du plus bas au plus haut : les premiers annoncés sont ceux de score élevé.',
      en: 'You go through the scores from the lowest to the highest: the first announced are those with a high score.',
    },
    {
      id: 'no-origin',
      rule: 'roc',
      fr: 'La courbe commence en [0, 0], où rien n’est annoncé.',
      en: 'The curve begins at [0, 0], where nothing is announced.',
    },
    {
      id: 'ties-split',
      rule: 'roc',
      fr: 'Des exemples de même score donnent ici plusieurs points. Ils passent le seuil ensemble.',
      en: 'Examples of equal score give several points here. They pass the threshold together.',
    },
    {
      id: 'axes-swapped',
      rule: 'roc',
      fr: 'Vos axes sont échangés : fausses alarmes d’abord, rappel ensuite.',
      en: 'Your axes are swapped: false alarms first, recall second.',
    },
    {
      id: 'rectangles',
      rule: 'area',
      fr: 'Vous additionnez des rectangles : prenez la moyenne des deux hauteurs.',
      en: 'You add rectangles: take the mean of both heights.',
    },
  ],
});
