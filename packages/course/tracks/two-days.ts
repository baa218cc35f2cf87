/** The track « Deep learning à la main, 2 jours ». */
import { defineTrack } from '../src/format/define.ts';

export const twoDays = defineTrack({
  id: 'two-days',
  title: { fr: 'Deep learning à la main, 2 jours', en: 'Deep learning by hand, 2 days' },
  summary: {
    fr: 'Ouvrir la boîte noire en quatorze heures : les mathématiques et les algorithmes, codés sans cadre de haut niveau, puis les architectures et les bonnes pratiques.',
    en: 'Opening the black box in fourteen hours: the mathematics and the algorithms, coded without a high-level framework, then architectures and good practice.',
  },
  audience: [
    {
      fr: 'Data scientists et ingénieurs des données qui veulent dépasser l’usage des bibliothèques.',
      en: 'Data scientists and data engineers who want to go beyond using libraries.',
    },
    {
      fr: 'Chercheurs et enseignants en IA qui ont besoin des fondements mathématiques.',
      en: 'Researchers and teachers of AI who need the mathematical foundations.',
    },
    {
      fr: 'Développeurs confirmés qui se spécialisent dans les algorithmes.',
      en: 'Experienced developers who specialise in algorithms.',
    },
    {
      fr: 'Étudiants en IA qui consolident leurs bases par la pratique.',
      en: 'Students of AI who strengthen their bases by practice.',
    },
  ],
  prerequisites: [
    {
      fr: 'Savoir programmer ; des notions de Python aident à lire les comparaisons.',
      en: 'Being able to program; some Python helps to read the comparisons.',
    },
    {
      fr: 'Des notions d’apprentissage automatique et de statistique, et l’idée de réseau de neurones.',
      en: 'Some machine learning and statistics, and the idea of a neural network.',
    },
  ],
  objectives: [
    {
      fr: 'Expliquer les bases mathématiques : algèbre linéaire, dérivée, gradient.',
      en: 'Explain the mathematical bases: linear algebra, derivative, gradient.',
    },
    {
      fr: 'Maîtriser la propagation avant et la rétropropagation.',
      en: 'Master forward propagation and backpropagation.',
    },
    {
      fr: 'Écrire des optimiseurs (SGD, Adam) et comprendre leurs hyperparamètres.',
      en: 'Write optimisers (SGD, Adam) and understand their hyper-parameters.',
    },
    {
      fr: 'Choisir entre MLP, CNN et RNN selon les données.',
      en: 'Choose between MLP, CNN and RNN according to the data.',
    },
    {
      fr: 'Évaluer un modèle et corriger le surapprentissage ou le sous-apprentissage.',
      en: 'Evaluate a model and correct over- or underfitting.',
    },
  ],
  assessment: {
    fr: 'Travaux pratiques vérifiés par l’atelier, questionnaire à la fin de chaque demi-journée.',
    en: 'Practical work checked by the studio, a quiz at the end of each half-day.',
  },
  hours: 14,
  pace: {
    fr: 'Deux jours de 7 h, en quatre demi-journées.',
    en: 'Two days of 7 h, in four half-days.',
  },
  stages: [
    {
      id: 'day-1-morning',
      title: {
        fr: 'Jour 1, matin : les bases mathématiques',
        en: 'Day 1, morning: the mathematical bases',
      },
      aim: {
        fr: 'Vecteurs, matrices, produit scalaire, activations, coût.',
        en: 'Vectors, matrices, dot product, activations, loss.',
      },
      minutes: 210,
      concepts: [
        'scalars-to-tensors',
        'dot-product',
        'matrix-product',
        'gradients',
        'activations',
        'loss-functions',
      ],
      steps: [
        { kind: 'lesson', lesson: 'maths/tensors' },
        { kind: 'lesson', lesson: 'maths/dot-product' },
        { kind: 'lesson', lesson: 'maths/matrix-operations' },
        { kind: 'lesson', lesson: 'maths/gradient' },
        { kind: 'lesson', lesson: 'networks/activations' },
        { kind: 'lesson', lesson: 'models/losses' },
      ],
      milestone: {
        fr: 'Un neurone calculé à la main et en code.',
        en: 'A neuron computed by hand and in code.',
      },
    },
    {
      id: 'day-1-afternoon',
      title: {
        fr: 'Jour 1, après-midi : la mécanique de l’apprentissage',
        en: 'Day 1, afternoon: how learning works',
      },
      aim: {
        fr: 'Propagation avant, rétropropagation, optimiseurs.',
        en: 'Forward propagation, backpropagation, optimisers.',
      },
      minutes: 210,
      concepts: [
        'forward-propagation',
        'backpropagation',
        'gradient-descent',
        'sgd',
        'momentum',
        'rmsprop',
        'adam',
      ],
      steps: [
        { kind: 'lesson', lesson: 'networks/forward' },
        { kind: 'lesson', lesson: 'networks/backprop' },
        { kind: 'lesson', lesson: 'maths/optimisation' },
        { kind: 'lesson', lesson: 'networks/optimisers' },
        {
          kind: 'project',
          id: 'practical-1',
          title: { fr: 'Travaux pratiques 1', en: 'Practical work 1' },
          what: {
            fr: 'Calculer une propagation à la main, puis écrire un réseau simple sans cadre.',
            en: 'Compute a propagation by hand, then write a simple network without a framework.',
          },
          minutes: 90,
          where: ['networks/forward', 'networks/mlp'],
        },
      ],
      milestone: {
        fr: 'Un réseau écrit de zéro apprend.',
        en: 'A network written from scratch learns.',
      },
    },
    {
      id: 'day-2-morning',
      title: { fr: 'Jour 2, matin : les architectures', en: 'Day 2, morning: architectures' },
      aim: {
        fr: 'Réseaux convolutifs pour l’image, récurrents pour les séquences.',
        en: 'Convolutional networks for images, recurrent ones for sequences.',
      },
      minutes: 210,
      concepts: ['convolution', 'pooling', 'cnn', 'rnn', 'vanishing-gradient', 'lstm'],
      steps: [
        { kind: 'lesson', lesson: 'vision/convolution' },
        { kind: 'lesson', lesson: 'vision/pooling' },
        { kind: 'lesson', lesson: 'vision/cnn' },
        { kind: 'lesson', lesson: 'sequences/rnn' },
        { kind: 'lesson', lesson: 'sequences/vanishing-gradient' },
        { kind: 'lesson', lesson: 'sequences/lstm' },
      ],
      milestone: {
        fr: 'Savoir quelle architecture convient à quelles données, et pourquoi.',
        en: 'Knowing which architecture suits which data, and why.',
      },
    },
    {
      id: 'day-2-afternoon',
      title: {
        fr: 'Jour 2, après-midi : entraîner et évaluer',
        en: 'Day 2, afternoon: training and evaluating',
      },
      aim: {
        fr: 'Surapprentissage, validation croisée, métriques, initialisation, normalisation, et la porte des Transformers.',
        en: 'Overfitting, cross-validation, metrics, initialisation, normalisation, and the door to Transformers.',
      },
      minutes: 210,
      concepts: [
        'overfitting',
        'cross-validation',
        'classification-metrics',
        'roc-auc',
        'initialisation',
        'batch-normalisation',
        'dropout',
        'learning-curves',
        'hyper-parameters',
        'self-attention',
      ],
      steps: [
        { kind: 'lesson', lesson: 'models/overfitting' },
        { kind: 'lesson', lesson: 'models/splits' },
        { kind: 'lesson', lesson: 'models/metrics' },
        { kind: 'lesson', lesson: 'networks/initialisation' },
        { kind: 'lesson', lesson: 'networks/batch-norm' },
        { kind: 'lesson', lesson: 'networks/dropout' },
        { kind: 'lesson', lesson: 'networks/learning-curves' },
        { kind: 'lesson', lesson: 'guide/tuning' },
        { kind: 'lesson', lesson: 'language/self-attention' },
        {
          kind: 'project',
          id: 'practical-2',
          title: { fr: 'Travaux pratiques 2', en: 'Practical work 2' },
          what: {
            fr: 'Un réseau convolutif qui classe des images, à la manière de Keras ou de PyTorch, dont on règle les hyperparamètres.',
            en: 'A convolutional network that classifies images, in the manner of Keras or PyTorch, whose hyper-parameters are tuned.',
          },
          minutes: 90,
          where: ['vision/cnn', 'guide/tuning'],
        },
      ],
      milestone: {
        fr: 'Un CNN réglé, évalué sur un jeu de test.',
        en: 'A tuned CNN, evaluated on a test set.',
      },
    },
  ],
  resources: [],
});
