import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'differences',
  title: { fr: 'Différences finies', en: 'Finite differences' },
  kind: 'code',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 'forward',
      points: 1,
      fr: 'Écrivez `forwardDifference(f, x, h)`, la pente de la sécante de x à x + h.',
      en: 'Write `forwardDifference(f, x, h)`, the slope of the secant from x to x + h.',
    },
    {
      id: 'derivative',
      points: 2,
      fr: 'Écrivez `derivative(f, x, h)`, la différence centrée. Sans h, prenez un pas qui convient à la précision double.',
      en: 'Write `derivative(f, x, h)`, the centred difference. Without h, take a step that suits double precision.',
    },
  ],
  exports: ['derivative'],
  diagnoses: [
    {
      id: 'not-divided',
      rule: 'forward',
      fr: 'Vous rendez la variation de f : divisez-la par l’écart entre les deux points.',
      en: 'You return the change of f: divide it by the gap between the two points.',
    },
    {
      id: 'backward',
      rule: 'forward',
      fr: 'Vous prenez la pente de x − h à x : c’est la différence arrière.',
      en: 'You take the slope from x − h to x: that is the backward difference.',
    },
    {
      id: 'half-gap',
      rule: 'centred',
      fr: 'Les deux points sont distants de 2h, et vous divisez par h : votre pente est double.',
      en: 'The two points are 2h apart and you divide by h: your slope is twice too large.',
    },
    {
      id: 'forward-twice',
      rule: 'centred',
      fr: 'C’est encore la différence avant : la différence centrée part de x − h.',
      en: 'That is the forward difference again: the centred one starts from x − h.',
    },
    {
      id: 'too-small-step',
      rule: 'step',
      fr: 'Votre pas est trop petit : à 10⁻¹⁴, la différence n’est presque que de l’arrondi.',
      en: 'Your step is too small: at 10⁻¹⁴ the difference is hardly more than rounding.',
    },
  ],
});
