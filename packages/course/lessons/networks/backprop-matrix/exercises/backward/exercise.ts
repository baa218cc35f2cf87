import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'backward',
  title: { fr: 'Tous les gradients d’un lot', en: 'All gradients of a batch' },
  kind: 'code',
  tier: 2,
  minutes: 20,
  tasks: [
    {
      id: 'backward',
      points: 5,
      fr: 'Écrivez `backwardMlp(model, cache, labels)` : pour chaque couche, dans l’ordre du modèle, le gradient de l’entropie croisée moyenne par rapport à ses poids et à son biais.',
      en: 'Write `backwardMlp(model, cache, labels)`: for each layer, in the order of the model, the gradient of the mean cross-entropy with respect to its weights and its bias.',
    },
  ],
  exports: ['backwardMlp'],
  diagnoses: [
    {
      id: 'not-averaged',
      rule: 'start',
      fr: 'La division par la taille du lot manque : vos gradients sont ceux de la somme.',
      en: 'The division by the size of the batch is missing: your gradients are those of the sum.',
    },
    {
      id: 'bias-not-summed',
      rule: 'bias-sum',
      fr: 'Le gradient du biais n’est pas sommé sur le lot : il ne retient que le dernier exemple.',
      en: 'The gradient of the bias is not summed over the batch: it only retains the last example.',
    },
    {
      id: 'no-mask',
      rule: 'relu-mask',
      fr: 'Le gradient traverse aussi les neurones éteints : la pente de la ReLU manque.',
      en: 'The gradient also passes through silent neurons: the slope of the ReLU is missing.',
    },
    {
      id: 'wrong-sign',
      rule: 'start',
      fr: 'Vous partez de Y − P : c’est l’opposé du gradient.',
      en: 'You start from Y − P: that is minus the gradient.',
    },
  ],
});
