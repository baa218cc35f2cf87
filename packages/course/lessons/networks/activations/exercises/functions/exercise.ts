import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'functions',
  title: { fr: 'Plier, et connaître la pente', en: 'Fold, and know the slope' },
  kind: 'code',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 'relu',
      points: 1,
      fr: 'Écrivez `relu(z)` : une nouvelle matrice, où les nombres négatifs sont remplacés par 0.',
      en: 'Write `relu(z)`: a new matrix, where negative numbers are replaced by 0.',
    },
    {
      id: 'relu-gradient',
      points: 1,
      fr: 'Écrivez `reluGradient(z)` : la pente de la ReLU en chaque nombre de `z`.',
      en: 'Write `reluGradient(z)`: the slope of the ReLU at each number of `z`.',
    },
    {
      id: 'smooth',
      points: 2,
      fr: 'Écrivez `sigmoidGradient(z)` et `tanhGradient(z)`, les pentes en `z`.',
      en: 'Write `sigmoidGradient(z)` and `tanhGradient(z)`, the slopes at `z`.',
    },
  ],
  exports: ['relu', 'reluGradient', 'sigmoidGradient', 'tanhGradient'],
  diagnoses: [
    {
      id: 'absolute',
      rule: 'relu',
      fr: 'Vous changez le signe des nombres négatifs : la ReLU les remplace par 0.',
      en: 'You change the sign of negative numbers: the ReLU replaces them by 0.',
    },
    {
      id: 'value-for-slope',
      rule: 'relu-slope',
      fr: 'Vous rendez la valeur de la ReLU au lieu de sa pente, qui est 0 ou 1.',
      en: 'You return the value of the ReLU instead of its slope, which is 0 or 1.',
    },
    {
      id: 'slope-of-output',
      rule: 'smooth-slopes',
      fr: 'Vous prenez z pour la valeur de la fonction : σ(1 − σ), avec σ = σ(z).',
      en: 'You take z for the value of the function: σ(1 − σ), with σ = σ(z).',
    },
    {
      id: 'tanh-not-squared',
      rule: 'smooth-slopes',
      fr: 'Pour tanh, le carré manque : 1 − tanh².',
      en: 'For tanh, the square is missing: 1 − tanh².',
    },
  ],
});
