/** Sentences of clustering: numbers of clusters, initial centres, connectivities. */
import type { Catalog } from '../error.ts';

export const clusterErrors = {
  'cluster.count': {
    en: '{who}: {got} clusters asked for, but there are only {rows} samples. Lower {name}.',
    fr: '{who} : {got} groupes demandés pour {rows} exemples seulement. Diminuez {name}.',
  },
  'cluster.init': {
    en: '{who}: init should be "k-means++", "random" or {clusters} centres of {features} features; got shape {got}.',
    fr: '{who} : init devrait être « k-means++ », « random » ou {clusters} centres de {features} variables ; reçu la forme {got}.',
  },
  'cluster.threshold': {
    en: '{who}: give exactly one of nClusters and distanceThreshold, and leave the other undefined; got nClusters {clusters} and distanceThreshold {threshold}.',
    fr: '{who} : donnez soit nClusters, soit distanceThreshold, et laissez l’autre à undefined ; reçu nClusters {clusters} et distanceThreshold {threshold}.',
  },
  'cluster.ward': {
    en: '{who}: linkage "ward" is defined for the metric "euclidean" only, got {metric}. Use another linkage: "average", "complete", "single".',
    fr: '{who} : le lien « ward » n’est défini que pour la métrique « euclidean », reçu {metric}. Prenez un autre lien : « average », « complete », « single ».',
  },
  'cluster.square': {
    en: '{who}: {name} should be square, one row and one column per sample ({expected}); got {got}.',
    fr: '{who} : {name} devrait être carré, une ligne et une colonne par exemple ({expected}) ; reçu {got}.',
  },
  'cluster.negative': {
    en: '{who}: an affinity is {got} at row {row}. Affinities are numbers ≥ 0.',
    fr: '{who} : une affinité vaut {got} à la ligne {row}. Les affinités sont des nombres ≥ 0.',
  },
  'cluster.noBandwidth': {
    en: '{who}: the estimated bandwidth is 0, because samples coincide. Give bandwidth a number > 0.',
    fr: '{who} : la largeur estimée vaut 0, car des exemples coïncident. Donnez à bandwidth un nombre > 0.',
  },
  'cluster.noSeeds': {
    en: '{who}: no sample lies within the bandwidth {bandwidth} of a seed. Raise bandwidth, or give other seeds.',
    fr: '{who} : aucun exemple n’est à moins de {bandwidth} (bandwidth) d’un germe. Augmentez bandwidth, ou donnez d’autres germes.',
  },
  'cluster.minSamples': {
    en: '{who}: minSamples is {got}, but there are only {rows} samples. Lower it.',
    fr: '{who} : minSamples vaut {got} pour {rows} exemples seulement. Diminuez-le.',
  },
  'cluster.moreThanRows': {
    en: '{who}: {name} is {got}, but there are only {rows} samples. Lower it.',
    fr: '{who} : {name} vaut {got} pour {rows} exemples seulement. Diminuez-le.',
  },
  'cluster.eps': {
    en: '{who}: eps is {got}, but neighbours are sought only up to maxEps = {most}. Lower eps, or raise maxEps.',
    fr: '{who} : eps vaut {got}, mais les voisins ne sont cherchés que jusqu’à maxEps = {most}. Diminuez eps, ou augmentez maxEps.',
  },
} as const satisfies Catalog;
