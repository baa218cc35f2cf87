/** Sentences of classical machine learning: what estimators say about data and parameters. */
import type { Catalog } from '../error.ts';

export const learnErrors = {
  'learn.notFitted': {
    en: '{who} has not learned anything yet ({what} was asked for). Call fit(…) first.',
    fr: '{who} n’a encore rien appris ({what} a été demandé). Appelez d’abord fit(…).',
  },
  'learn.param': {
    en: '{who}: the parameter {name} should be {expected}, got {got}. Change it with setParams({ {name}: … }) or in the constructor.',
    fr: '{who} : le paramètre {name} devrait être {expected}, reçu {got}. Changez-le par setParams({ {name}: … }) ou dans le constructeur.',
  },
  'learn.unknownParam': {
    en: '{who} has no parameter "{name}"{hint}. It has: {known}.',
    fr: '{who} n’a pas de paramètre « {name} »{hint}. Il a : {known}.',
  },
  'learn.aborted': {
    en: '{who} was stopped after {done} of {total} {unit}. It is as it was before fit; start again when you wish.',
    fr: '{who} a été arrêté après {done} {unit} sur {total}. Il est tel qu’avant fit ; relancez quand vous le souhaitez.',
  },
  'learn.notFeatures': {
    en: '{who}: X should be a tensor [samples, features], rows of numbers, a matrix or a table; got {got}.',
    fr: '{who} : X devrait être un tenseur [exemples, variables], des lignes de nombres, une matrice ou un tableau ; reçu {got}.',
  },
  'learn.sparse': {
    en: '{who} needs a dense matrix and got a sparse one. Use X.toDense() if it fits in memory.',
    fr: '{who} a besoin d’une matrice dense et en a reçu une creuse. Utilisez X.toDense() si elle tient en mémoire.',
  },
  'learn.oneDimension': {
    en: '{who}: X has one dimension ({shape}); two are needed, [samples, features]. One feature: X.reshape([-1, 1]); one sample: X.reshape([1, -1]).',
    fr: '{who} : X a une seule dimension ({shape}) ; il en faut deux, [exemples, variables]. Une seule variable : X.reshape([-1, 1]) ; un seul exemple : X.reshape([1, -1]).',
  },
  'learn.dimensions': {
    en: '{who}: X should have two dimensions, [samples, features]; its shape is {shape}.',
    fr: '{who} : X devrait avoir deux dimensions, [exemples, variables] ; sa forme est {shape}.',
  },
  'learn.fewRows': {
    en: '{who} needs at least {expected} samples (rows of X), got {got}.',
    fr: '{who} a besoin d’au moins {expected} exemples (lignes de X), reçu {got}.',
  },
  'learn.noColumns': {
    en: '{who}: X has {rows} samples but no feature (no column). Give it at least one.',
    fr: '{who} : X a {rows} exemples mais aucune variable (aucune colonne). Donnez-en au moins une.',
  },
  'learn.nan': {
    en: '{who}: column {column} of X has a missing value (NaN) at row {row}. Fill it in first (SimpleImputer, KNNImputer), drop the row, or use a model that takes missing values (HistGradientBoosting, decision trees).',
    fr: '{who} : la colonne {column} de X a une valeur manquante (NaN) à la ligne {row}. Remplissez-la d’abord (SimpleImputer, KNNImputer), retirez la ligne, ou prenez un modèle qui accepte les valeurs manquantes (HistGradientBoosting, arbres de décision).',
  },
  'learn.infinite': {
    en: '{who}: column {column} of X is {got} at row {row}. Replace or drop infinite values (a division by zero, a logarithm of zero?).',
    fr: '{who} : la colonne {column} de X vaut {got} à la ligne {row}. Remplacez ou retirez les valeurs infinies (division par zéro, logarithme de zéro ?).',
  },
  'learn.text': {
    en: '{who}: column {column} of X holds texts ("{got}") where numbers belong. Encode it first (OneHotEncoder, OrdinalEncoder), alone or in a ColumnTransformer.',
    fr: '{who} : la colonne {column} de X contient des textes (« {got} ») là où il faut des nombres. Encodez-la d’abord (OneHotEncoder, OrdinalEncoder), seule ou dans un ColumnTransformer.',
  },
  'learn.tooLarge': {
    en: '{who}: column {column} of X is {got} at row {row}; beyond {most} the square of a number does not fit any more. Is it a mark for a missing value? Then make it NaN; else change the unit of the column, or take its logarithm.',
    fr: '{who} : la colonne {column} de X vaut {got} à la ligne {row} ; au-delà de {most}, le carré d’un nombre ne tient plus. Est-ce la marque d’une valeur manquante ? Mettez alors NaN ; sinon, changez l’unité de la colonne, ou prenez-en le logarithme.',
  },
  'learn.badRow': {
    en: '{who}: row {row} of X is {got}, where an array with one number per feature belongs.',
    fr: '{who} : la ligne {row} de X est de type {got}, alors qu’il faut un tableau avec un nombre par variable.',
  },
  'learn.badCell': {
    en: '{who}: column {column} of X holds {got} at row {row}, where a number belongs.',
    fr: '{who} : la colonne {column} de X contient {got} à la ligne {row}, alors qu’il faut un nombre.',
  },
  'learn.ragged': {
    en: '{who}: row {row} of X has {got} values, the first row has {expected}. All rows need as many.',
    fr: '{who} : la ligne {row} de X a {got} valeurs, la première en a {expected}. Toutes les lignes doivent en avoir autant.',
  },
  'learn.noTarget': {
    en: '{who} needs y, the target of each sample: fit(X, y); got {got}.',
    fr: '{who} a besoin de y, la cible de chaque exemple : fit(X, y) ; reçu {got}.',
  },
  'learn.targetShape': {
    en: '{who}: y should have one value per sample, shape [samples]; its shape is {shape}.',
    fr: '{who} : y devrait avoir une valeur par exemple, forme [exemples] ; sa forme est {shape}.',
  },
  'learn.textTarget': {
    en: '{who} predicts numbers, but y holds the text "{got}" at row {row}. For classes take a classifier.',
    fr: '{who} prédit des nombres, mais y contient le texte « {got} » à la ligne {row}. Pour des classes, prenez un classifieur.',
  },
  'learn.badTarget': {
    en: '{who}: y is {got} at row {row}. Drop samples whose target is missing, infinite or beyond 1e100.',
    fr: '{who} : y vaut {got} à la ligne {row}. Retirez les exemples dont la cible manque, est infinie ou dépasse 1e100.',
  },
  'learn.mixedTarget': {
    en: '{who}: y mixes kinds of labels ({got}). Use numbers only, or texts only.',
    fr: '{who} : y mélange plusieurs sortes d’étiquettes ({got}). N’utilisez que des nombres, ou que des textes.',
  },
  'learn.oneClass': {
    en: '{who} needs at least two classes in y, got only {got}.',
    fr: '{who} a besoin d’au moins deux classes dans y, reçu seulement {got}.',
  },
  'learn.length': {
    en: '{who}: {name} has {got} values for {expected} samples. It needs one per sample.',
    fr: '{who} : {name} a {got} valeurs pour {expected} exemples. Il en faut une par exemple.',
  },
  'learn.weight': {
    en: '{who}: sampleWeight is {got} at row {row}; weights are numbers from 0 to 1e100.',
    fr: '{who} : sampleWeight vaut {got} à la ligne {row} ; les poids sont des nombres de 0 à 1e100.',
  },
  'learn.notWeights': {
    en: '{who}: sampleWeight should hold one number ≥ 0 per sample, got {got}. Leave it out to give all samples the same weight.',
    fr: '{who} : sampleWeight devrait contenir un nombre ≥ 0 par exemple, reçu {got}. Ne le donnez pas pour que tous les exemples aient le même poids.',
  },
  'learn.notPerSample': {
    en: 'Targets and weights are lists with one value per sample; got {got}.',
    fr: 'Les cibles et les poids sont des listes d’une valeur par exemple ; reçu {got}.',
  },
  'learn.noWeight': {
    en: '{who}: all weights are 0, so no sample counts. Give some sample a positive weight.',
    fr: '{who} : tous les poids valent 0, aucun exemple ne compte. Donnez à certains un poids positif.',
  },
  'learn.columns': {
    en: '{who} was fitted on {expected} features (columns) and got {got}.',
    fr: '{who} a appris avec {expected} variables (colonnes) et en reçoit {got}.',
  },
  'learn.names': {
    en: '{who}: the columns differ from those of fit. Missing: {missing}. Unknown: {unknown}.',
    fr: '{who} : les colonnes diffèrent de celles de fit. Absentes : {missing}. Inconnues : {unknown}.',
  },
  'learn.nameOrder': {
    en: '{who}: the columns come in another order than in fit. Got {got}, expected {expected}: X.select([…]) puts them in order.',
    fr: '{who} : les colonnes ne sont pas dans l’ordre de fit. Reçu {got}, attendu {expected} : X.select([…]) les remet en ordre.',
  },
  'learn.frameLength': {
    en: 'Column "{name}" has {got} values, column "{first}" has {expected}. All columns of a table need as many.',
    fr: 'La colonne « {name} » a {got} valeurs, la colonne « {first} » en a {expected}. Toutes les colonnes d’un tableau doivent en avoir autant.',
  },
  'learn.frameColumn': {
    en: 'There is no column "{name}"{hint}. Columns: {known}.',
    fr: 'Il n’y a pas de colonne « {name} »{hint}. Colonnes : {known}.',
  },
  'learn.frameTwice': {
    en: 'Two columns are called "{name}". Each column of a table needs a name of its own.',
    fr: 'Deux colonnes s’appellent « {name} ». Chaque colonne d’un tableau doit avoir un nom à elle.',
  },
  'learn.frameKind': {
    en: 'Column "{name}" should be an array of numbers or of texts, got {got}.',
    fr: 'La colonne « {name} » devrait être un tableau de nombres ou de textes, reçu {got}.',
  },
  'learn.frameCell': {
    en: 'Column "{name}" holds {got} at row {row}. Columns hold numbers or texts; what is missing is null.',
    fr: 'La colonne « {name} » contient {got} à la ligne {row}. Les colonnes contiennent des nombres ou des textes ; ce qui manque est null.',
  },
  'learn.frameMixed': {
    en: 'Column "{name}" mixes texts and numbers (row {row}: {got}). Make all of them texts, or all numbers.',
    fr: 'La colonne « {name} » mélange textes et nombres (ligne {row} : {got}). Faites-en partout des textes, ou partout des nombres.',
  },
} as const satisfies Catalog;
