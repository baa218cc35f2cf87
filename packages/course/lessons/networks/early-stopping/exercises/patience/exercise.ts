import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'patience',
  title: { fr: 'Quand s’arrêter', en: 'When to stop' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'stopped',
      points: 2,
      fr: 'Écrivez `earlyStopping(losses, patience, minDelta)` : `stopped` est le numéro de l’époque à la fin de laquelle on s’arrête ; la dernière, si la patience ne s’épuise jamais.',
      en: 'Write `earlyStopping(losses, patience, minDelta)`: `stopped` is the number of the epoch at the end of which training stops; the last one, if patience never runs out.',
    },
    {
      id: 'best',
      points: 1,
      fr: '`best` est le numéro de l’époque que l’on garde : la meilleure de celles que l’on a vues.',
      en: '`best` is the number of the epoch that is kept: the best of those that were seen.',
    },
    {
      id: 'delta',
      points: 1,
      fr: 'Un gain de `minDelta` ou moins n’est pas un progrès.',
      en: 'A gain of `minDelta` or less is no progress.',
    },
  ],
  exports: ['earlyStopping'],
  diagnoses: [
    {
      id: 'counts-all',
      rule: 'reset',
      fr: 'Vous comptez toutes les époques sans progrès : un progrès doit remettre l’attente à zéro.',
      en: 'You count all epochs without progress: progress has to set the wait back to zero.',
    },
    {
      id: 'one-too-many',
      rule: 'stop',
      fr: 'Vous attendez une époque de trop : on s’arrête quand l’attente atteint la patience, sans la dépasser.',
      en: 'You wait one epoch too many: stop when the wait reaches the patience, without passing it.',
    },
    {
      id: 'with-the-previous',
      rule: 'compare-best',
      fr: 'Vous comparez avec l’époque précédente : il faut comparer avec la meilleure.',
      en: 'You compare with the previous epoch: compare with the best one.',
    },
    {
      id: 'keeps-the-last',
      rule: 'best-seen',
      fr: 'Vous gardez l’époque où l’on s’arrête : c’est la meilleure qu’il faut garder.',
      en: 'You keep the epoch at which training stops: it is the best one that has to be kept.',
    },
    {
      id: 'sees-the-future',
      rule: 'best-seen',
      fr: 'Vous cherchez la meilleure de toutes les époques, même après l’arrêt : celles-là n’ont pas eu lieu.',
      en: 'You look for the best of all epochs, even after the stop: those did not take place.',
    },
    {
      id: 'delta-ignored',
      rule: 'delta',
      fr: 'Le moindre gain vous suffit : il doit dépasser minDelta.',
      en: 'Any gain is enough for you: it has to be more than minDelta.',
    },
  ],
});
