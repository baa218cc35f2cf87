import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'descent',
  title: { fr: 'Descendre par lots', en: 'Going down in batches' },
  kind: 'train',
  tier: 1,
  minutes: 15,
  tasks: [
    {
      id: 'descend',
      points: 4,
      fr: 'Écrivez `batchDescent(x, y, draw, rate, epochs)` : une droite, de `slope = intercept = 0`, par un pas de `linearGradient` par lot. `draw()` rend les lots d’une nouvelle époque.',
      en: 'Write `batchDescent(x, y, draw, rate, epochs)`: a line, from `slope = intercept = 0`, by one step of `linearGradient` per batch. `draw()` returns the batches of a new epoch.',
    },
  ],
  exports: ['batchDescent'],
  diagnoses: [
    {
      id: 'whole-set',
      rule: 'mean',
      fr: 'Votre gradient est celui du jeu entier : à chaque pas, seuls les exemples du lot comptent.',
      en: 'Your gradient is that of the whole set: at each step only the examples of the batch count.',
    },
    {
      id: 'answers-left-behind',
      rule: 'mean',
      fr: 'Les x sont ceux du lot, les y sont les premiers de la liste : chaque exemple garde sa réponse.',
      en: 'The x are those of the batch, the y are the first ones of the list: each example keeps its answer.',
    },
    {
      id: 'one-step-per-epoch',
      rule: 'one-step',
      fr: 'Vous attendez la fin de l’époque pour faire un seul pas : on avance après chaque lot.',
      en: 'You wait for the end of the epoch to make a single step: a step follows each batch.',
    },
    {
      id: 'same-batches',
      rule: 'once',
      fr: 'Vous ne tirez les lots qu’une fois : chaque époque appelle `draw()` de nouveau.',
      en: 'You draw the batches only once: each epoch calls `draw()` again.',
    },
  ],
});
