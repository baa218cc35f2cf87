import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'train',
  title: { fr: 'Un réseau qui lit des chiffres', en: 'A network that reads digits' },
  kind: 'train',
  tier: 1,
  minutes: 30,
  tasks: [
    {
      id: 'predict',
      points: 1,
      fr: 'Écrivez `predictMlp(model, x)` : pour chaque ligne, le numéro de la classe la plus probable.',
      en: 'Write `predictMlp(model, x)`: for each row, the number of the most probable class.',
    },
    {
      id: 'accuracy',
      points: 1,
      fr: 'Écrivez `accuracyOf(predicted, labels)` : la part des réponses justes.',
      en: 'Write `accuracyOf(predicted, labels)`: the share of right answers.',
    },
    {
      id: 'epoch',
      points: 4,
      fr: 'Écrivez `trainEpoch(model, data, options)` : une époque d’Adam par lots mélangés, sur place dans `model` ; rendez la perte moyenne sur les exemples.',
      en: 'Write `trainEpoch(model, data, options)`: one epoch of Adam in shuffled batches, in place in `model`; return the mean loss over the examples.',
    },
  ],
  exports: ['predictMlp', 'accuracyOf', 'trainEpoch'],
  diagnoses: [
    {
      id: 'smallest',
      rule: 'argmax',
      fr: 'Vous prenez la classe la moins probable.',
      en: 'You take the least probable class.',
    },
    {
      id: 'share-of-errors',
      rule: 'accuracy',
      fr: 'Vous rendez la part des erreurs : l’exactitude est celle des réponses justes.',
      en: 'You return the share of mistakes: accuracy is that of right answers.',
    },
    {
      id: 'last-batch-lost',
      rule: 'all-batches',
      fr: 'Le dernier lot, plus petit, est perdu.',
      en: 'The last batch, which is smaller, is lost.',
    },
    {
      id: 'state-forgotten',
      rule: 'state',
      fr: 'Adam repart de zéro à chaque lot : passez-lui options.state.',
      en: 'Adam starts from scratch at each batch: give it options.state.',
    },
    {
      id: 'labels-left-behind',
      rule: 'together',
      fr: 'Les images sont mélangées, les étiquettes ne le sont pas : chaque image reçoit celle d’une autre.',
      en: 'The images are shuffled, the labels are not: each image is given that of another.',
    },
  ],
  limits: { seconds: 20 },
});
