import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'chain',
  title: { fr: 'Le gradient d’un neurone', en: 'The gradient of a neuron' },
  kind: 'derive',
  tier: 2,
  minutes: 10,
  tasks: [
    {
      id: 'gradient',
      points: 3,
      fr: 'La perte du neurone est $L = (w \\cdot x + b - y)^2$. Écrivez `neuronGradient(w, b, x, y)` : les dérivées par rapport à chaque poids, puis par rapport au biais.',
      en: 'The loss of the neuron is $L = (w \\cdot x + b - y)^2$. Write `neuronGradient(w, b, x, y)`: the derivatives with respect to each weight, then with respect to the bias.',
    },
  ],
  exports: [],
  diagnoses: [
    {
      id: 'no-two',
      rule: 'chain',
      fr: 'Il manque le facteur 2, la dérivée du carré.',
      en: 'The factor 2, the derivative of the square, is missing.',
    },
    {
      id: 'inside-forgotten',
      rule: 'chain',
      fr: 'Vous oubliez la dérivée de l’intérieur : par rapport à $w_i$, elle vaut $x_i$.',
      en: 'You forget the derivative of the inside: with respect to $w_i$ it is $x_i$.',
    },
    {
      id: 'wrong-sign',
      rule: 'chain',
      fr: 'Le signe est à l’envers : l’écart est z − y, et non y − z.',
      en: 'The sign is reversed: the gap is z − y, not y − z.',
    },
    {
      id: 'weights-for-inputs',
      rule: 'chain',
      fr: 'Vous multipliez par $w_i$ : la dérivée de $w \\cdot x$ par rapport à $w_i$ est $x_i$.',
      en: 'You multiply by $w_i$: the derivative of $w \\cdot x$ with respect to $w_i$ is $x_i$.',
    },
    {
      id: 'no-bias',
      rule: 'same-shape',
      fr: 'Il manque la dérivée par rapport au biais : n + 1 nombres sont attendus.',
      en: 'The derivative with respect to the bias is missing: n + 1 numbers are expected.',
    },
  ],
});
