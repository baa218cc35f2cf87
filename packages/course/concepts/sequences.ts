/** Concepts of the layer `sequences`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const sequences = defineConcepts([
  {
    id: 'rnn',
    title: { fr: 'Réseaux récurrents', en: 'Recurrent networks' },
    lesson: 'sequences/rnn',
  },
  {
    id: 'vanishing-gradient',
    title: { fr: 'Gradient qui disparaît ou explose', en: 'Vanishing and exploding gradients' },
    lesson: 'sequences/vanishing-gradient',
  },
  { id: 'lstm', title: { fr: 'LSTM', en: 'LSTM' }, lesson: 'sequences/lstm' },
  { id: 'gru', title: { fr: 'GRU', en: 'GRU' }, lesson: 'sequences/gru' },
  {
    id: 'rnn-attention',
    title: { fr: 'Attention de Bahdanau et de Luong', en: 'Bahdanau and Luong attention' },
    lesson: 'sequences/rnn-attention',
  },
]);
