import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/perceptron',
  title: { fr: 'Le perceptron', en: 'The perceptron' },
  summary: {
    fr: 'Faire apprendre une droite à partir de ses erreurs, et savoir ce qu’elle ne séparera jamais.',
    en: 'Make a line learn from its mistakes, and know what it will never separate.',
  },
  teaches: ['perceptron'],
  requires: ['maths/dot-product'],
  minutes: 40,
  sources: [
    {
      title:
        'The Perceptron: A Probabilistic Model for Information Storage and Organization in the Brain',
      authors: 'F. Rosenblatt',
      year: 1958,
      url: 'https://doi.org/10.1037/h0042519',
    },
    {
      title: 'On Convergence Proofs on Perceptrons',
      authors: 'A. B. J. Novikoff',
      year: 1962,
    },
    { title: 'Perceptrons', authors: 'M. Minsky, S. Papert', year: 1969 },
  ],
});
