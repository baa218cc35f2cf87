import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/forward',
  title: { fr: 'La propagation avant', en: 'The forward pass' },
  summary: {
    fr: 'Faire traverser un réseau à un lot d’exemples, en gardant ce dont le retour aura besoin.',
    en: 'Send a batch of examples through a network, keeping what the way back will need.',
  },
  teaches: ['forward-propagation'],
  requires: ['networks/activations'],
  minutes: 35,
  sources: [
    {
      title: 'Neural Networks and Deep Learning, chap. 1–2',
      authors: 'M. Nielsen',
      year: 2015,
      url: 'http://neuralnetworksanddeeplearning.com/',
    },
    {
      title: 'Deep Learning, chap. 6',
      authors: 'I. Goodfellow, Y. Bengio, A. Courville',
      year: 2016,
      url: 'https://www.deeplearningbook.org/',
    },
  ],
});
