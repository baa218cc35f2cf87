import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'network',
  title: { fr: 'Du lot aux probabilités', en: 'From the batch to probabilities' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'layer',
      points: 1,
      fr: 'Écrivez `denseForward(layer, x)`, la sortie d’une couche linéaire, à l’aide de `mulMatrix` et `addBias`.',
      en: 'Write `denseForward(layer, x)`, the output of a linear layer, with the help of `mulMatrix` and `addBias`.',
    },
    {
      id: 'network',
      points: 3,
      fr: 'Écrivez `forwardMlp(model, x)` : les entrées de chaque couche dans `activations`, et les probabilités.',
      en: 'Write `forwardMlp(model, x)`: the inputs of each layer in `activations`, and the probabilities.',
    },
  ],
  exports: ['denseForward', 'forwardMlp'],
  diagnoses: [
    {
      id: 'no-bias',
      rule: 'dense',
      fr: 'Le biais manque : la couche est HW + b.',
      en: 'The bias is missing: the layer is HW + b.',
    },
    {
      id: 'relu-at-the-end',
      rule: 'hidden-only',
      fr: 'Vous appliquez la ReLU aux derniers scores : la dernière couche va droit au softmax.',
      en: 'You apply the ReLU to the last scores: the last layer goes straight to the softmax.',
    },
    {
      id: 'no-relu',
      rule: 'hidden-only',
      fr: 'Il n’y a pas de ReLU entre les couches : votre réseau n’est qu’une couche linéaire.',
      en: 'There is no ReLU between the layers: your network is but one linear layer.',
    },
    {
      id: 'input-not-kept',
      rule: 'cache',
      fr: 'L’entrée x manque dans activations : c’est l’entrée de la première couche, le retour en a besoin.',
      en: 'The input x is missing in activations: it is the input of the first layer, and the way back needs it.',
    },
  ],
});
