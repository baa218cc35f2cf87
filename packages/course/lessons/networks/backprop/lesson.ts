import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/backprop',
  title: { fr: 'La rétropropagation à la main', en: 'Backpropagation by hand' },
  summary: {
    fr: 'Suivre une erreur à rebours dans un petit réseau, et calculer le gradient de chaque poids au crayon.',
    en: 'Follow an error backwards through a small network, and compute the gradient of each weight with a pencil.',
  },
  teaches: ['backpropagation'],
  requires: ['networks/forward', 'maths/gradient'],
  minutes: 45,
  sources: [
    {
      title: 'Learning Representations by Back-propagating Errors',
      authors: 'D. E. Rumelhart, G. E. Hinton, R. J. Williams',
      year: 1986,
      url: 'https://doi.org/10.1038/323533a0',
    },
    {
      title:
        'Taylor Expansion of the Accumulated Rounding Error (reverse accumulation, thesis of 1970)',
      authors: 'S. Linnainmaa',
      year: 1976,
      url: 'https://doi.org/10.1007/BF01931367',
    },
  ],
});
