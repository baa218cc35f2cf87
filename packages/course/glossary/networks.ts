/** Terms of neural networks. */
import { defineTerms } from '../src/format/define.ts';

export const networks = defineTerms([
  {
    id: 'bias',
    term: { fr: 'biais', en: 'bias' },
    definition: {
      fr: 'Le nombre qu’un neurone ajoute à sa somme pondérée : il déplace le seuil de la décision.',
      en: 'The number that a neuron adds to its weighted sum: it moves the threshold of the decision.',
    },
    lesson: 'networks/perceptron',
    see: ['weight'],
  },
  {
    id: 'weight',
    term: { fr: 'poids', en: 'weight' },
    definition: {
      fr: 'Un nombre par lequel un neurone multiplie l’une de ses entrées ; c’est ce que l’apprentissage ajuste.',
      en: 'A number by which a neuron multiplies one of its inputs; it is what learning adjusts.',
    },
    lesson: 'networks/perceptron',
    see: ['bias'],
  },
  {
    id: 'learning-rate',
    term: { fr: 'taux d’apprentissage', en: 'learning rate' },
    definition: {
      fr: 'Le nombre $\\eta$ par lequel on multiplie la correction à chaque pas : trop petit, on n’avance pas ; trop grand, on diverge.',
      en: 'The number $\\eta$ by which the correction is multiplied at each step: too small, nothing moves; too large, it diverges.',
    },
    lesson: 'networks/optimisers',
    see: ['weight'],
  },
  {
    id: 'hidden-layer',
    term: { fr: 'couche cachée', en: 'hidden layer' },
    definition: {
      fr: 'Une couche dont les sorties ne sont pas celles du réseau : elle calcule les variables dont les couches suivantes se servent.',
      en: 'A layer whose outputs are not those of the network: it computes the variables that the next layers use.',
    },
    lesson: 'networks/mlp',
    see: ['activation'],
  },
  {
    id: 'activation',
    term: { fr: 'fonction d’activation', en: 'activation function' },
    definition: {
      fr: 'La fonction non linéaire appliquée à la sortie d’une couche, composante par composante ; sans elle, plusieurs couches n’en valent qu’une.',
      en: 'The nonlinear function applied to the output of a layer, component by component; without it, several layers are worth one.',
    },
    lesson: 'networks/activations',
    see: ['hidden-layer'],
  },
  {
    id: 'logit',
    term: { fr: 'logit', en: 'logit' },
    definition: {
      fr: 'Le score d’une classe avant le softmax : un nombre quelconque, positif ou négatif.',
      en: 'The score of a class before the softmax: any number, positive or negative.',
    },
    lesson: 'networks/activations',
    see: ['activation'],
  },
  {
    id: 'batch',
    term: { fr: 'lot', en: 'batch' },
    definition: {
      fr: 'Les exemples qui passent ensemble dans le réseau, un par ligne de la matrice d’entrée.',
      en: 'The examples that go through the network together, one per row of the input matrix.',
    },
    lesson: 'networks/batches',
    see: ['epoch'],
  },
  {
    id: 'epoch',
    term: { fr: 'époque', en: 'epoch' },
    definition: {
      fr: 'Un passage sur tout le jeu d’entraînement.',
      en: 'One pass over the whole training set.',
    },
    lesson: 'networks/batches',
    see: ['batch'],
  },
  {
    id: 'backpropagation',
    term: { fr: 'rétropropagation', en: 'backpropagation' },
    definition: {
      fr: 'Le calcul de tous les gradients d’un réseau en un seul passage, de la perte vers l’entrée, par la règle de la chaîne.',
      en: 'The computation of all gradients of a network in a single pass, from the loss back to the input, by the chain rule.',
    },
    lesson: 'networks/backprop',
    see: ['activation'],
  },
]);
