import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'create',
  title: { fr: 'Tirer un réseau', en: 'Draw a network' },
  kind: 'code',
  tier: 1,
  minutes: 15,
  tasks: [
    {
      id: 'xavier',
      points: 1,
      fr: 'Écrivez `xavierInit(inputs, outputs, random)` : des poids uniformes, à la borne de Glorot.',
      en: 'Write `xavierInit(inputs, outputs, random)`: uniform weights, within Glorot’s bound.',
    },
    {
      id: 'he',
      points: 2,
      fr: 'Écrivez `heInit(inputs, outputs, random)` : des poids normaux, à l’écart type de He.',
      en: 'Write `heInit(inputs, outputs, random)`: normal weights, of He’s standard deviation.',
    },
    {
      id: 'create',
      points: 2,
      fr: 'Écrivez `createMlp(sizes, seed)` : He pour les couches cachées, Glorot pour la dernière, des biais nuls. La même graine donne le même réseau.',
      en: 'Write `createMlp(sizes, seed)`: He for hidden layers, Glorot for the last, biases of zero. The same seed gives the same network.',
    },
  ],
  exports: ['seededRandom', 'xavierInit', 'heInit', 'createMlp'],
  diagnoses: [
    {
      id: 'deviation-for-bound',
      rule: 'glorot',
      fr: 'Vous prenez l’écart type pour la borne : une loi uniforme entre −a et a a la variance a²/3.',
      en: 'You take the standard deviation for the bound: a uniform law between −a and a has the variance a²/3.',
    },
    {
      id: 'only-positive',
      rule: 'glorot',
      fr: 'Tous vos poids sont positifs : la loi va de −a à a.',
      en: 'All your weights are positive: the law runs from −a to a.',
    },
    {
      id: 'no-two',
      rule: 'he',
      fr: 'Le facteur 2 manque : la ReLU éteint la moitié du signal.',
      en: 'The factor 2 is missing: the ReLU puts out half of the signal.',
    },
    {
      id: 'variance-for-deviation',
      rule: 'he',
      fr: 'Vous multipliez par la variance 2/n : il faut sa racine.',
      en: 'You multiply by the variance 2/n: its root is wanted.',
    },
    {
      id: 'random-biases',
      rule: 'biases',
      fr: 'Vos biais sont tirés au hasard : ils partent de zéro.',
      en: 'Your biases are drawn at random: they start from zero.',
    },
  ],
});
