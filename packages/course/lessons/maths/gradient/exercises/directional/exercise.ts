import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'directional',
  title: { fr: 'La pente dans une direction', en: 'The slope in a direction' },
  kind: 'code',
  tier: 1,
  minutes: 6,
  tasks: [
    {
      id: 'directional',
      points: 2,
      fr: 'Écrivez `directional(gradient, direction)`, la pente quand on avance dans cette direction, dont la norme est quelconque. Si elle est nulle, lancez une erreur.',
      en: 'Write `directional(gradient, direction)`, the slope when walking in that direction, which may have any norm. If it is zero, throw an error.',
    },
  ],
  exports: ['directional'],
  diagnoses: [
    {
      id: 'not-unit',
      rule: 'directional',
      fr: 'Votre direction n’est pas ramenée à la norme 1 : la pente grandit avec sa longueur.',
      en: 'Your direction is not brought to norm 1: the slope grows with its length.',
    },
    {
      id: 'divided-by-square',
      rule: 'directional',
      fr: 'Vous divisez par le carré de la norme : c’est le coefficient d’une projection.',
      en: 'You divide by the norm squared: that is the coefficient of a projection.',
    },
    {
      id: 'cosine-instead',
      rule: 'directional',
      fr: 'Vous divisez aussi par la norme du gradient : c’est le cosinus, et la raideur est perdue.',
      en: 'You divide by the norm of the gradient as well: that is the cosine, and the steepness is lost.',
    },
    {
      id: 'zero-direction',
      rule: 'directional',
      fr: 'Une direction nulle donne NaN au lieu d’une erreur.',
      en: 'A zero direction gives NaN instead of an error.',
    },
  ],
});
