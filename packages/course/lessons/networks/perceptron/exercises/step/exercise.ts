import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'step',
  title: { fr: 'Répondre, puis corriger', en: 'Answer, then correct' },
  kind: 'code',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 'predict',
      points: 1,
      fr: 'Écrivez `perceptronPredict(weights, bias, x)` : +1 si le score est positif ou nul, −1 sinon.',
      en: 'Write `perceptronPredict(weights, bias, x)`: +1 if the score is zero or positive, −1 otherwise.',
    },
    {
      id: 'step',
      points: 2,
      fr: 'Écrivez `perceptronStep(weights, bias, x, label, rate)` : les poids et le biais après avoir vu un point.',
      en: 'Write `perceptronStep(weights, bias, x, label, rate)`: weights and bias once a point has been seen.',
    },
  ],
  exports: ['perceptronPredict', 'perceptronStep'],
  diagnoses: [
    {
      id: 'no-bias',
      rule: 'decision',
      fr: 'Le score oublie le biais : votre droite passe toujours par l’origine.',
      en: 'The score forgets the bias: your line always passes through the origin.',
    },
    {
      id: 'always-moves',
      rule: 'only-mistakes',
      fr: 'Vous corrigez aussi les points bien classés.',
      en: 'You also correct points that were classified well.',
    },
    {
      id: 'wrong-way',
      rule: 'update',
      fr: 'La correction va dans le mauvais sens : elle éloigne le score de la bonne réponse.',
      en: 'The correction goes the wrong way: it takes the score away from the right answer.',
    },
    {
      id: 'bias-stays',
      rule: 'update',
      fr: 'Les poids sont corrigés, le biais ne l’est pas : il apprend lui aussi.',
      en: 'The weights are corrected, the bias is not: it learns too.',
    },
  ],
});
