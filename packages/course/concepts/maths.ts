/** Concepts of the layer `maths`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const maths = defineConcepts([
  {
    id: 'scalars-to-tensors',
    title: {
      fr: 'Scalaires, vecteurs, matrices, tenseurs',
      en: 'Scalars, vectors, matrices, tensors',
    },
    lesson: 'maths/tensors',
  },
  {
    id: 'shapes',
    title: { fr: 'Formes et indices', en: 'Shapes and indices' },
    lesson: 'maths/tensors',
  },
  {
    id: 'dot-product',
    title: { fr: 'Produit scalaire', en: 'Dot product' },
    lesson: 'maths/dot-product',
  },
  {
    id: 'norms',
    title: { fr: 'Normes et distances', en: 'Norms and distances' },
    lesson: 'maths/dot-product',
  },
  {
    id: 'cosine-similarity',
    title: { fr: 'Similarité cosinus', en: 'Cosine similarity' },
    lesson: 'maths/dot-product',
  },
  {
    id: 'linear-maps',
    title: { fr: 'Matrices comme applications linéaires', en: 'Matrices as linear maps' },
    lesson: 'maths/linear-maps',
  },
  {
    id: 'matrix-product',
    title: { fr: 'Addition et produit de matrices', en: 'Sum and product of matrices' },
    lesson: 'maths/matrix-operations',
  },
  {
    id: 'transpose',
    title: { fr: 'Transposée', en: 'Transpose' },
    lesson: 'maths/matrix-operations',
  },
  { id: 'inverse', title: { fr: 'Inverse', en: 'Inverse' }, lesson: 'maths/matrix-operations' },
  {
    id: 'determinant',
    title: { fr: 'Déterminant', en: 'Determinant' },
    lesson: 'maths/matrix-operations',
  },
  {
    id: 'linear-systems',
    title: { fr: 'Systèmes linéaires', en: 'Linear systems' },
    lesson: 'maths/linear-systems',
  },
  {
    id: 'eigen-decomposition',
    title: { fr: 'Valeurs et vecteurs propres', en: 'Eigenvalues and eigenvectors' },
    lesson: 'maths/eigen',
  },
  {
    id: 'svd',
    title: { fr: 'Décomposition en valeurs singulières', en: 'Singular value decomposition' },
    lesson: 'maths/svd',
  },
  { id: 'derivatives', title: { fr: 'Dérivées', en: 'Derivatives' }, lesson: 'maths/derivatives' },
  {
    id: 'finite-differences',
    title: { fr: 'Différences finies', en: 'Finite differences' },
    lesson: 'maths/derivatives',
  },
  {
    id: 'partial-derivatives',
    title: { fr: 'Dérivées partielles', en: 'Partial derivatives' },
    lesson: 'maths/gradient',
  },
  {
    id: 'chain-rule',
    title: { fr: 'Règle de la chaîne', en: 'Chain rule' },
    lesson: 'maths/gradient',
  },
  { id: 'gradients', title: { fr: 'Gradients', en: 'Gradients' }, lesson: 'maths/gradient' },
  {
    id: 'automatic-differentiation',
    title: { fr: 'Différentiation automatique', en: 'Automatic differentiation' },
    lesson: 'maths/autodiff',
  },
  {
    id: 'conditional-probability',
    title: { fr: 'Probabilité conditionnelle', en: 'Conditional probability' },
    lesson: 'maths/probability',
  },
  {
    id: 'bayes',
    title: { fr: 'Théorème de Bayes', en: 'Bayes’s theorem' },
    lesson: 'maths/probability',
  },
  {
    id: 'distributions',
    title: {
      fr: 'Distributions : gaussienne, Bernoulli',
      en: 'Distributions: Gaussian, Bernoulli',
    },
    lesson: 'maths/distributions',
  },
  {
    id: 'descriptive-statistics',
    title: { fr: 'Moyenne, variance, corrélation', en: 'Mean, variance, correlation' },
    lesson: 'maths/distributions',
  },
  {
    id: 'hypothesis-tests',
    title: { fr: 'Tests d’hypothèses', en: 'Hypothesis tests' },
    lesson: 'maths/hypothesis-tests',
  },
  {
    id: 'entropy',
    title: {
      fr: 'Entropie, entropie croisée, divergence KL',
      en: 'Entropy, cross-entropy, KL divergence',
    },
    lesson: 'maths/information',
  },
  {
    id: 'convexity',
    title: { fr: 'Convexe et non convexe', en: 'Convex and non-convex' },
    lesson: 'maths/optimisation',
  },
  {
    id: 'gradient-descent',
    title: { fr: 'Descente de gradient', en: 'Gradient descent' },
    lesson: 'maths/optimisation',
  },
]);
