/** Sentences of linear models, support vector machines, naive Bayes and discriminant analysis. */
import type { Catalog } from '../error.ts';

export const linearErrors = {
  'linear.combination': {
    en: '{who}: {first} does not go with {second}. {remedy}',
    fr: '{who} : {first} ne va pas avec {second}. {remedy}',
  },
  'linear.solverPenalty': {
    en: '{who}: solver "{solver}" has no penalty "{penalty}". Solvers that have it: {known}.',
    fr: '{who} : le solveur « {solver} » n’a pas de pénalité « {penalty} ». Ceux qui l’ont : {known}.',
  },
  'linear.binarySolver': {
    en: '{who}: solver "{solver}" cannot fit one multinomial model of several classes. Use multiClass: "ovr" (one model per class) or solver "lbfgs".',
    fr: '{who} : le solveur « {solver} » ne sait pas ajuster un seul modèle multinomial à plusieurs classes. Prenez multiClass: "ovr" (un modèle par classe) ou le solveur « lbfgs ».',
  },
  'linear.alphas': {
    en: '{who}: alpha has {got} values for {expected} targets. Give one number, or one per target.',
    fr: '{who} : alpha a {got} valeurs pour {expected} cibles. Donnez un seul nombre, ou un par cible.',
  },
  'linear.negativeTarget': {
    en: '{who} needs targets {expected}; y is {got} at row {row}. Shift or transform y, or take another family.',
    fr: '{who} a besoin de cibles {expected} ; y vaut {got} à la ligne {row}. Décalez ou transformez y, ou prenez une autre famille.',
  },
  'linear.negativeFeature': {
    en: '{who} needs features ≥ 0; column {column} of X is {got} at row {row}. Counts and frequencies are; a MinMaxScaler makes others so.',
    fr: '{who} a besoin de variables ≥ 0 ; la colonne {column} de X vaut {got} à la ligne {row}. Des comptes ou des fréquences le sont ; un MinMaxScaler y ramène les autres.',
  },
  'linear.category': {
    en: '{who}: column {column} of X is {got} at row {row}; categories are whole numbers 0 … {last}. Encode them with OrdinalEncoder, and set minCategories when fit has not seen them all.',
    fr: '{who} : la colonne {column} de X vaut {got} à la ligne {row} ; les catégories sont des entiers 0 … {last}. Encodez-les par OrdinalEncoder, et donnez minCategories quand fit ne les a pas toutes vues.',
  },
  'linear.priors': {
    en: '{who}: the priors should be {expected} numbers ≥ 0 that sum to 1; got {got}.',
    fr: '{who} : les probabilités a priori devraient être {expected} nombres ≥ 0 de somme 1 ; reçu {got}.',
  },
  'linear.unknownClass': {
    en: '{who}: y holds the class "{got}", which is not among those of the first partialFit: {known}.',
    fr: '{who} : y contient la classe « {got} », absente de celles du premier partialFit : {known}.',
  },
  'linear.classWeight': {
    en: '{who}: classWeight names the class "{got}", which y does not have. Classes: {known}.',
    fr: '{who} : classWeight nomme la classe « {got} », que y n’a pas. Classes : {known}.',
  },
  'linear.noProbability': {
    en: '{who} gives no probabilities with {setting}. {remedy}',
    fr: '{who} ne donne pas de probabilités avec {setting}. {remedy}',
  },
  'linear.kernelShape': {
    en: '{who}: a precomputed kernel should have shape [{rows}, {expected}], one column per training sample; got [{rows}, {got}].',
    fr: '{who} : un noyau précalculé devrait avoir la forme [{rows}, {expected}], une colonne par exemple d’apprentissage ; reçu [{rows}, {got}].',
  },
  'linear.kernelValue': {
    en: '{who}: the kernel gave {got} for two samples. It must give a finite number.',
    fr: '{who} : le noyau a donné {got} pour deux exemples. Il doit donner un nombre fini.',
  },
  'linear.diverged': {
    en: '{who}: the weights became infinite. Scale the features (StandardScaler) or lower {setting}.',
    fr: '{who} : les poids sont devenus infinis. Mettez les variables à l’échelle (StandardScaler) ou diminuez {setting}.',
  },
  'linear.components': {
    en: '{who}: nComponents is {got}; at most min(features, classes − 1) = {most} directions separate classes.',
    fr: '{who} : nComponents vaut {got} ; au plus min(variables, classes − 1) = {most} directions séparent des classes.',
  },
  'linear.smallClass': {
    en: '{who}: class "{got}" has {rows} sample(s); at least {expected} are needed. {remedy}',
    fr: '{who} : la classe « {got} » a {rows} exemple(s) ; il en faut au moins {expected}. {remedy}',
  },
  'linear.noVariance': {
    en: '{who}: within classes no feature varies, so there is nothing to measure distances with. Give samples that differ, or drop constant columns.',
    fr: '{who} : à l’intérieur des classes aucune variable ne varie, rien ne permet de mesurer des distances. Donnez des exemples qui diffèrent, ou retirez les colonnes constantes.',
  },
  'linear.singular': {
    en: '{who}: the covariance of the features is singular. Use solver "svd", or shrinkage.',
    fr: '{who} : la covariance des variables est singulière. Prenez le solveur « svd », ou shrinkage.',
  },
  'linear.binary': {
    en: '{who}: with binarize null, features are 0 (absent) or 1 (present); got {got}. Set binarize to the value from which a feature is present.',
    fr: '{who} : quand binarize vaut null, les variables valent 0 (absente) ou 1 (présente) ; reçu {got}. Donnez à binarize la valeur à partir de laquelle une variable est présente.',
  },
  'linear.noConsensus': {
    en: '{who}: in {trials} draws no sample came within {limit} of a model. Raise residualThreshold, or maxTrials.',
    fr: '{who} : en {trials} tirages, aucun exemple n’a été à moins de {limit} d’un modèle. Augmentez residualThreshold, ou maxTrials.',
  },
  'linear.drawSize': {
    en: '{who}: a draw takes {got} samples (minSamples; features + 1 when left out), but there are only {rows}. Give more samples, or a smaller minSamples.',
    fr: '{who} : un tirage prend {got} exemples (minSamples ; variables + 1 par défaut), mais il n’y en a que {rows}. Donnez plus d’exemples, ou un minSamples plus petit.',
  },
  'linear.foldWeights': {
    en: '{who}: in one of the folds all samples have weight 0, so its error is not defined. Shuffle the samples, lower cv, or drop those without weight.',
    fr: '{who} : dans l’un des plis, tous les exemples ont un poids nul, et son erreur n’est pas définie. Mélangez les exemples, diminuez cv, ou retirez ceux qui n’ont pas de poids.',
  },
  'linear.inner': {
    en: '{who} needs an estimator with {expected}; {got} has none.',
    fr: '{who} a besoin d’un estimateur qui a {expected} ; {got} n’en a pas.',
  },
} as const satisfies Catalog;
