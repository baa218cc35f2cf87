import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'restore',
  title: { fr: 'Reprendre les meilleurs poids', en: 'Taking back the best weights' },
  kind: 'train',
  tier: 2,
  minutes: 15,
  tasks: [
    {
      id: 'copy',
      points: 1,
      fr: 'Écrivez `copyMlp(model)` : un réseau aux mêmes poids, qui ne partage aucun tableau avec le premier.',
      en: 'Write `copyMlp(model)`: a network with the same weights, which shares no array with the first.',
    },
    {
      id: 'train',
      points: 4,
      fr: 'Écrivez `trainUntilBest(model, train, validation, options)` : des époques jusqu’à l’arrêt anticipé, puis les meilleurs poids remis en place dans `model`. Rendez la perte de validation de chaque époque.',
      en: 'Write `trainUntilBest(model, train, validation, options)`: epochs until early stopping, then the best weights put back in place in `model`. Return the validation loss of each epoch.',
    },
  ],
  exports: ['copyMlp', 'trainUntilBest'],
  diagnoses: [
    {
      id: 'last-weights',
      rule: 'restore',
      fr: 'Le réseau finit avec ses derniers poids : remettez en place ceux de la meilleure époque, d’une vraie copie.',
      en: 'The network ends with its last weights: put those of the best epoch back in place, from a real copy.',
    },
    {
      id: 'shared-arrays',
      rule: 'copy',
      fr: 'Les deux réseaux partagent leurs tableaux : entraîner l’un change l’autre. Copiez aussi `data`.',
      en: 'Both networks share their arrays: training one changes the other. Copy `data` too.',
    },
    {
      id: 'restored-when-impatient',
      rule: 'restore',
      fr: 'Vous ne reprenez les meilleurs poids que si la patience s’épuise : il le faut aussi quand les époques sont finies.',
      en: 'You take the best weights back only when patience runs out: it is also needed when the epochs are over.',
    },
    {
      id: 'watches-training',
      rule: 'compare-best',
      fr: 'Vous surveillez la perte d’entraînement : c’est celle de validation qui décide.',
      en: 'You watch the training loss: it is the validation loss that decides.',
    },
    {
      id: 'state-anew',
      fr: 'L’état d’Adam est recréé à chaque époque : il doit durer d’une époque à l’autre.',
      en: 'The state of Adam is made anew at each epoch: it has to last from one epoch to the next.',
    },
  ],
});
