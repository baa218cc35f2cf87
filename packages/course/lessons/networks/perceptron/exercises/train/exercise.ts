import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'train',
  title: { fr: 'Apprendre jusqu’à ne plus se tromper', en: 'Learn until there is no mistake' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'train',
      points: 3,
      fr: 'Écrivez `trainPerceptron(points, labels, epochs)` : partez de zéro avec un taux de 1, et rendez aussi le nombre d’erreurs de chaque époque.',
      en: 'Write `trainPerceptron(points, labels, epochs)`: start from zero with a rate of 1, and also return the number of mistakes in each epoch.',
    },
  ],
  exports: ['trainPerceptron'],
  diagnoses: [
    {
      id: 'late-correction',
      rule: 'update',
      fr: 'Vous jugez tous les points de l’époque avec les poids de son début. Chaque correction sert dès le point suivant.',
      en: 'You judge all points of an epoch with the weights of its beginning. Each correction counts from the next point on.',
    },
    {
      id: 'never-stops',
      rule: 'stop',
      fr: 'Une époque sans erreur est la dernière : vous continuez jusqu’au bout des époques.',
      en: 'An epoch without a mistake is the last: you go on to the end of the epochs.',
    },
    {
      id: 'running-total',
      fr: 'Vous comptez les erreurs depuis le début. On demande celles de chaque époque.',
      en: 'You count mistakes since the beginning. Those of each epoch are wanted.',
    },
  ],
});
