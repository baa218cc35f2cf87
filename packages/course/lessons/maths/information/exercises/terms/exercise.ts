import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'terms',
  title: { fr: 'Entropie, entropie croisée, divergence', en: 'Entropy, cross-entropy, divergence' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'entropy',
      points: 2,
      fr: 'Écrivez `entropy(p)`, en nats (logarithme naturel).',
      en: 'Write `entropy(p)`, in nats (natural logarithm).',
    },
    {
      id: 'cross',
      points: 2,
      fr: 'Écrivez `crossEntropyOf(p, q)`, infinie si le modèle exclut ce qui arrive.',
      en: 'Write `crossEntropyOf(p, q)`, infinite if the model excludes what happens.',
    },
    {
      id: 'kl',
      points: 1,
      fr: 'Écrivez `klDivergence(p, q)` à partir des deux premières.',
      en: 'Write `klDivergence(p, q)` from the first two.',
    },
  ],
  exports: ['entropy', 'crossEntropyOf', 'klDivergence'],
  diagnoses: [
    {
      id: 'bits',
      rule: 'entropy',
      fr: 'Vous comptez en bits : le logarithme demandé est le naturel.',
      en: 'You count in bits: the natural logarithm is wanted.',
    },
    {
      id: 'nan',
      rule: 'zero',
      fr: 'Une issue de probabilité nulle donne 0 × (−∞), soit NaN. Passez-la.',
      en: 'An outcome of probability zero gives 0 × (−∞), that is NaN. Skip it.',
    },
    {
      id: 'weighted-by-model',
      rule: 'cross',
      fr: 'Vous pesez les surprises par le modèle. C’est la réalité p qui pèse.',
      en: 'You weight surprises by the model. Reality p is what weights.',
    },
    {
      id: 'surprise-of-truth',
      rule: 'cross',
      fr: 'Vous prenez les surprises de p, pesées par q : les rôles sont échangés.',
      en: 'You take the surprises of p, weighted by q: the roles are swapped.',
    },
    {
      id: 'reversed',
      rule: 'kl',
      fr: 'La différence est prise dans l’autre sens : la divergence n’est jamais négative.',
      en: 'The difference is taken the other way round: the divergence is never negative.',
    },
  ],
});
