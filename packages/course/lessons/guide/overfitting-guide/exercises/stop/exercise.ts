import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'stop',
  title: { fr: 'Où s’arrêter ?', en: 'Where to stop?' },
  kind: 'code',
  tier: 2,
  minutes: 10,
  tasks: [
    {
      id: 'best',
      points: 2,
      fr: 'Écrivez `keptEpoch(losses, patience)` : le numéro (à partir de 1) de l’époque dont on garde les poids, en s’arrêtant dès que `patience` époques de suite n’ont pas fait mieux que la meilleure.',
      en: 'Write `keptEpoch(losses, patience)`: the number (from 1) of the epoch whose weights are kept, stopping as soon as `patience` epochs in a row did not do better than the best.',
    },
  ],
  exports: [],
  diagnoses: [
    {
      id: 'whole-minimum',
      rule: 'sign',
      fr: 'Vous cherchez le minimum de toute la liste : les époques qui suivent l’arrêt n’ont jamais eu lieu.',
      en: 'You look for the minimum of the whole list: the epochs after the stop never took place.',
    },
    {
      id: 'where-it-stops',
      rule: 'sign',
      fr: 'Vous rendez l’époque où l’on s’arrête : ce sont les poids de la meilleure que l’on garde.',
      en: 'You return the epoch where training stops: it is the weights of the best one that are kept.',
    },
    {
      id: 'from-zero',
      rule: 'sign',
      fr: 'Vous comptez les époques à partir de 0 ; elles se comptent ici à partir de 1.',
      en: 'You count epochs from 0; here they are counted from 1.',
    },
  ],
});
