import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'xor',
  title: { fr: 'Des poids choisis à la main', en: 'Weights chosen by hand' },
  kind: 'derive',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 'only-first',
      points: 2,
      fr: 'Avec deux neurones cachés, choisissez des poids qui calculent le ou exclusif **autrement que dans la leçon** : le premier neurone caché vaut 1 seulement pour $(1, 0)$, le second seulement pour $(0, 1)$.',
      en: 'With two hidden neurons, choose weights that compute the exclusive or **differently from the lesson**: the first hidden neuron is 1 for $(1, 0)$ only, the second for $(0, 1)$ only.',
    },
  ],
  exports: [],
  diagnoses: [
    {
      id: 'as-in-the-lesson',
      fr: 'C’est le réseau de la leçon, « ou » et « et ». On demande ici « le premier seul » et « le second seul ».',
      en: 'That is the network of the lesson, “or” and “and”. Here “the first alone” and “the second alone” are wanted.',
    },
    {
      id: 'no-threshold',
      rule: 'bias-rows',
      fr: 'La sortie vaut 1 même quand les deux neurones cachés valent 0 : voyez le biais de la sortie.',
      en: 'The output is 1 even when both hidden neurons are 0: look at the bias of the output.',
    },
    {
      id: 'output-and',
      fr: 'Votre sortie demande que les deux neurones cachés valent 1 : cela n’arrive jamais. Un seul suffit.',
      en: 'Your output wants both hidden neurons to be 1: that never happens. One of them is enough.',
    },
  ],
});
