/** Terms of first models: costs, overfitting, measures. */
import { defineTerms } from '../src/format/define.ts';

export const models = defineTerms([
  {
    id: 'regression',
    term: { fr: 'régression', en: 'regression' },
    definition: {
      fr: 'Prédire un nombre.',
      en: 'Predicting a number.',
    },
    lesson: 'models/linear-regression',
    see: ['classification'],
  },
  {
    id: 'linear-regression',
    term: { fr: 'régression linéaire', en: 'linear regression' },
    definition: {
      fr: 'Le modèle $\\hat y = w \\cdot x + b$, ajusté par les moindres carrés.',
      en: 'The model $\\hat y = w \\cdot x + b$, fitted by least squares.',
    },
    lesson: 'models/linear-regression',
    see: ['least-squares'],
  },
  {
    id: 'residual',
    term: { fr: 'résidu', en: 'residual' },
    definition: {
      fr: 'L’écart entre la valeur observée et la valeur prédite.',
      en: 'The gap between the observed value and the predicted one.',
    },
    lesson: 'models/linear-regression',
    see: ['mean-squared-error'],
  },
  {
    id: 'mean-squared-error',
    term: { fr: 'erreur quadratique moyenne', en: 'mean squared error' },
    definition: {
      fr: 'La moyenne des carrés des résidus.',
      en: 'The mean of the squared residuals.',
    },
    lesson: 'models/linear-regression',
    see: ['residual', 'loss'],
  },
  {
    id: 'feature',
    term: { fr: 'variable', en: 'feature' },
    definition: {
      fr: 'Un des nombres qui décrivent un exemple : une colonne du tableau.',
      en: 'One of the numbers that describe an example: a column of the table.',
    },
    lesson: 'models/overfitting',
    see: ['label'],
  },
  {
    id: 'loss',
    term: { fr: 'perte, ou fonction de coût', en: 'loss function' },
    definition: {
      fr: 'Le nombre que l’apprentissage fait descendre : combien les prédictions s’écartent des réponses.',
      en: 'The number that learning brings down: how far predictions are from the answers.',
    },
    lesson: 'models/losses',
    see: ['cross-entropy', 'mean-squared-error'],
  },
  {
    id: 'maximum-likelihood',
    term: { fr: 'maximum de vraisemblance', en: 'maximum likelihood' },
    definition: {
      fr: 'Choisir les paramètres qui rendent les données observées les plus probables. L’erreur quadratique et l’entropie croisée en viennent.',
      en: 'Choosing the parameters that make the observed data most probable. Squared error and cross-entropy come from it.',
    },
    lesson: 'models/losses',
    see: ['likelihood', 'loss'],
  },
  {
    id: 'logistic-regression',
    term: { fr: 'régression logistique', en: 'logistic regression' },
    definition: {
      fr: 'Un score linéaire passé dans la sigmoïde : la probabilité d’une classe contre l’autre.',
      en: 'A linear score put through the sigmoid: the probability of one class against the other.',
    },
    lesson: 'models/logistic-regression',
    see: ['sigmoid'],
  },
  {
    id: 'sigmoid',
    term: { fr: 'sigmoïde', en: 'sigmoid' },
    definition: {
      fr: '$\\sigma(z) = 1/(1 + e^{-z})$ : d’un score quelconque à un nombre entre 0 et 1.',
      en: '$\\sigma(z) = 1/(1 + e^{-z})$: from any score to a number between 0 and 1.',
    },
    lesson: 'models/logistic-regression',
    see: ['softmax', 'logit'],
  },
  {
    id: 'softmax',
    term: { fr: 'softmax', en: 'softmax' },
    definition: {
      fr: 'D’un score par classe à des probabilités de somme 1 : chaque exponentielle, divisée par la somme des exponentielles.',
      en: 'From a score per class to probabilities that add up to 1: each exponential, divided by the sum of the exponentials.',
    },
    lesson: 'models/logistic-regression',
    see: ['logit', 'sigmoid'],
  },
  {
    id: 'overfitting',
    term: { fr: 'surapprentissage', en: 'overfitting' },
    definition: {
      fr: 'Apprendre jusqu’au bruit des exemples : l’erreur d’entraînement baisse encore, celle de validation remonte.',
      en: 'Learning even the noise of the examples: the training error still falls, the validation error rises.',
    },
    lesson: 'models/overfitting',
    see: ['underfitting', 'generalisation'],
  },
  {
    id: 'underfitting',
    term: { fr: 'sous-apprentissage', en: 'underfitting' },
    definition: {
      fr: 'Un modèle trop simple, ou trop peu entraîné : il se trompe même sur les exemples d’entraînement.',
      en: 'A model too simple, or trained too little: it is wrong even on the training examples.',
    },
    lesson: 'models/overfitting',
    see: ['overfitting'],
  },
  {
    id: 'generalisation',
    term: { fr: 'généralisation', en: 'generalisation' },
    definition: {
      fr: 'La qualité des prédictions sur des exemples qu’on n’a pas appris.',
      en: 'How good predictions are on examples that were not learnt.',
    },
    lesson: 'models/overfitting',
    see: ['overfitting', 'test-set'],
  },
  {
    id: 'bias-variance',
    term: { fr: 'biais et variance d’un modèle', en: 'bias and variance of a model' },
    definition: {
      fr: 'Les deux parts évitables de l’erreur : ce que le modèle ne sait pas représenter, et ce qui change d’un jeu d’entraînement à l’autre.',
      en: 'The two avoidable parts of the error: what the model cannot represent, and what changes from one training set to another.',
    },
    lesson: 'models/overfitting',
    see: ['underfitting', 'overfitting'],
  },
  {
    id: 'regularisation',
    term: { fr: 'régularisation', en: 'regularisation' },
    definition: {
      fr: 'Ce qui retient un modèle d’épouser le bruit : une pénalité sur les poids, le dropout, l’arrêt anticipé.',
      en: 'What keeps a model from hugging the noise: a penalty on the weights, dropout, early stopping.',
    },
    lesson: 'models/regularisation',
    see: ['ridge', 'lasso', 'overfitting'],
  },
  {
    id: 'ridge',
    term: { fr: 'régression ridge (L2)', en: 'ridge regression (L2)' },
    definition: {
      fr: 'La régression linéaire pénalisée par le carré des poids : elle les rétrécit tous.',
      en: 'Linear regression with a penalty on the squared weights: it shrinks them all.',
    },
    lesson: 'models/regularisation',
    see: ['lasso', 'regularisation'],
  },
  {
    id: 'lasso',
    term: { fr: 'lasso (L1)', en: 'lasso (L1)' },
    definition: {
      fr: 'La régression linéaire pénalisée par la valeur absolue des poids : elle en met certains à zéro exactement.',
      en: 'Linear regression with a penalty on the absolute values of the weights: it sets some of them to exactly zero.',
    },
    lesson: 'models/regularisation',
    see: ['ridge', 'soft-threshold'],
  },
  {
    id: 'soft-threshold',
    term: { fr: 'seuillage doux', en: 'soft thresholding' },
    definition: {
      fr: 'Rapprocher un nombre de zéro d’une quantité fixe, et l’y laisser s’il le dépasse.',
      en: 'Moving a number towards zero by a fixed amount, and leaving it there if it would go past.',
    },
    lesson: 'models/regularisation',
    see: ['lasso'],
  },
  {
    id: 'hyperparameter',
    term: { fr: 'hyperparamètre', en: 'hyperparameter' },
    definition: {
      fr: 'Un réglage choisi avant l’apprentissage, que la descente n’ajuste pas : taux, nombre de couches, pénalité.',
      en: 'A setting chosen before learning, which descent does not adjust: rate, number of layers, penalty.',
    },
    lesson: 'guide/tuning',
    see: ['validation-set'],
  },
  {
    id: 'training-set',
    term: { fr: 'jeu d’entraînement', en: 'training set' },
    definition: {
      fr: 'Les exemples sur lesquels les paramètres sont ajustés.',
      en: 'The examples on which the parameters are adjusted.',
    },
    lesson: 'models/splits',
    see: ['validation-set', 'test-set'],
  },
  {
    id: 'validation-set',
    term: { fr: 'jeu de validation', en: 'validation set' },
    definition: {
      fr: 'Les exemples mis de côté pour choisir les réglages.',
      en: 'The examples put aside to choose the settings.',
    },
    lesson: 'models/splits',
    see: ['training-set', 'hyperparameter'],
  },
  {
    id: 'test-set',
    term: { fr: 'jeu de test', en: 'test set' },
    definition: {
      fr: 'Les exemples que l’on n’ouvre qu’à la fin, une fois, pour juger.',
      en: 'The examples that are opened only at the end, once, to judge.',
    },
    lesson: 'models/splits',
    see: ['training-set', 'generalisation'],
  },
  {
    id: 'data-leakage',
    term: { fr: 'fuite de données', en: 'data leakage' },
    definition: {
      fr: 'Une information du test qui passe dans l’entraînement : les résultats sont trop beaux.',
      en: 'Information from the test set that gets into training: the results are too good to be true.',
    },
    lesson: 'models/splits',
    see: ['test-set'],
  },
  {
    id: 'cross-validation',
    term: { fr: 'validation croisée', en: 'cross-validation' },
    definition: {
      fr: 'Découper les exemples en $k$ plis, et faire de chacun à son tour la validation.',
      en: 'Cutting the examples into $k$ folds, each one being the validation set in turn.',
    },
    lesson: 'models/splits',
    see: ['validation-set'],
  },
  {
    id: 'stratification',
    term: { fr: 'stratification', en: 'stratification' },
    definition: {
      fr: 'Découper en gardant dans chaque partie les mêmes proportions de classes.',
      en: 'Splitting so that each part keeps the same proportions of classes.',
    },
    lesson: 'models/splits',
    see: ['training-set'],
  },
  {
    id: 'confusion-matrix',
    term: { fr: 'matrice de confusion', en: 'confusion matrix' },
    definition: {
      fr: 'Le tableau qui compte, pour chaque classe vraie, les classes annoncées.',
      en: 'The table that counts, for each true class, the classes that were announced.',
    },
    lesson: 'models/metrics',
    see: ['precision', 'recall'],
  },
  {
    id: 'accuracy',
    term: { fr: 'exactitude', en: 'accuracy' },
    definition: {
      fr: 'La part des réponses justes.',
      en: 'The share of right answers.',
    },
    lesson: 'models/metrics',
    see: ['precision', 'recall'],
  },
  {
    id: 'precision',
    term: { fr: 'précision', en: 'precision' },
    definition: {
      fr: 'Parmi les exemples annoncés positifs, la part de ceux qui le sont.',
      en: 'Among the examples announced positive, the share of those that are.',
    },
    lesson: 'models/metrics',
    see: ['recall', 'f1'],
  },
  {
    id: 'recall',
    term: { fr: 'rappel', en: 'recall' },
    definition: {
      fr: 'Parmi les exemples vraiment positifs, la part de ceux que l’on a trouvés.',
      en: 'Among the truly positive examples, the share of those that were found.',
    },
    lesson: 'models/metrics',
    see: ['precision', 'f1'],
  },
  {
    id: 'f1',
    term: { fr: 'mesure F1', en: 'F1 score' },
    definition: {
      fr: 'La moyenne harmonique de la précision et du rappel : basse dès que l’une des deux l’est.',
      en: 'The harmonic mean of precision and recall: low as soon as either of them is.',
    },
    lesson: 'models/metrics',
    see: ['precision', 'recall'],
  },
  {
    id: 'roc-curve',
    term: { fr: 'courbe ROC', en: 'ROC curve' },
    definition: {
      fr: 'Le rappel en fonction du taux de fausses alarmes, quand le seuil descend.',
      en: 'Recall against the rate of false alarms, as the threshold goes down.',
    },
    lesson: 'models/metrics',
    see: ['auc'],
  },
  {
    id: 'auc',
    term: { fr: 'aire sous la courbe', en: 'area under the curve (AUC)' },
    definition: {
      fr: 'L’aire sous la courbe ROC : la probabilité qu’un positif tiré au hasard ait un meilleur score qu’un négatif.',
      en: 'The area under the ROC curve: the probability that a random positive has a better score than a random negative.',
    },
    lesson: 'models/metrics',
    see: ['roc-curve'],
  },
  {
    id: 'huber-loss',
    term: { fr: 'perte de Huber', en: 'Huber loss' },
    definition: {
      fr: 'Un carré près de zéro, une droite au-delà d’un seuil : une valeur aberrante garde une influence bornée.',
      en: 'A square near zero, a straight line beyond a threshold: an outlier keeps a bounded influence.',
    },
    lesson: 'models/losses',
    see: ['loss', 'outlier'],
  },
  {
    id: 'threshold',
    term: { fr: 'seuil de décision', en: 'decision threshold' },
    definition: {
      fr: 'Le score à partir duquel on annonce la classe positive ; il dépend du prix de chaque erreur.',
      en: 'The score from which the positive class is announced; it depends on the price of each mistake.',
    },
    lesson: 'models/metrics',
    see: ['precision', 'recall'],
  },
  {
    id: 'double-descent',
    term: { fr: 'double descente', en: 'double descent' },
    definition: {
      fr: 'L’erreur de test d’un modèle toujours plus grand, qui remonte puis redescend au-delà du point où tout est retenu.',
      en: 'The test error of an ever larger model, which rises, then falls again beyond the point where everything is memorised.',
    },
    lesson: 'models/overfitting',
    see: ['bias-variance'],
  },
  {
    id: 'standardisation',
    term: { fr: 'standardisation', en: 'standardisation' },
    definition: {
      fr: 'Ramener une variable à la moyenne 0 et à l’écart-type 1, avec les nombres du jeu d’entraînement.',
      en: 'Bringing a variable to mean 0 and standard deviation 1, with the numbers of the training set.',
    },
    lesson: 'models/splits',
    see: ['standard-deviation', 'data-leakage'],
  },
]);
