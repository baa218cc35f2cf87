/** Concepts of the layer `language`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const language = defineConcepts([
  {
    id: 'one-hot',
    title: { fr: 'Codage one-hot', en: 'One-hot encoding' },
    lesson: 'language/one-hot',
  },
  {
    id: 'word2vec',
    title: { fr: 'Word2Vec : skip-gram et CBOW', en: 'Word2Vec: skip-gram and CBOW' },
    lesson: 'language/word2vec',
  },
  { id: 'glove', title: { fr: 'GloVe', en: 'GloVe' }, lesson: 'language/glove' },
  {
    id: 'tokenisation',
    title: { fr: 'Tokenisation', en: 'Tokenisation' },
    lesson: 'language/tokenisation',
  },
  {
    id: 'self-attention',
    title: { fr: 'Auto-attention', en: 'Self-attention' },
    lesson: 'language/self-attention',
  },
  {
    id: 'multi-head-attention',
    title: { fr: 'Attention à plusieurs têtes', en: 'Multi-head attention' },
    lesson: 'language/multi-head',
  },
  {
    id: 'positional-encoding',
    title: { fr: 'Encodage positionnel', en: 'Positional encoding' },
    lesson: 'language/positions',
  },
  {
    id: 'transformer-block',
    title: { fr: 'Bloc Transformer', en: 'Transformer block' },
    lesson: 'language/transformer-block',
  },
  {
    id: 'encoder-decoder',
    title: { fr: 'Encodeur-décodeur', en: 'Encoder–decoder' },
    lesson: 'language/encoder-decoder',
  },
  {
    id: 'bert',
    title: {
      fr: 'BERT : encodeur bidirectionnel, MLM, NSP',
      en: 'BERT: bidirectional encoder, MLM, NSP',
    },
    lesson: 'language/bert',
  },
  {
    id: 'gpt',
    title: { fr: 'GPT : décodeur seul, masque causal', en: 'GPT: decoder only, causal mask' },
    lesson: 'language/gpt',
  },
  {
    id: 'autoregressive',
    title: { fr: 'Modèles autorégressifs', en: 'Autoregressive models' },
    lesson: 'language/gpt',
  },
  {
    id: 'decoding',
    title: {
      fr: 'Recherche gloutonne, en faisceau, échantillonnage',
      en: 'Greedy search, beam search, sampling',
    },
    lesson: 'language/decoding',
  },
  {
    id: 'pre-training',
    title: { fr: 'Pré-entraînement et ajustement fin', en: 'Pre-training and fine-tuning' },
    lesson: 'language/fine-tuning',
  },
  {
    id: 'instruction-tuning',
    title: { fr: 'Réglage par instructions', en: 'Instruction tuning' },
    lesson: 'language/instructions',
  },
  {
    id: 'prompting',
    title: { fr: 'Écrire des invites', en: 'Prompting' },
    lesson: 'language/prompting',
  },
  {
    id: 'rlhf',
    title: {
      fr: 'Apprentissage à partir de retours humains',
      en: 'Reinforcement learning from human feedback',
    },
    lesson: 'language/rlhf',
  },
  {
    id: 'mixture-of-experts',
    title: { fr: 'Mélange d’experts', en: 'Mixture of experts' },
    lesson: 'language/mixture-of-experts',
  },
  {
    id: 'open-models',
    title: {
      fr: 'Familles ouvertes : Qwen, DeepSeek, Llama, Mistral',
      en: 'Open families: Qwen, DeepSeek, Llama, Mistral',
    },
    lesson: 'language/open-models',
  },
  {
    id: 'bilingual-corpora',
    title: { fr: 'Entraînement sur corpus bilingues', en: 'Training on bilingual corpora' },
    lesson: 'language/open-models',
  },
  { id: 'lora', title: { fr: 'PEFT et LoRA', en: 'PEFT and LoRA' }, lesson: 'language/lora' },
  {
    id: 'quantisation',
    title: { fr: 'Quantification', en: 'Quantisation' },
    lesson: 'language/quantisation',
  },
]);
