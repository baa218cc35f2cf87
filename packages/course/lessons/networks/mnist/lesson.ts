import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/mnist',
  title: { fr: 'MNIST avec votre moteur', en: 'MNIST with your own engine' },
  summary: {
    fr: 'Assembler tout ce que l’on a écrit en un réseau qui lit des chiffres manuscrits.',
    en: 'Assemble all that was written into a network that reads handwritten digits.',
  },
  teaches: ['mnist'],
  requires: ['networks/backprop-matrix', 'networks/initialisation', 'networks/optimisers'],
  minutes: 60,
  sources: [
    {
      title: 'Gradient-Based Learning Applied to Document Recognition',
      authors: 'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner',
      year: 1998,
      url: 'https://doi.org/10.1109/5.726791',
    },
    {
      title: 'The MNIST Database of Handwritten Digits',
      authors: 'Y. LeCun, C. Cortes, C. J. C. Burges',
      year: 1998,
    },
  ],
});
