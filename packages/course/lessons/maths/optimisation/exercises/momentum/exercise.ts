import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'momentum',
  title: { fr: 'Descendre avec de l’élan', en: 'Going down with momentum' },
  kind: 'code',
  tier: 2,
  minutes: 12,
  tasks: [
    {
      id: 'momentum',
      points: 3,
      fr: 'Écrivez `momentumDescent(gradient, start, rate, momentum, steps)`, qui rend tout le chemin, la vitesse étant nulle au départ.',
      en: 'Write `momentumDescent(gradient, start, rate, momentum, steps)`, which returns the whole path, the velocity being zero at the start.',
    },
  ],
  exports: ['momentumDescent'],
  diagnoses: [
    {
      id: 'velocity-forgotten',
      rule: 'momentum',
      fr: 'La vitesse repart de zéro à chaque pas : gardez-la d’un pas à l’autre.',
      en: 'The velocity starts from zero at each step: keep it from one step to the next.',
    },
    {
      id: 'damped-point',
      rule: 'momentum',
      fr: 'Vous multipliez le point par β au lieu de la vitesse.',
      en: 'You multiply the point by β instead of the velocity.',
    },
    {
      id: 'old-velocity',
      rule: 'momentum',
      fr: 'Vous avancez avec l’ancienne vitesse, puis vous la changez : c’est la nouvelle qu’il faut ajouter.',
      en: 'You move with the old velocity and change it afterwards: the new one must be added.',
    },
    {
      id: 'average',
      rule: 'momentum',
      fr: 'Vous faites une moyenne, (1 − β) fois le gradient : ici le gradient entre en entier, multiplié par le taux.',
      en: 'You take an average, (1 − β) times the gradient: here the gradient enters in full, times the rate.',
    },
  ],
});
