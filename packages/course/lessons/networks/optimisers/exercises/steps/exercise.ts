import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'steps',
  title: { fr: 'Quatre manières d’avancer', en: 'Four ways of stepping' },
  kind: 'code',
  tier: 2,
  minutes: 20,
  tasks: [
    {
      id: 'sgd',
      points: 1,
      fr: 'Écrivez `sgdStep(params, grads, state, rate)` : un pas de descente simple, sur place dans `params`.',
      en: 'Write `sgdStep(params, grads, state, rate)`: one step of plain descent, in place in `params`.',
    },
    {
      id: 'momentum',
      points: 2,
      fr: 'Écrivez `momentumStep`, d’inertie 0,9. Sa vitesse vit dans `state`, vide au premier pas.',
      en: 'Write `momentumStep`, with momentum 0.9. Its velocity lives in `state`, empty at the first step.',
    },
    {
      id: 'rmsprop',
      points: 2,
      fr: 'Écrivez `rmspropStep`, avec ρ = 0,9 et ε = 1e-8 ajouté à la racine.',
      en: 'Write `rmspropStep`, with ρ = 0.9 and ε = 1e-8 added to the root.',
    },
    {
      id: 'adam',
      points: 3,
      fr: 'Écrivez `adamStep`, avec β₁ = 0,9, β₂ = 0,999, ε = 1e-8 et les corrections des premiers pas.',
      en: 'Write `adamStep`, with β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and the corrections of the first steps.',
    },
  ],
  exports: ['sgdStep', 'momentumStep', 'rmspropStep', 'adamStep'],
  diagnoses: [
    {
      id: 'goes-up',
      rule: 'descend',
      fr: 'Vous ajoutez le gradient : la perte monte.',
      en: 'You add the gradient: the loss goes up.',
    },
    {
      id: 'forgets-velocity',
      rule: 'velocity',
      fr: 'La vitesse est remise à zéro à chaque pas : gardez-la dans state.',
      en: 'The velocity is set to zero at each step: keep it in state.',
    },
    {
      id: 'no-root',
      rule: 'mean-square',
      fr: 'Vous divisez par la moyenne des carrés : il en faut la racine.',
      en: 'You divide by the mean of the squares: its root is wanted.',
    },
    {
      id: 'no-correction',
      rule: 'correction',
      fr: 'Les corrections 1 − βᵗ manquent : vos premiers pas sont trop grands.',
      en: 'The corrections 1 − βᵗ are missing: your first steps are too large.',
    },
    {
      id: 'always-first',
      rule: 'correction',
      fr: 'Le numéro du pas n’avance pas : t reste à 1.',
      en: 'The number of the step does not advance: t remains 1.',
    },
  ],
});
