import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'backward',
  title: { fr: 'Le gradient à travers la normalisation', en: 'The gradient through normalisation' },
  kind: 'code',
  tier: 3,
  minutes: 15,
  tasks: [
    {
      id: 'parameters',
      points: 2,
      fr: 'Écrivez `batchNormBackward(layer, cache, dOutput)` : les gradients de γ et de β, à partir de celui de la sortie.',
      en: 'Write `batchNormBackward(layer, cache, dOutput)`: the gradients of γ and β, from that of the output.',
    },
    {
      id: 'input',
      points: 3,
      fr: 'Ajoutez le gradient de l’entrée, avec ses trois chemins.',
      en: 'Add the gradient of the input, with its three paths.',
    },
  ],
  exports: ['batchNormBackward'],
  diagnoses: [
    {
      id: 'gamma-from-output',
      rule: 'parameters',
      fr: 'Le gradient de γ emploie la sortie : γ multipliait les valeurs normalisées.',
      en: 'The gradient of γ uses the output: what γ multiplied are the normalised values.',
    },
    {
      id: 'parameters-averaged',
      rule: 'parameters',
      fr: 'Vous prenez des moyennes pour γ et β : ce sont des sommes, car chaque exemple s’est servi d’eux.',
      en: 'You take means for γ and β: they are sums, since each example used them.',
    },
    {
      id: 'constant-statistics',
      rule: 'three-paths',
      fr: 'Vous traitez μ et σ comme des constantes : chaque entrée les change aussi.',
      en: 'You treat μ and σ as constants: each input changes them too.',
    },
    {
      id: 'mean-path-only',
      rule: 'three-paths',
      fr: 'Il manque le chemin par σ : retirez aussi x̂ fois la moyenne des g x̂.',
      en: 'The path through σ is missing: also take away x̂ times the mean of the g x̂.',
    },
    {
      id: 'no-gamma',
      rule: 'three-paths',
      fr: 'Il manque γ dans le gradient de l’entrée.',
      en: 'γ is missing in the gradient of the input.',
    },
  ],
});
