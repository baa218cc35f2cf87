/** Where the small tables come from, and what they must not be used for. */
import type { DatasetCard } from './cards.ts';

export const wineCard: DatasetCard = {
  id: 'wine',
  name: 'Wine',
  authors: 'Michele Forina et al.',
  year: 1991,
  licence: 'CC-BY-4.0 (UCI Machine Learning Repository)',
  source: 'https://doi.org/10.24432/C5PC7J',
  content: {
    en: '178 wines of three growers of one region of Italy, 13 chemical measures each.',
    fr: '178 vins de trois producteurs d’une même région d’Italie, 13 mesures chimiques chacun.',
  },
  notFor: {
    en: 'Judging wines: it says who made them, not how good they are; and 178 bottles tell methods hardly apart.',
    fr: 'Juger des vins : on y lit qui les a faits, non ce qu’ils valent ; et 178 bouteilles départagent à peine des méthodes.',
  },
};

export const breastCancerCard: DatasetCard = {
  id: 'breast-cancer',
  name: 'Breast Cancer Wisconsin (Diagnostic)',
  authors: 'William Wolberg, Olvi Mangasarian, Nick Street, W. Street',
  year: 1993,
  licence: 'CC-BY-4.0 (UCI Machine Learning Repository)',
  source: 'https://doi.org/10.24432/C5DW2B',
  content: {
    en: '569 tumours, malignant (0) or benign (1), described by 30 measures of cell nuclei in an image.',
    fr: '569 tumeurs, malignes (0) ou bénignes (1), décrites par 30 mesures de noyaux de cellules sur une image.',
  },
  notFor: {
    en: 'Diagnosing anybody: one hospital of the 1990s, measures drawn by hand, no follow-up. A missed malignant tumour costs more than a false alarm: accuracy alone says too little.',
    fr: 'Diagnostiquer qui que ce soit : un seul hôpital des années 1990, des mesures tracées à la main, aucun suivi. Une tumeur maligne manquée coûte plus qu’une fausse alerte : l’exactitude seule en dit trop peu.',
  },
};

export const diabetesCard: DatasetCard = {
  id: 'diabetes',
  name: 'Diabetes',
  authors: 'Bradley Efron, Trevor Hastie, Iain Johnstone, Robert Tibshirani',
  year: 2004,
  licence: 'BSD-3-Clause (scikit-learn)',
  source: 'https://doi.org/10.1214/009053604000000067',
  content: {
    en: '442 patients: age, sex, body mass index, blood pressure, six blood measures; the target is the progression of diabetes after a year.',
    fr: '442 patients : âge, sexe, indice de masse corporelle, tension, six mesures sanguines ; la cible est la progression du diabète après un an.',
  },
  notFor: {
    en: 'Predicting anybody’s illness: few patients, of unknown origin, and columns that explain half of the variance at best.',
    fr: 'Prédire la maladie de quelqu’un : peu de patients, d’origine inconnue, et des colonnes qui expliquent au mieux la moitié de la variance.',
  },
};

export const digitsCard: DatasetCard = {
  id: 'digits',
  name: 'Digits (8 × 8)',
  authors: 'Ethem Alpaydin, Cevdet Kaynak',
  year: 1998,
  licence: 'CC-BY-4.0 (UCI Machine Learning Repository)',
  source: 'https://doi.org/10.24432/C50P49',
  content: {
    en: '1,797 handwritten digits of 13 people, 8 × 8 pixels from 0 to 16 (the test part of the original).',
    fr: '1 797 chiffres manuscrits de 13 personnes, 8 × 8 pixels de 0 à 16 (la part de test de l’original).',
  },
  notFor: {
    en: 'Reading real writing: tiny, centred pictures of 13 hands. The same hands are in any random split.',
    fr: 'Lire de vraies écritures : de minuscules images centrées, de 13 mains. Les mêmes mains sont des deux côtés de tout découpage au hasard.',
  },
};

export const penguinsCard: DatasetCard = {
  id: 'penguins',
  name: 'Palmer penguins',
  authors: 'Kristen Gorman, Allison Horst, Alison Hill',
  year: 2020,
  licence: 'CC0-1.0',
  source: 'https://doi.org/10.5281/zenodo.3960218',
  content: {
    en: '344 penguins of three species on three islands of Antarctica: bill, flipper, body mass, sex; some values are missing.',
    fr: '344 manchots de trois espèces sur trois îles de l’Antarctique : bec, aileron, masse, sexe ; quelques valeurs manquent.',
  },
  notFor: {
    en: 'Conclusions about penguins elsewhere: three islands, three summers; the island nearly gives the species away.',
    fr: 'Conclure sur les manchots d’ailleurs : trois îles, trois étés ; l’île trahit presque l’espèce.',
  },
};
