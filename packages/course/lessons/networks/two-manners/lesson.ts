import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/two-manners',
  title: { fr: 'À la manière de Keras et de PyTorch', en: 'In the manner of Keras and of PyTorch' },
  summary: {
    fr: 'Décrire et laisser faire, ou écrire la boucle : deux manières d’entraîner le même réseau, et comment passer de l’une à l’autre.',
    en: 'Describing and letting it run, or writing the loop: two manners of training the same network, and how to go from one to the other.',
  },
  teaches: ['two-manners'],
  requires: ['networks/mnist'],
  minutes: 40,
  sources: [
    {
      title: 'PyTorch: An Imperative Style, High-Performance Deep Learning Library, NeurIPS',
      authors: 'A. Paszke et al.',
      year: 2019,
      url: 'https://arxiv.org/abs/1912.01703',
    },
    {
      title: 'Deep Learning with Python, 3e édition, chap. 3 et 7',
      authors: 'F. Chollet, M. Watson',
      year: 2025,
      url: 'https://deeplearningwithpython.io/',
    },
  ],
});
