import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'lying',
  title: { fr: 'Des courbes qui mentent', en: 'Curves that lie' },
  kind: 'debug',
  tier: 2,
  minutes: 12,
  tasks: [
    {
      id: 'other-examples',
      points: 1,
      fr: 'La courbe de validation colle trop bien à l’autre. Trouvez pourquoi, et réparez.',
      en: 'The validation curve sticks too closely to the other. Find out why, and repair it.',
    },
    {
      id: 'same-moment',
      points: 1,
      fr: 'Les deux pertes doivent être mesurées avec les mêmes poids, à la fin de chaque époque.',
      en: 'Both losses must be measured with the same weights, at the end of each epoch.',
    },
    {
      id: 'whole-epochs',
      points: 1,
      fr: 'Les époques doivent s’enchaîner comme dans la leçon sur MNIST. Qu’est-ce qui est recréé à tort ?',
      en: 'Epochs must follow each other as in the lesson on MNIST. What is made anew by mistake?',
    },
  ],
  exports: ['trainingCurves'],
  diagnoses: [
    {
      id: 'same-examples',
      fr: 'Vos deux courbes sont mesurées sur l’entraînement : la validation n’a jamais été regardée.',
      en: 'Both your curves are measured on the training set: the validation was never looked at.',
    },
    {
      id: 'while-learning',
      fr: 'Votre perte d’entraînement est une moyenne prise pendant l’époque, avec des poids qui changent : elle retarde sur l’autre.',
      en: 'Your training loss is a mean taken during the epoch, with weights that change: it lags behind the other.',
    },
    {
      id: 'state-anew',
      fr: 'L’état d’Adam repart de zéro à chaque époque.',
      en: 'The state of Adam starts from scratch at each epoch.',
    },
  ],
});
