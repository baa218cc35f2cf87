import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'step',
  title: { fr: 'Un pas de régression logistique', en: 'One step of logistic regression' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'step',
      points: 3,
      fr: 'Écrivez `logisticStep(points, labels, model, rate)`, qui rend le modèle après un pas sur tous les exemples.',
      en: 'Write `logisticStep(points, labels, model, rate)`, which returns the model after one step on all examples.',
    },
  ],
  exports: ['logisticStep'],
  diagnoses: [
    {
      id: 'uphill',
      rule: 'descend',
      fr: 'Vous ajoutez le gradient : le coût monte. On le retranche.',
      en: 'You add the gradient: the loss climbs. It is subtracted.',
    },
    {
      id: 'squared-loss',
      rule: 'gradient',
      fr: 'Votre gradient contient p(1 − p) : c’est celui de l’erreur quadratique. Avec l’entropie croisée, ce facteur se simplifie.',
      en: 'Your gradient contains p(1 − p): that is the one of the squared error. With cross-entropy, this factor cancels.',
    },
    {
      id: 'bias-stays',
      rule: 'gradient',
      fr: 'Le biais ne bouge pas : son gradient est la moyenne des écarts p − y.',
      en: 'The bias does not move: its gradient is the mean of the gaps p − y.',
    },
    {
      id: 'sum-not-mean',
      rule: 'gradient',
      fr: 'Vous additionnez sur les exemples sans diviser par leur nombre.',
      en: 'You add over the examples without dividing by their number.',
    },
    {
      id: 'hard-decision',
      rule: 'gradient',
      fr: 'Vous comparez la classe annoncée à la vraie : c’est le perceptron. L’écart est la probabilité moins la vérité.',
      en: 'You compare the announced class with the true one: that is the perceptron. The gap is the probability minus the truth.',
    },
  ],
});
