/** Sentences of decision trees and of what is made of them. */
import type { Catalog } from '../error.ts';

export const treeErrors = {
  'trees.poissonNegative': {
    en: '{who}: the criterion of Poisson needs targets ≥ 0; y is {got} at row {row}. Take another criterion, or correct y.',
    fr: '{who} : le critère de Poisson demande des cibles ≥ 0 ; y vaut {got} à la ligne {row}. Prenez un autre critère, ou corrigez y.',
  },
  'trees.poissonZero': {
    en: '{who}: the criterion of Poisson needs some target > 0; all are 0. Take another criterion.',
    fr: '{who} : le critère de Poisson demande au moins une cible > 0 ; toutes valent 0. Prenez un autre critère.',
  },
  'trees.oobWithoutBootstrap': {
    en: '{who}: oobScore needs bootstrap: true — without drawing, no sample is left out of a tree. Set bootstrap, or judge by cross-validation.',
    fr: '{who} : oobScore demande bootstrap: true — sans tirage, aucun exemple n’est laissé hors d’un arbre. Activez bootstrap, ou jugez par validation croisée.',
  },
  'trees.maxSamples': {
    en: '{who}: maxSamples should be at most the number of samples, {expected}; got {got}.',
    fr: '{who} : maxSamples devrait être au plus le nombre d’exemples, {expected} ; reçu {got}.',
  },
  'trees.warmStart': {
    en: '{who}: with warmStart, nEstimators cannot shrink: {got} is fewer than the {expected} that are there. Raise it, or set warmStart to false.',
    fr: '{who} : avec warmStart, nEstimators ne peut pas diminuer : {got} est moins que les {expected} déjà présents. Augmentez-le, ou mettez warmStart à false.',
  },
  'trees.noProba': {
    en: '{who}: {what} gives no probabilities (no predictProba), which {why} needs. Choose another estimator or another setting.',
    fr: '{who} : {what} ne donne pas de probabilités (pas de predictProba), ce que {why} demande. Choisissez un autre estimateur ou un autre réglage.',
  },
  'trees.noWeights': {
    en: '{who}: {what} does not take sampleWeight. Choose an estimator that does, or leave sampleWeight out.',
    fr: '{who} : {what} n’accepte pas sampleWeight. Choisissez un estimateur qui l’accepte, ou n’indiquez pas sampleWeight.',
  },
  'trees.weakLearner': {
    en: '{who}: {what} is no better than chance on the weighted samples (error {got}), so boosting cannot start. Choose a stronger estimator.',
    fr: '{who} : {what} ne fait pas mieux que le hasard sur les exemples pondérés (erreur {got}) : le boosting ne peut pas commencer. Choisissez un estimateur plus fort.',
  },
  'trees.noEstimators': {
    en: '{who} needs at least one estimator that is not dropped: estimators: [[name, estimator], …].',
    fr: '{who} a besoin d’au moins un estimateur qui ne soit pas écarté : estimators: [[nom, estimateur], …].',
  },
  'trees.voteWeights': {
    en: '{who}: weights should have one number per estimator, {expected}; got {got}.',
    fr: '{who} : weights devrait avoir un nombre par estimateur, {expected} ; reçu {got}.',
  },
  'trees.lossTarget': {
    en: '{who}: the loss {loss} needs {expected}; y is {got} at row {row}. Choose another loss, or correct y.',
    fr: '{who} : la perte {loss} demande {expected} ; y vaut {got} à la ligne {row}. Choisissez une autre perte, ou corrigez y.',
  },
  'trees.exponentialClasses': {
    en: '{who}: the exponential loss is for two classes; y has {got}. Use loss: "log_loss".',
    fr: '{who} : la perte exponentielle est faite pour deux classes ; y en a {got}. Prenez loss: "log_loss".',
  },
  'trees.initShape': {
    en: '{who}: init should be "zero", undefined, or an estimator whose predictions have shape {expected}; got {got}.',
    fr: '{who} : init devrait être "zero", undefined, ou un estimateur dont les prédictions ont la forme {expected} ; reçu {got}.',
  },
  'trees.column': {
    en: '{who}: {param} names column {got}, which the data does not have ({columns} columns).',
    fr: '{who} : {param} nomme la colonne {got}, que les données n’ont pas ({columns} colonnes).',
  },
  'trees.categories': {
    en: '{who}: column {column} is categorical and has {got} categories; at most {expected} are possible (maxBins). Group rare ones, or take the column out of categoricalFeatures.',
    fr: '{who} : la colonne {column} est catégorielle et a {got} catégories ; au plus {expected} sont possibles (maxBins). Regroupez les rares, ou retirez la colonne de categoricalFeatures.',
  },
  'trees.monotonicClasses': {
    en: '{who}: monotonic constraints are possible for two classes; y has {got}.',
    fr: '{who} : les contraintes de monotonie sont possibles pour deux classes ; y en a {got}.',
  },
  'trees.monotonicCategory': {
    en: '{who}: column {column} is categorical, so nothing can grow along it. Set its monotonic constraint to 0.',
    fr: '{who} : la colonne {column} est catégorielle : rien ne peut croître avec elle. Mettez sa contrainte de monotonie à 0.',
  },
  'trees.folds': {
    en: '{who}: {got} samples (or samples of the rarest class) cannot be cut into {expected} parts. Lower cv, or gather more data.',
    fr: '{who} : {got} exemples (ou exemples de la classe la plus rare) ne se coupent pas en {expected} parts. Diminuez cv, ou réunissez plus de données.',
  },
} as const satisfies Catalog;
