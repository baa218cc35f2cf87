import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'value',
  title: { fr: 'Un nombre qui se souvient', en: 'A number that remembers' },
  kind: 'code',
  tier: 2,
  minutes: 20,
  tasks: [
    {
      id: 'forward',
      points: 2,
      fr: 'Écrivez `add`, `mul` et `tanh` : le nouveau nœud a sa valeur `data`, ses entrées et ses dérivées locales.',
      en: 'Write `add`, `mul` and `tanh`: the new node has its value `data`, its inputs and its local derivatives.',
    },
    {
      id: 'backward',
      points: 3,
      fr: 'Écrivez `backward()` : le gradient de la sortie vaut 1, puis chaque nœud donne à ses entrées sa part, de la sortie vers les feuilles.',
      en: 'Write `backward()`: the gradient of the output is 1, then each node gives its inputs their share, from the output to the leaves.',
    },
  ],
  exports: ['Value'],
  diagnoses: [
    {
      id: 'own-factor',
      rule: 'local',
      fr: 'Vous donnez à chaque facteur sa propre valeur : la dérivée locale d’un produit est l’autre facteur.',
      en: 'You give each factor its own value: the local derivative of a product is the other factor.',
    },
    {
      id: 'tanh-of-input',
      rule: 'tanh',
      fr: 'Vous écrivez 1 − a² avec l’entrée : c’est la sortie t = tanh a qu’il faut mettre au carré.',
      en: 'You write 1 − a² with the input: it is the output t = tanh a that must be squared.',
    },
    {
      id: 'replaced',
      rule: 'accumulate',
      fr: 'Le dernier chemin efface les autres : un gradient s’ajoute à ce qui s’y trouve déjà.',
      en: 'The last path wipes out the others: a gradient is added to what is already there.',
    },
    {
      id: 'no-seed',
      rule: 'seed',
      fr: 'Tout reste à 0 : la sortie n’a pas reçu son gradient, 1.',
      en: 'Everything stays 0: the output has not received its gradient, 1.',
    },
    {
      id: 'one-level',
      rule: 'order',
      fr: 'Vous vous arrêtez aux entrées directes de la sortie : il faut remonter jusqu’aux feuilles.',
      en: 'You stop at the direct inputs of the output: go back to the leaves.',
    },
    {
      id: 'forward-order',
      rule: 'order',
      fr: 'Vous parcourez les nœuds des feuilles vers la sortie : chacun transmet un gradient qu’il n’a pas encore reçu.',
      en: 'You walk from the leaves to the output: each node passes on a gradient that it has not received yet.',
    },
  ],
});
