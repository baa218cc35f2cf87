import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'rules',
  title: { fr: 'Dériver par les règles', en: 'Differentiating by the rules' },
  kind: 'derive',
  tier: 2,
  minutes: 10,
  tasks: [
    {
      id: 'powers',
      points: 1,
      fr: 'Trouvez la dérivée de $f(x) = x^3 - 4x + 1$ et écrivez-la dans `dPolynomial`.',
      en: 'Find the derivative of $f(x) = x^3 - 4x + 1$ and write it in `dPolynomial`.',
    },
    {
      id: 'product',
      points: 2,
      fr: 'Trouvez la dérivée de $f(x) = x^2 e^x$ et écrivez-la dans `dProduct`.',
      en: 'Find the derivative of $f(x) = x^2 e^x$ and write it in `dProduct`.',
    },
    {
      id: 'chain',
      points: 2,
      fr: 'Trouvez la dérivée de $f(x) = 1 / (1 + e^{-x})$, la sigmoïde, et écrivez-la dans `dSigmoid`.',
      en: 'Find the derivative of $f(x) = 1 / (1 + e^{-x})$, the sigmoid, and write it in `dSigmoid`.',
    },
  ],
  exports: [],
  diagnoses: [
    {
      id: 'exponent-not-lowered',
      rule: 'power',
      fr: 'L’exposant est descendu devant, mais il n’a pas perdu une unité.',
      en: 'The exponent came down in front but did not lose one.',
    },
    {
      id: 'constant-kept',
      rule: 'power',
      fr: 'Vous gardez le terme constant : sa dérivée est nulle.',
      en: 'You keep the constant term: its derivative is zero.',
    },
    {
      id: 'product-of-derivatives',
      rule: 'product',
      fr: "Vous multipliez les deux dérivées : pour un produit, c’est u’v + uv'.",
      en: "You multiply both derivatives: for a product it is u’v + uv'.",
    },
    {
      id: 'inside-forgotten',
      rule: 'chain',
      fr: 'Le signe est faux : la dérivée de l’intérieur, −e⁻ˣ, a un signe moins, et celle de 1/u aussi.',
      en: 'The sign is wrong: the derivative of the inside, −e⁻ˣ, has a minus sign, and so has that of 1/u.',
    },
    {
      id: 'outside-only',
      rule: 'chain',
      fr: 'Vous avez dérivé l’extérieur seulement : multipliez par la dérivée de l’intérieur.',
      en: 'You differentiated the outside only: multiply by the derivative of the inside.',
    },
  ],
});
