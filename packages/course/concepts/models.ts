/** Concepts of the layer `models`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const models = defineConcepts([
  {
    id: 'linear-regression',
    title: { fr: 'Régression linéaire', en: 'Linear regression' },
    lesson: 'models/linear-regression',
  },
  {
    id: 'logistic-regression',
    title: { fr: 'Régression logistique', en: 'Logistic regression' },
    lesson: 'models/logistic-regression',
  },
  {
    id: 'softmax-regression',
    title: { fr: 'Régression softmax', en: 'Softmax regression' },
    lesson: 'models/logistic-regression',
  },
  {
    id: 'loss-functions',
    title: {
      fr: 'Fonctions de coût : erreur quadratique, entropie croisée',
      en: 'Loss functions: squared error, cross-entropy',
    },
    lesson: 'models/losses',
  },
  {
    id: 'overfitting',
    title: { fr: 'Surapprentissage et généralisation', en: 'Overfitting and generalisation' },
    lesson: 'models/overfitting',
  },
  {
    id: 'bias-variance',
    title: { fr: 'Compromis biais-variance', en: 'Bias–variance trade-off' },
    lesson: 'models/overfitting',
  },
  {
    id: 'l1-l2',
    title: { fr: 'Régularisation L1 et L2', en: 'L1 and L2 regularisation' },
    lesson: 'models/regularisation',
  },
  {
    id: 'data-splits',
    title: { fr: 'Entraînement, validation, test', en: 'Training, validation, test' },
    lesson: 'models/splits',
  },
  {
    id: 'cross-validation',
    title: { fr: 'Validation croisée', en: 'Cross-validation' },
    lesson: 'models/splits',
  },
  {
    id: 'classification-metrics',
    title: {
      fr: 'Exactitude, précision, rappel, F-mesure',
      en: 'Accuracy, precision, recall, F-measure',
    },
    lesson: 'models/metrics',
  },
  {
    id: 'roc-auc',
    title: { fr: 'Courbe ROC et aire sous la courbe', en: 'ROC curve and area under it' },
    lesson: 'models/metrics',
  },
]);
