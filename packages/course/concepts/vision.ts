/** Concepts of the layer `vision`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const vision = defineConcepts([
  {
    id: 'convolution',
    title: { fr: 'Convolution, remplissage, pas', en: 'Convolution, padding, stride' },
    lesson: 'vision/convolution',
  },
  {
    id: 'pooling',
    title: { fr: 'Sous-échantillonnage (pooling)', en: 'Pooling' },
    lesson: 'vision/pooling',
  },
  {
    id: 'cnn',
    title: { fr: 'Réseaux convolutifs', en: 'Convolutional networks' },
    lesson: 'vision/cnn',
  },
  {
    id: 'resnet',
    title: { fr: 'Réseaux résiduels', en: 'Residual networks' },
    lesson: 'vision/resnet',
  },
  {
    id: 'vit',
    title: { fr: 'Transformers de vision', en: 'Vision transformers' },
    lesson: 'vision/vit',
  },
]);
