/** Concepts of the layer `networks`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const networks = defineConcepts([
  {
    id: 'perceptron',
    title: { fr: 'Perceptron', en: 'Perceptron' },
    lesson: 'networks/perceptron',
  },
  {
    id: 'mlp',
    title: { fr: 'Perceptron multicouche', en: 'Multilayer perceptron' },
    lesson: 'networks/mlp',
  },
  {
    id: 'activations',
    title: {
      fr: 'Fonctions d’activation : sigmoïde, tanh, ReLU, GELU',
      en: 'Activation functions: sigmoid, tanh, ReLU, GELU',
    },
    lesson: 'networks/activations',
  },
  {
    id: 'forward-propagation',
    title: { fr: 'Propagation avant', en: 'Forward propagation' },
    lesson: 'networks/forward',
  },
  {
    id: 'backpropagation',
    title: { fr: 'Rétropropagation', en: 'Backpropagation' },
    lesson: 'networks/backprop',
  },
  {
    id: 'matrix-backpropagation',
    title: { fr: 'Rétropropagation sur des matrices', en: 'Backpropagation on matrices' },
    lesson: 'networks/backprop-matrix',
  },
  {
    id: 'initialisation',
    title: { fr: 'Initialisation des poids', en: 'Weight initialisation' },
    lesson: 'networks/initialisation',
  },
  {
    id: 'sgd',
    title: { fr: 'Descente de gradient stochastique', en: 'Stochastic gradient descent' },
    lesson: 'networks/optimisers',
  },
  {
    id: 'momentum',
    title: { fr: 'Inertie (momentum)', en: 'Momentum' },
    lesson: 'networks/optimisers',
  },
  { id: 'rmsprop', title: { fr: 'RMSProp', en: 'RMSProp' }, lesson: 'networks/optimisers' },
  { id: 'adam', title: { fr: 'Adam', en: 'Adam' }, lesson: 'networks/optimisers' },
  {
    id: 'learning-rate',
    title: { fr: 'Taux d’apprentissage et son réglage', en: 'Learning rate and its schedule' },
    lesson: 'networks/optimisers',
  },
  {
    id: 'mini-batches',
    title: { fr: 'Lots et époques', en: 'Batches and epochs' },
    lesson: 'networks/batches',
  },
  { id: 'dropout', title: { fr: 'Dropout', en: 'Dropout' }, lesson: 'networks/dropout' },
  {
    id: 'batch-normalisation',
    title: { fr: 'Normalisation par lot', en: 'Batch normalisation' },
    lesson: 'networks/batch-norm',
  },
  {
    id: 'early-stopping',
    title: { fr: 'Arrêt anticipé', en: 'Early stopping' },
    lesson: 'networks/early-stopping',
  },
  {
    id: 'mnist',
    title: { fr: 'Reconnaître des chiffres : MNIST', en: 'Reading digits: MNIST' },
    lesson: 'networks/mnist',
  },
  {
    id: 'two-manners',
    title: {
      fr: 'À la manière de Keras et de PyTorch',
      en: 'In the manner of Keras and of PyTorch',
    },
    lesson: 'networks/two-manners',
  },
  {
    id: 'learning-curves',
    title: { fr: 'Courbes d’apprentissage et diagnostic', en: 'Learning curves and diagnosis' },
    lesson: 'networks/learning-curves',
  },
]);
