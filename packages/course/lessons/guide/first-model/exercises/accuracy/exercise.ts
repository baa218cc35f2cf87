import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'accuracy',
  title: { fr: 'Compter les bonnes réponses', en: 'Counting the right answers' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'share',
      points: 2,
      fr: 'Écrivez `shareOfRight(scores, labels)` : la part des lignes de `scores` dont le plus grand score est au rang de l’étiquette.',
      en: 'Write `shareOfRight(scores, labels)`: the share of the rows of `scores` whose largest score is at the rank of the label.',
    },
  ],
  exports: [],
  diagnoses: [
    {
      id: 'count',
      rule: 'accuracy',
      fr: 'Vous rendez le nombre de bonnes réponses : divisez-le par le nombre d’exemples.',
      en: 'You return the number of right answers: divide it by the number of examples.',
    },
    {
      id: 'errors',
      rule: 'accuracy',
      fr: 'C’est la part des erreurs : l’exactitude est son complément à 1.',
      en: 'That is the share of mistakes: accuracy is 1 minus it.',
    },
    {
      id: 'classes',
      rule: 'accuracy',
      fr: 'Vous divisez par le nombre de classes : il faut le nombre d’exemples, c’est-à-dire de lignes.',
      en: 'You divide by the number of classes: it must be the number of examples, that is, of rows.',
    },
    {
      id: 'smallest',
      rule: 'accuracy',
      fr: 'Vous prenez la classe au plus petit score : la réponse du modèle est celle du plus grand.',
      en: 'You take the class with the smallest score: the answer of the model is that of the largest.',
    },
  ],
});
