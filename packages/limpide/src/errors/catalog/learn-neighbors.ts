/** Sentences of nearest neighbours: metrics, numbers of neighbours, radii, densities. */
import type { Catalog } from '../error.ts';

export const neighborsErrors = {
  'neighbors.metricTree': {
    en: '{who}: algorithm "{algorithm}" cannot search with the metric {metric}. Use {remedy}.',
    fr: '{who} : l’algorithme « {algorithm} » ne sait pas chercher avec la métrique {metric}. Utilisez {remedy}.',
  },
  'neighbors.tooMany': {
    en: '{who}: {got} neighbours asked for, but only {most} samples can be one. Lower nNeighbors.',
    fr: '{who} : {got} voisins demandés, mais seuls {most} exemples peuvent l’être. Diminuez nNeighbors.',
  },
  'neighbors.count': {
    en: '{who}: the number of neighbours should be an integer ≥ 1, got {got}.',
    fr: '{who} : le nombre de voisins devrait être un entier ≥ 1, reçu {got}.',
  },
  'neighbors.radius': {
    en: '{who}: the radius should be a number ≥ 0, got {got}.',
    fr: '{who} : le rayon devrait être un nombre ≥ 0, reçu {got}.',
  },
  'neighbors.haversine': {
    en: '{who}: the metric "haversine" needs two features, latitude and longitude in radians; got {got}.',
    fr: '{who} : la métrique « haversine » a besoin de deux variables, latitude et longitude en radians ; reçu {got}.',
  },
  'neighbors.precomputed': {
    en: '{who}: with metric "precomputed" X holds distances, shape [{rows}, {expected}], one column per sample of fit; got [{rows}, {got}].',
    fr: '{who} : avec la métrique « precomputed », X contient des distances, forme [{rows}, {expected}], une colonne par exemple de fit ; reçu [{rows}, {got}].',
  },
  'neighbors.negative': {
    en: '{who}: the distance between samples {row} and {col} is {got}. Distances are numbers ≥ 0.',
    fr: '{who} : la distance entre les exemples {row} et {col} vaut {got}. Les distances sont des nombres ≥ 0.',
  },
  'neighbors.exponent': {
    en: '{who}: the exponent p should be a number ≥ 1, got {got}.',
    fr: '{who} : l’exposant p devrait être un nombre ≥ 1, reçu {got}.',
  },
  'neighbors.kernelOption': {
    en: 'pairwiseKernels: got {got}. Kernels are {known}, and gamma is a number > 0.',
    fr: 'pairwiseKernels : reçu {got}. Les noyaux sont {known}, et gamma est un nombre > 0.',
  },
  'neighbors.features': {
    en: '{who}: X has {a} features and Y has {b}. Both need the same columns.',
    fr: '{who} : X a {a} variables et Y en a {b}. Les deux ont besoin des mêmes colonnes.',
  },
  'neighbors.alone': {
    en: '{who}: {count} sample(s) have no neighbour within the radius {radius} (the first: row {row}). Raise radius, or take a model that asks the k nearest (KNeighborsRegressor).',
    fr: '{who} : {count} exemple(s) n’ont aucun voisin dans le rayon {radius} (le premier : ligne {row}). Augmentez radius, ou prenez un modèle qui interroge les k plus proches (KNeighborsRegressor).',
  },
  'neighbors.aloneClass': {
    en: '{who}: {count} sample(s) have no neighbour within the radius {radius} (the first: row {row}). Raise radius, or set outlierLabel (a label, or "mostFrequent").',
    fr: '{who} : {count} exemple(s) n’ont aucun voisin dans le rayon {radius} (le premier : ligne {row}). Augmentez radius, ou donnez outlierLabel (une étiquette, ou « mostFrequent »).',
  },
  'neighbors.outlierLabel': {
    en: '{who}: outlierLabel {got} is of another kind than the classes ({known}). Use a {expected}, or "mostFrequent".',
    fr: '{who} : outlierLabel {got} est d’une autre sorte que les classes ({known}). Donnez un {expected}, ou « mostFrequent ».',
  },
  'neighbors.weights': {
    en: '{who}: the function given as weights returned {got} for the distance {distance}. It must return a finite number ≥ 0 for each distance.',
    fr: '{who} : la fonction donnée comme weights a renvoyé {got} pour la distance {distance}. Elle doit renvoyer un nombre fini ≥ 0 pour chaque distance.',
  },
  'neighbors.shrink': {
    en: '{who}: within classes no feature varies, so shrinkThreshold has no scale to shrink by. Leave it out, or drop constant features.',
    fr: '{who} : à l’intérieur des classes aucune variable ne varie, shrinkThreshold n’a donc pas d’échelle. Ne le donnez pas, ou retirez les variables constantes.',
  },
  'neighbors.kernelSample': {
    en: '{who}: sampling is known for the kernels "gaussian" and "tophat" with the metric "euclidean"; this one has "{kernel}" and {metric}.',
    fr: '{who} : on sait tirer des exemples avec les noyaux « gaussian » et « tophat » et la métrique « euclidean » ; ici « {kernel} » et {metric}.',
  },
  'neighbors.kernelMetric': {
    en: '{who}: the kernel has no known volume for the metric {metric}. Use "euclidean", "manhattan" or "chebyshev".',
    fr: '{who} : le volume du noyau n’est pas connu pour la métrique {metric}. Utilisez « euclidean », « manhattan » ou « chebyshev ».',
  },
  'neighbors.novelty': {
    en: '{who}: {method} judges new samples and needs novelty: true; labels of the training samples are in fitPredict and negativeOutlierFactor_.',
    fr: '{who} : {method} juge de nouveaux exemples et demande novelty: true ; les étiquettes des exemples d’apprentissage sont dans fitPredict et negativeOutlierFactor_.',
  },
  'neighbors.notNovelty': {
    en: '{who}: with novelty: true, fitPredict is not available: the training samples are taken as normal. Use fit, then predict on new samples.',
    fr: '{who} : avec novelty: true, fitPredict n’existe pas : les exemples d’apprentissage sont tenus pour normaux. Utilisez fit, puis predict sur de nouveaux exemples.',
  },
  'neighbors.sampleCount': {
    en: '{who}: the number of samples to draw should be an integer ≥ 0, got {got}.',
    fr: '{who} : le nombre d’exemples à tirer devrait être un entier ≥ 0, reçu {got}.',
  },
} as const satisfies Catalog;
