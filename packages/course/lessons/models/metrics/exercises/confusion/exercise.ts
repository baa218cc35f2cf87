import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'confusion',
  title: { fr: 'Compter les erreurs', en: 'Count the mistakes' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'matrix',
      points: 2,
      fr: 'Écrivez `confusionMatrix(truth, scores, threshold)` : les quatre nombres.',
      en: 'Write `confusionMatrix(truth, scores, threshold)`: the four numbers.',
    },
    {
      id: 'rates',
      points: 2,
      fr: 'Écrivez `precisionRecall(counts)` : précision, rappel et F1, avec 0 quand un dénominateur est nul.',
      en: 'Write `precisionRecall(counts)`: precision, recall and F1, with 0 when a denominator is zero.',
    },
  ],
  exports: ['confusionMatrix', 'precisionRecall'],
  diagnoses: [
    {
      id: 'strict',
      rule: 'threshold',
      fr: 'Un score égal au seuil est annoncé positif.',
      en: 'A score equal to the threshold is announced positive.',
    },
    {
      id: 'swapped',
      rule: 'matrix',
      fr: 'Vous échangez faux positifs et faux négatifs : un faux positif a été annoncé positif, à tort.',
      en: 'You swap false positives and false negatives: a false positive was announced positive, wrongly.',
    },
    {
      id: 'rates-swapped',
      rule: 'precision',
      fr: 'Vous échangez précision et rappel : la précision se divise par le nombre d’annoncés.',
      en: 'You swap precision and recall: precision is divided by the number announced.',
    },
    {
      id: 'nan',
      rule: 'empty',
      fr: 'Un dénominateur nul donne NaN. Rendez 0 dans ce cas.',
      en: 'A denominator of zero gives NaN. Return 0 in that case.',
    },
    {
      id: 'plain-mean',
      rule: 'recall',
      fr: 'Votre F1 est la moyenne ordinaire de la précision et du rappel. Il faut la moyenne harmonique.',
      en: 'Your F1 is the ordinary mean of precision and recall. The harmonic mean is wanted.',
    },
  ],
});
