import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'classes',
  title: { fr: 'Apprendre plusieurs classes', en: 'Learn several classes' },
  kind: 'train',
  tier: 2,
  minutes: 18,
  tasks: [
    {
      id: 'train',
      points: 4,
      fr: 'Écrivez `softmaxRegression(points, labels, classes, rate, steps)`, à partir de poids et de biais nuls.',
      en: 'Write `softmaxRegression(points, labels, classes, rate, steps)`, from zero weights and biases.',
    },
  ],
  exports: ['softmaxRegression'],
  diagnoses: [
    {
      id: 'no-target',
      rule: 'one-hot',
      fr: 'Vous retranchez les probabilités sans retirer 1 à celle de la bonne classe : rien ne dit au modèle quelle est la vérité.',
      en: 'You subtract the probabilities without taking 1 from that of the right class: nothing tells the model what is true.',
    },
    {
      id: 'sum-not-mean',
      rule: 'one-hot',
      fr: 'Vous additionnez sur les exemples sans diviser par leur nombre.',
      en: 'You add over the examples without dividing by their number.',
    },
    {
      id: 'example-by-example',
      rule: 'one-hot',
      fr: 'Vous changez les poids après chaque exemple. Ici, un pas regarde tous les exemples avec les mêmes poids.',
      en: 'You change the weights after each example. Here a step looks at all examples with the same weights.',
    },
    {
      id: 'uphill',
      rule: 'descend',
      fr: 'Vous ajoutez le gradient : le coût monte.',
      en: 'You add the gradient: the loss climbs.',
    },
  ],
});
