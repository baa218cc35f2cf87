import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'bayes',
  title: { fr: 'Le théorème de Bayes', en: 'Bayes’s theorem' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'bayes',
      points: 3,
      fr: 'Écrivez `bayes(prior, likelihood)`, les probabilités a posteriori. Si l’observation était impossible, lancez une erreur.',
      en: 'Write `bayes(prior, likelihood)`, the posterior probabilities. If the observation was impossible, throw an error.',
    },
  ],
  exports: ['bayes'],
  diagnoses: [
    {
      id: 'not-normalised',
      rule: 'normalise',
      fr: 'Vos produits n’ont pas pour somme 1 : il reste à les diviser.',
      en: 'Your products do not add up to 1: what remains is to divide them.',
    },
    {
      id: 'no-prior',
      rule: 'product',
      fr: 'Vous normalisez les vraisemblances seules : l’a priori est oublié.',
      en: 'You normalise the likelihoods alone: the prior is forgotten.',
    },
    {
      id: 'wrong-sum',
      rule: 'normalise',
      fr: 'Vous divisez par la somme des vraisemblances. Divisez par la somme des produits.',
      en: 'You divide by the sum of the likelihoods. Divide by the sum of the products.',
    },
    {
      id: 'nothing-possible',
      rule: 'impossible',
      fr: 'Quand tous les produits sont nuls, 0/0 donne NaN. Lancez une erreur.',
      en: 'When all products are zero, 0/0 gives NaN. Throw an error.',
    },
  ],
});
