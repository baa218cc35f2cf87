import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'fit',
  title: { fr: 'La perte d’une époque', en: 'The loss of an epoch' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'epoch',
      points: 2,
      fr: 'Écrivez `epochLoss(losses, sizes)` : la perte moyenne par exemple, d’après la perte moyenne et la taille de chaque lot.',
      en: 'Write `epochLoss(losses, sizes)`: the mean loss per example, from the mean loss and the size of each batch.',
    },
  ],
  exports: [],
  diagnoses: [
    {
      id: 'plain-mean',
      rule: 'weighted',
      fr: 'Chaque lot compte autant chez vous, même le dernier, plus petit : pondérez par les tailles.',
      en: 'Each batch counts the same here, even the last, smaller one: weight by the sizes.',
    },
    {
      id: 'sum',
      rule: 'weighted',
      fr: 'C’est la perte totale de l’époque : divisez-la par le nombre d’exemples.',
      en: 'That is the total loss of the epoch: divide it by the number of examples.',
    },
    {
      id: 'last-batch',
      rule: 'weighted',
      fr: 'Vous rendez la perte du dernier lot ; il faut une moyenne sur toute l’époque.',
      en: 'You return the loss of the last batch; a mean over the whole epoch is wanted.',
    },
  ],
});
