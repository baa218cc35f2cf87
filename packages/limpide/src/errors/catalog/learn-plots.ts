/** Sentences of plots: what cannot be drawn, and why. */
import type { Catalog } from '../error.ts';

export const plotErrors = {
  'plot.features': {
    en: '{who} draws two columns of X; X has {got}. Choose two with {option}: the others stay at their median.',
    fr: '{who} dessine deux colonnes de X ; X en a {got}. Choisissez-en deux par {option} : les autres restent à leur médiane.',
  },
  'plot.column': {
    en: '{who}: X has no column {got}. It has: {known}.',
    fr: '{who} : X n’a pas de colonne {got}. Elle a : {known}.',
  },
  'plot.scores': {
    en: '{who} needs a classifier that gives probabilities or a decision; {got} gives neither. Fit it with probability: true where it can, or wrap it in CalibratedClassifierCV.',
    fr: '{who} a besoin d’un classifieur qui donne des probabilités ou une décision ; {got} ne donne ni l’un ni l’autre. Entraînez-le avec probability: true s’il le peut, ou enveloppez-le dans CalibratedClassifierCV.',
  },
  'plot.importances': {
    en: '{who}: {got} says nothing about its columns (no featureImportances_, no coef_). Use permutationImportance(model, X, y) and give its result.',
    fr: '{who} : {got} ne dit rien de ses colonnes (ni featureImportances_, ni coef_). Utilisez permutationImportance(model, X, y) et donnez son résultat.',
  },
  'plot.points': {
    en: '{who} needs points with at least two coordinates; got the shape {got}. Reduce them first (PCA, TSNE, UMAP).',
    fr: '{who} a besoin de points à au moins deux coordonnées ; reçu la forme {got}. Réduisez-les d’abord (PCA, TSNE, UMAP).',
  },
  'plot.predict': {
    en: '{who}: {got} does not predict new points, so there is nothing to draw between those it has seen.',
    fr: '{who} : {got} ne prédit pas de nouveaux points ; il n’y a donc rien à dessiner entre ceux qu’il a vus.',
  },
} as const satisfies Catalog;
