/** What estimators say without failing. */
import type { Catalog } from '../error.ts';

export const learnWarnings = {
  'learn.notConverged': {
    en: '{who} stopped after {iterations} iterations before it converged ({reached} left, tolerance {wanted}). Scale the features (StandardScaler), raise maxIter, or accept a larger tol.',
    fr: '{who} s’est arrêté après {iterations} itérations sans avoir convergé (reste {reached}, tolérance {wanted}). Mettez les variables à l’échelle (StandardScaler), augmentez maxIter, ou acceptez un tol plus grand.',
  },
  'learn.fewClusters': {
    en: '{who} found only {got} distinct clusters of the {expected} asked for: the data have too few distinct points. Lower nClusters.',
    fr: '{who} n’a trouvé que {got} groupes distincts sur les {expected} demandés : les données ont trop peu de points distincts. Diminuez nClusters.',
  },
  'learn.fewGroups': {
    en: '{who}: the samples fall into {got} groups, fewer than the {expected} clusters asked for. Lower threshold, or nClusters.',
    fr: '{who} : les exemples forment {got} groupes, moins que les {expected} demandés (nClusters). Diminuez threshold, ou nClusters.',
  },
  'learn.collinear': {
    en: '{who}: the features are collinear (rank {rank} of {features}); some coefficients could be replaced by others. Drop columns, or regularise.',
    fr: '{who} : les variables sont colinéaires (rang {rank} sur {features}) ; des coefficients pourraient être remplacés par d’autres. Retirez des colonnes, ou régularisez.',
  },
  'learn.noPenalty': {
    en: '{who}: the penalty is 0, which coordinate descent converges on slowly. LinearRegression solves this problem directly.',
    fr: '{who} : la pénalité vaut 0, et la descente par coordonnées converge alors lentement. LinearRegression résout ce problème directement.',
  },
  'learn.disconnected': {
    en: '{who}: the graph of neighbours falls into {count} parts; the map shows which part a sample is in, and little more. Raise nNeighbors.',
    fr: '{who} : le graphe des voisins est en {count} morceaux ; la carte montre dans lequel est un exemple, et guère plus. Augmentez nNeighbors.',
  },
} as const satisfies Catalog;
