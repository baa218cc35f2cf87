import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'probabilities',
  title: { fr: 'Sigmoïde et softmax', en: 'Sigmoid and softmax' },
  kind: 'code',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 'sigmoid',
      points: 1,
      fr: 'Écrivez `sigmoid(z)`, la probabilité que donne un score.',
      en: 'Write `sigmoid(z)`, the probability that a score gives.',
    },
    {
      id: 'softmax',
      points: 2,
      fr: 'Écrivez `softmax(z)`, les probabilités que donne une liste de scores, même très grands.',
      en: 'Write `softmax(z)`, the probabilities that a list of scores gives, even very large ones.',
    },
  ],
  exports: ['sigmoid', 'softmax'],
  diagnoses: [
    {
      id: 'reversed',
      rule: 'sigmoid',
      fr: 'Votre courbe descend : l’exposant est −z. Un score positif doit donner plus de ½.',
      en: 'Your curve goes down: the exponent is −z. A positive score must give more than ½.',
    },
    {
      id: 'no-exponential',
      rule: 'softmax',
      fr: 'Vous divisez les scores par leur somme, sans exponentielle : un score négatif donnerait une probabilité négative.',
      en: 'You divide the scores by their sum, without exponentials: a negative score would give a negative probability.',
    },
    {
      id: 'each-alone',
      rule: 'softmax',
      fr: 'Vous passez chaque score dans la sigmoïde : la somme ne fait plus 1.',
      en: 'You put each score through the sigmoid: the sum is no longer 1.',
    },
    {
      id: 'overflow',
      rule: 'shift',
      fr: 'L’exponentielle d’un grand score déborde, et l’on obtient NaN. Retranchez d’abord quelque chose à tous les scores.',
      en: 'The exponential of a large score overflows, and NaN comes out. Subtract something from all scores first.',
    },
  ],
});
