/** Concepts of the layer `frontier`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const frontier = defineConcepts([
  {
    id: 'research-habits',
    title: {
      fr: 'Lire la recherche : arXiv, articles du jour, laboratoires',
      en: 'Reading research: arXiv, daily papers, laboratories',
    },
    lesson: 'frontier/reading',
  },
  {
    id: 'efficient-inference',
    title: {
      fr: 'Inférence efficace : FlashAttention, décodage spéculatif',
      en: 'Efficient inference: FlashAttention, speculative decoding',
    },
    lesson: 'frontier/inference',
  },
  {
    id: 'world-models',
    title: {
      fr: 'Modèles du monde et compréhension multimodale',
      en: 'World models and multimodal understanding',
    },
    lesson: 'frontier/world-models',
  },
]);
