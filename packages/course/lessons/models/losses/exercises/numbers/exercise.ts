import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'numbers',
  title: { fr: 'Carrés et perte de Huber', en: 'Squares and Huber’s loss' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'mse',
      points: 1,
      fr: 'Écrivez `meanSquaredError(predicted, truth)`.',
      en: 'Write `meanSquaredError(predicted, truth)`.',
    },
    {
      id: 'huber',
      points: 2,
      fr: 'Écrivez `huber(predicted, truth, delta)`, la moyenne des pertes de Huber.',
      en: 'Write `huber(predicted, truth, delta)`, the mean of Huber’s losses.',
    },
    {
      id: 'slope',
      points: 2,
      fr: 'Écrivez `huberGradient(predicted, truth, delta)`, la pente du coût par rapport à chaque prédiction.',
      en: 'Write `huberGradient(predicted, truth, delta)`, the slope of the loss with respect to each prediction.',
    },
  ],
  exports: ['meanSquaredError', 'huber', 'huberGradient'],
  diagnoses: [
    {
      id: 'sum-not-mean',
      rule: 'mse',
      fr: 'Vous additionnez les carrés sans diviser par leur nombre.',
      en: 'You add the squares without dividing by their number.',
    },
    {
      id: 'gap',
      rule: 'huber',
      fr: 'Les deux morceaux ne se raccordent pas : il manque δ²/2 à retrancher dans le second.',
      en: 'The two pieces do not meet: δ²/2 has to be subtracted in the second one.',
    },
    {
      id: 'signed',
      rule: 'huber',
      fr: 'Vous comparez l’erreur à δ sans sa valeur absolue : une erreur très négative passe pour petite.',
      en: 'You compare the error with δ without its absolute value: a very negative error counts as small.',
    },
    {
      id: 'slope-not-mean',
      rule: 'huber',
      fr: 'La pente de la moyenne se divise elle aussi par m.',
      en: 'The slope of the mean is divided by m as well.',
    },
  ],
});
