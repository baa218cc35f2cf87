/** Sentences of decompositions, embeddings, Gaussian processes and small networks. */
import type { Catalog } from '../error.ts';

export const manifoldErrors = {
  'manifold.perplexity': {
    en: '{who}: perplexity {perplexity} is too large for {rows} samples: it must be less than their number. Lower it (5 to 50 is usual), or give more samples.',
    fr: '{who} : la perplexité {perplexity} est trop grande pour {rows} exemples : elle doit être inférieure à leur nombre. Baissez-la (5 à 50 est l’usage), ou donnez plus d’exemples.',
  },
  'manifold.treeDimensions': {
    en: '{who}: method "barnes_hut" draws in 1, 2 or 3 dimensions, nComponents is {got}. Use method: "exact" for more.',
    fr: '{who} : la méthode « barnes_hut » dessine en 1, 2 ou 3 dimensions, nComponents vaut {got}. Prenez method: "exact" pour davantage.',
  },
  'manifold.notDistances': {
    en: '{who}: metric "precomputed" wants the matrix of distances between all samples: square, without negative numbers, symmetric, 0 on the diagonal; {problem}.',
    fr: '{who} : metric "precomputed" veut la matrice des distances entre tous les exemples : carrée, sans nombre négatif, symétrique, 0 sur la diagonale ; {problem}.',
  },
  'manifold.initPca': {
    en: '{who}: init "pca" needs samples, and metric "precomputed" gives distances only. Use init: "random".',
    fr: '{who} : init "pca" a besoin des exemples, et metric "precomputed" ne donne que des distances. Prenez init: "random".',
  },
  'manifold.initShape': {
    en: '{who}: the initial positions should have shape [{rows}, {cols}] (samples, nComponents); got [{got}].',
    fr: '{who} : les positions initiales devraient avoir la forme [{rows}, {cols}] (exemples, nComponents) ; reçu [{got}].',
  },
  'manifold.diverged': {
    en: '{who}: the positions became infinite at iteration {done}. Lower learningRate, or rescale X (StandardScaler).',
    fr: '{who} : les positions sont devenues infinies à l’itération {done}. Baissez learningRate, ou remettez X à l’échelle (StandardScaler).',
  },
  'manifold.neighbours': {
    en: '{who}: nNeighbors is {got}, and there are {rows} samples: a sample has {most} others at most. Lower nNeighbors.',
    fr: '{who} : nNeighbors vaut {got}, et il y a {rows} exemples : un exemple en a au plus {most} autres. Baissez nNeighbors.',
  },
  'manifold.precomputedNew': {
    en: '{who}: fitted on distances (metric "precomputed"), it has no samples to compare new ones with. Fit it on samples, with metric: "euclidean" for example.',
    fr: '{who} : appris sur des distances (metric "precomputed"), il n’a pas d’exemples auxquels comparer les nouveaux. Apprenez sur des exemples, avec metric: "euclidean" par exemple.',
  },
  'manifold.components': {
    en: '{who}: nComponents is {got}; with {rows} samples and {cols} features it can be {most} at most. Lower nComponents.',
    fr: '{who} : nComponents vaut {got} ; avec {rows} exemples et {cols} variables il peut valoir au plus {most}. Baissez nComponents.',
  },
  'manifold.solverComponents': {
    en: '{who}: svdSolver "{solver}" cannot choose the number of components (nComponents: {got}). Use svdSolver: "full", or give a whole number.',
    fr: '{who} : svdSolver « {solver} » ne sait pas choisir le nombre de composantes (nComponents : {got}). Prenez svdSolver: "full", ou donnez un nombre entier.',
  },
  'manifold.mleRows': {
    en: '{who}: nComponents: "mle" needs at least as many samples as features; got {rows} samples and {cols} features. Give a whole number, or a share of the variance (0.95).',
    fr: '{who} : nComponents: "mle" a besoin d’au moins autant d’exemples que de variables ; reçu {rows} exemples et {cols} variables. Donnez un nombre entier, ou une part de variance (0.95).',
  },
  'manifold.noVariance': {
    en: '{who}: all samples are the same, so there is no direction to find. Check X.',
    fr: '{who} : tous les exemples sont identiques, il n’y a aucune direction à trouver. Vérifiez X.',
  },
  'manifold.noDensity': {
    en: '{who}: without noise, {kept} components for {features} features leave a density that is infinite in places. Keep fewer components (nComponents), so that some variance is left out.',
    fr: '{who} : sans bruit, {kept} composantes pour {features} variables laissent une densité infinie par endroits. Gardez moins de composantes (nComponents), pour qu’une part de la variance reste en dehors.',
  },
  'manifold.coordinates': {
    en: '{who}: coordinates of {expected} components are expected (columns), got {got}.',
    fr: '{who} : les coordonnées de {expected} composantes sont attendues (colonnes), reçu {got}.',
  },
  'manifold.rank': {
    en: '{who}: {got} components are asked for, but the features have only {rank} independent directions. Lower nComponents.',
    fr: '{who} : {got} composantes sont demandées, mais les variables n’ont que {rank} directions indépendantes. Baissez nComponents.',
  },
  'manifold.batch': {
    en: '{who}: a batch of {rows} samples is too small for {got} components. Give at least as many samples per batch as components.',
    fr: '{who} : un lot de {rows} exemples est trop petit pour {got} composantes. Donnez au moins autant d’exemples par lot que de composantes.',
  },
  'manifold.square': {
    en: '{who}: a precomputed kernel should be square, [samples, samples]; got [{rows}, {cols}].',
    fr: '{who} : un noyau précalculé devrait être carré, [exemples, exemples] ; reçu [{rows}, {cols}].',
  },
  'manifold.precomputedInverse': {
    en: '{who}: fitInverseTransform needs the samples, and kernel "precomputed" gives products only. Choose a kernel by name, or set fitInverseTransform: false.',
    fr: '{who} : fitInverseTransform a besoin des exemples, et le noyau "precomputed" ne donne que des produits. Choisissez un noyau par son nom, ou mettez fitInverseTransform: false.',
  },
  'manifold.noInverse': {
    en: '{who}: inverseTransform was not prepared. Set fitInverseTransform: true before fit.',
    fr: '{who} : inverseTransform n’a pas été préparé. Mettez fitInverseTransform: true avant fit.',
  },
  'manifold.negative': {
    en: '{who}: column {column} of X has the negative value {got} at row {row}; all values must be ≥ 0. Shift or rescale it (MinMaxScaler), or use PCA or TruncatedSVD.',
    fr: '{who} : la colonne {column} de X a la valeur négative {got} à la ligne {row} ; toutes doivent être ≥ 0. Décalez-la ou remettez-la à l’échelle (MinMaxScaler), ou prenez PCA ou TruncatedSVD.',
  },
  'manifold.lossSolver': {
    en: '{who}: solver "{solver}" minimises betaLoss "frobenius" only, got "{got}". Use solver: "mu".',
    fr: '{who} : le solveur « {solver} » ne minimise que betaLoss "frobenius", reçu « {got} ». Prenez solver: "mu".',
  },
  'manifold.minDist': {
    en: '{who}: minDist ({got}) must not exceed spread ({spread}). Lower minDist, or raise spread.',
    fr: '{who} : minDist ({got}) ne doit pas dépasser spread ({spread}). Baissez minDist, ou augmentez spread.',
  },
  'manifold.trustNeighbours': {
    en: '{who}: nNeighbors should be an integer from 1 to less than half of the {rows} samples, got {got}.',
    fr: '{who} : nNeighbors devrait être un entier de 1 à moins de la moitié des {rows} exemples, reçu {got}.',
  },
  'manifold.disconnected': {
    en: '{who}: the graph of neighbours falls into {count} parts, so that some distances are infinite. Raise nNeighbors (it is {got}).',
    fr: '{who} : le graphe des voisins est en {count} morceaux, si bien que des distances sont infinies. Augmentez nNeighbors (il vaut {got}).',
  },
  'gp.positive': {
    en: '{who}: the matrix of covariances is not positive definite for {kernel}: two samples are the same to the last digits, or nearly. Raise alpha (it is {alpha}), or add a WhiteKernel.',
    fr: '{who} : la matrice des covariances n’est pas définie positive pour {kernel} : deux exemples sont identiques aux derniers chiffres près. Augmentez alpha (il vaut {alpha}), ou ajoutez un WhiteKernel.',
  },
  'gp.alpha': {
    en: '{who}: alpha has {got} values for {expected} samples. Give one number for all, or one per sample.',
    fr: '{who} : alpha a {got} valeurs pour {expected} exemples. Donnez un nombre pour tous, ou un par exemple.',
  },
  'gp.kernelParam': {
    en: '{who}: {name} should be {expected}, got {got}.',
    fr: '{who} : {name} devrait être {expected}, reçu {got}.',
  },
  'gp.lengthScales': {
    en: '{who}: the kernel has {got} length scales and X has {expected} features. Give one length scale, or one per feature.',
    fr: '{who} : le noyau a {got} échelles de longueur et X a {expected} variables. Donnez une seule échelle, ou une par variable.',
  },
  'gp.theta': {
    en: '{who}: the kernel has {expected} free hyperparameters, got {got} values. Give one logarithm per free hyperparameter.',
    fr: '{who} : le noyau a {expected} hyperparamètres libres, reçu {got} valeurs. Donnez un logarithme par hyperparamètre libre.',
  },
  'neural.partial': {
    en: '{who}: partialFit works with solver "adam" or "sgd", not "{got}". Change solver.',
    fr: '{who} : partialFit fonctionne avec le solveur « adam » ou « sgd », pas « {got} ». Changez solver.',
  },
  'neural.classes': {
    en: '{who}: the first call of partialFit needs all the classes: partialFit(X, y, { classes: […] }); the class {got} is not among {known}.',
    fr: '{who} : le premier appel de partialFit a besoin de toutes les classes : partialFit(X, y, { classes: […] }) ; la classe {got} n’est pas parmi {known}.',
  },
  'neural.diverged': {
    en: '{who}: the loss became {got} at iteration {done}. Rescale X (StandardScaler), or lower learningRateInit.',
    fr: '{who} : la perte est devenue {got} à l’itération {done}. Remettez X à l’échelle (StandardScaler), ou baissez learningRateInit.',
  },
  'neural.validation': {
    en: '{who}: earlyStopping keeps {share} of the samples for validation: with {rows} samples that leaves too few. Give more samples, change validationFraction, or set earlyStopping: false.',
    fr: '{who} : earlyStopping garde {share} des exemples pour la validation : avec {rows} exemples il en reste trop peu. Donnez plus d’exemples, changez validationFraction, ou mettez earlyStopping: false.',
  },
  'neural.warmClasses': {
    en: '{who}: to go on from the weights of before, y must have the same classes ({expected}), got {got}. Set warmStart: false.',
    fr: '{who} : pour repartir des poids précédents, y doit avoir les mêmes classes ({expected}), reçu {got}. Mettez warmStart: false.',
  },
  'neural.warmShape': {
    en: '{who}: to go on from the weights of before, layers must have the same sizes ({expected}); the data and parameters ask for {got}. Set warmStart: false and call fit.',
    fr: '{who} : pour repartir des poids précédents, les couches doivent avoir les mêmes tailles ({expected}) ; les données et paramètres demandent {got}. Mettez warmStart: false et appelez fit.',
  },
} as const satisfies Catalog;
