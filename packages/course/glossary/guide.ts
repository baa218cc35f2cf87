/** Terms of the guide: kinds of learning, practice, tools. */
import { defineTerms } from '../src/format/define.ts';

export const guide = defineTerms([
  {
    id: 'artificial-intelligence',
    term: { fr: 'intelligence artificielle', en: 'artificial intelligence' },
    definition: {
      fr: 'L’art de faire faire à des machines ce qui demande de l’intelligence quand nous le faisons.',
      en: 'The art of having machines do what takes intelligence when we do it.',
    },
    lesson: 'guide/what-is-ai',
    see: ['machine-learning'],
  },
  {
    id: 'machine-learning',
    term: { fr: 'apprentissage automatique', en: 'machine learning' },
    definition: {
      fr: 'Tirer une règle d’exemples au lieu de l’écrire.',
      en: 'Drawing a rule from examples instead of writing it.',
    },
    lesson: 'guide/what-is-ai',
    see: ['deep-learning', 'supervised-learning'],
  },
  {
    id: 'deep-learning',
    term: { fr: 'apprentissage profond', en: 'deep learning' },
    definition: {
      fr: 'L’apprentissage automatique par des réseaux de neurones à plusieurs couches.',
      en: 'Machine learning with neural networks of several layers.',
    },
    lesson: 'guide/what-is-ai',
    see: ['neural-network'],
  },
  {
    id: 'neural-network',
    term: { fr: 'réseau de neurones', en: 'neural network' },
    definition: {
      fr: 'Une fonction faite de couches de neurones, dont les poids sont appris.',
      en: 'A function made of layers of neurons, whose weights are learnt.',
    },
    lesson: 'guide/what-is-ai',
    see: ['mlp', 'weight'],
  },
  {
    id: 'parameter',
    term: { fr: 'paramètre', en: 'parameter' },
    definition: {
      fr: 'Un nombre du modèle que l’apprentissage ajuste : les poids et les biais.',
      en: 'A number of the model that learning adjusts: weights and biases.',
    },
    lesson: 'guide/what-is-ai',
    see: ['weight', 'hyperparameter'],
  },
  {
    id: 'expert-system',
    term: { fr: 'système expert', en: 'expert system' },
    definition: {
      fr: 'Un programme de règles écrites à la main d’après des spécialistes, la grande voie de l’IA des années 1980.',
      en: 'A program of rules written by hand after specialists, the highway of AI in the 1980s.',
    },
    lesson: 'guide/what-is-ai',
    see: ['artificial-intelligence'],
  },
  {
    id: 'supervised-learning',
    term: { fr: 'apprentissage supervisé', en: 'supervised learning' },
    definition: {
      fr: 'Apprendre d’exemples accompagnés de leur réponse.',
      en: 'Learning from examples that come with their answer.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['label', 'classification', 'regression'],
  },
  {
    id: 'unsupervised-learning',
    term: { fr: 'apprentissage non supervisé', en: 'unsupervised learning' },
    definition: {
      fr: 'Chercher une structure dans des exemples sans réponse : groupes, axes, anomalies.',
      en: 'Looking for structure in examples without answers: groups, axes, anomalies.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['clustering'],
  },
  {
    id: 'reinforcement-learning',
    term: { fr: 'apprentissage par renforcement', en: 'reinforcement learning' },
    definition: {
      fr: 'Apprendre en agissant, d’après les récompenses reçues.',
      en: 'Learning by acting, from the rewards received.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['agent', 'reward'],
  },
  {
    id: 'self-supervised-learning',
    term: { fr: 'apprentissage auto-supervisé', en: 'self-supervised learning' },
    definition: {
      fr: 'Fabriquer la réponse à partir des données elles-mêmes : cacher un mot et le faire deviner.',
      en: 'Making the answer out of the data themselves: hiding a word and having it guessed.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['supervised-learning'],
  },
  {
    id: 'label',
    term: { fr: 'étiquette', en: 'label' },
    definition: {
      fr: 'La réponse attendue d’un exemple.',
      en: 'The expected answer of an example.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['supervised-learning', 'feature'],
  },
  {
    id: 'classification',
    term: { fr: 'classification', en: 'classification' },
    definition: {
      fr: 'Prédire une classe parmi plusieurs.',
      en: 'Predicting one class among several.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['regression', 'softmax'],
  },
  {
    id: 'clustering',
    term: { fr: 'regroupement', en: 'clustering' },
    definition: {
      fr: 'Ranger les exemples en groupes qui se ressemblent, sans réponse connue.',
      en: 'Sorting examples into groups that are alike, without known answers.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['unsupervised-learning'],
  },
  {
    id: 'agent',
    term: { fr: 'agent', en: 'agent' },
    definition: {
      fr: 'Celui qui observe un environnement, choisit des actions et reçoit des récompenses.',
      en: 'The one that observes an environment, chooses actions and receives rewards.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['reward'],
  },
  {
    id: 'reward',
    term: { fr: 'récompense', en: 'reward' },
    definition: {
      fr: 'Le nombre qui dit à un agent ce que valait son action, parfois longtemps après.',
      en: 'The number that tells an agent what its action was worth, sometimes long afterwards.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['agent'],
  },
  {
    id: 'exploration',
    term: { fr: 'exploration et exploitation', en: 'exploration and exploitation' },
    definition: {
      fr: 'Le dilemme de l’agent : essayer du nouveau, ou refaire ce qui a déjà réussi.',
      en: 'The dilemma of an agent: trying something new, or doing again what worked.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['agent'],
  },
  {
    id: 'language-model',
    term: { fr: 'modèle de langue', en: 'language model' },
    definition: {
      fr: 'Un modèle qui donne une probabilité à la suite d’un texte ; « grand » (LLM) à partir de quelques milliards de paramètres.',
      en: 'A model that gives a probability to the continuation of a text; “large” (LLM) from some billions of parameters on.',
    },
    lesson: 'guide/uses',
    see: ['perplexity'],
  },
  {
    id: 'drift',
    term: { fr: 'dérive', en: 'drift' },
    definition: {
      fr: 'Le lent écart entre les données d’aujourd’hui et celles sur lesquelles le modèle a appris.',
      en: 'The slow gap between today’s data and those on which the model learnt.',
    },
    lesson: 'guide/uses',
    see: ['generalisation'],
  },
  {
    id: 'baseline',
    term: { fr: 'modèle de référence', en: 'baseline' },
    definition: {
      fr: 'Le modèle très simple qu’un autre doit battre pour mériter d’exister.',
      en: 'The very simple model that another has to beat to deserve to exist.',
    },
    lesson: 'guide/good-practice',
    see: ['accuracy'],
  },
  {
    id: 'seed',
    term: { fr: 'graine', en: 'seed' },
    definition: {
      fr: 'Le nombre d’où part un générateur pseudo-aléatoire : même graine, mêmes tirages.',
      en: 'The number from which a pseudo-random generator starts: same seed, same draws.',
    },
    lesson: 'guide/good-practice',
    see: ['initialisation'],
  },
  {
    id: 'model-card',
    term: { fr: 'fiche de modèle', en: 'model card' },
    definition: {
      fr: 'Une page qui dit d’un modèle à quoi il sert, sur quoi il a appris, comment il a été jugé et ce qu’il ne faut pas en faire.',
      en: 'A page that says of a model what it is for, what it learnt from, how it was judged and what it must not be used for.',
    },
    lesson: 'guide/good-practice',
    see: ['drift'],
  },
  {
    id: 'data-augmentation',
    term: { fr: 'augmentation de données', en: 'data augmentation' },
    definition: {
      fr: 'Ajouter aux exemples leurs variantes plausibles : une image décalée, retournée, éclaircie.',
      en: 'Adding plausible variants to the examples: a picture shifted, flipped, lightened.',
    },
    lesson: 'guide/overfitting-guide',
    see: ['regularisation'],
  },
  {
    id: 'grid-search',
    term: { fr: 'recherche en grille', en: 'grid search' },
    definition: {
      fr: 'Essayer toutes les combinaisons de quelques valeurs de chaque réglage.',
      en: 'Trying all combinations of a few values of each setting.',
    },
    lesson: 'guide/tuning',
    see: ['random-search', 'hyperparameter'],
  },
  {
    id: 'random-search',
    term: { fr: 'recherche au hasard', en: 'random search' },
    definition: {
      fr: 'Tirer les réglages au hasard : mieux que la grille quand peu d’entre eux comptent.',
      en: 'Drawing the settings at random: better than a grid when few of them matter.',
    },
    lesson: 'guide/tuning',
    see: ['grid-search', 'bayesian-optimisation'],
  },
  {
    id: 'bayesian-optimisation',
    term: { fr: 'optimisation bayésienne', en: 'Bayesian optimisation' },
    definition: {
      fr: 'Choisir chaque essai d’après un modèle de ceux qui précèdent, entre valeurs prometteuses et valeurs inconnues.',
      en: 'Choosing each trial from a model of those before it, between promising values and unknown ones.',
    },
    lesson: 'guide/tuning',
    see: ['random-search'],
  },
  {
    id: 'automl',
    term: { fr: 'AutoML', en: 'AutoML' },
    definition: {
      fr: 'L’automatisation du choix du modèle et de ses réglages.',
      en: 'The automation of choosing a model and its settings.',
    },
    lesson: 'guide/tuning',
    see: ['hyperparameter'],
  },
  {
    id: 'virtual-environment',
    term: { fr: 'environnement virtuel', en: 'virtual environment' },
    definition: {
      fr: 'Un dossier qui contient les bibliothèques d’un seul projet, à l’abri des autres.',
      en: 'A folder that contains the libraries of a single project, safe from the others.',
    },
    lesson: 'guide/setup',
  },
  {
    id: 'eager-execution',
    term: { fr: 'exécution immédiate', en: 'eager execution' },
    definition: {
      fr: 'Chaque opération est calculée dès qu’elle est écrite, sans graphe construit d’avance.',
      en: 'Each operation is computed as soon as it is written, without a graph built beforehand.',
    },
    lesson: 'guide/tools',
    see: ['computation-graph'],
  },
  {
    id: 'anomaly-detection',
    term: { fr: 'détection d’anomalies', en: 'anomaly detection' },
    definition: {
      fr: 'Repérer les exemples qui ne ressemblent pas aux autres.',
      en: 'Spotting the examples that do not look like the others.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['unsupervised-learning', 'outlier'],
  },
  {
    id: 'dimensionality-reduction',
    term: { fr: 'réduction de dimension', en: 'dimensionality reduction' },
    definition: {
      fr: 'Décrire des exemples avec moins de nombres, en gardant l’essentiel.',
      en: 'Describing examples with fewer numbers while keeping what matters.',
    },
    lesson: 'guide/kinds-of-learning',
    see: ['svd', 'unsupervised-learning'],
  },
  {
    id: 'transformer',
    term: { fr: 'Transformer', en: 'Transformer' },
    definition: {
      fr: 'Le réseau des modèles de langue depuis 2017 : chaque élément d’une suite y regarde tous les autres.',
      en: 'The network of language models since 2017: each element of a sequence looks at all the others.',
    },
    lesson: 'guide/what-is-ai',
    see: ['language-model'],
  },
  {
    id: 'convolutional-network',
    term: { fr: 'réseau convolutif', en: 'convolutional network' },
    definition: {
      fr: 'Un réseau dont les couches promènent les mêmes petits filtres sur toute l’image.',
      en: 'A network whose layers move the same small filters over the whole picture.',
    },
    lesson: 'guide/uses',
    see: ['neural-network'],
  },
  {
    id: 'callback',
    term: { fr: 'rappel', en: 'callback' },
    definition: {
      fr: 'Une fonction que la boucle d’entraînement appelle à des moments convenus : fin d’un lot, d’une époque.',
      en: 'A function that the training loop calls at agreed moments: the end of a batch, of an epoch.',
    },
    lesson: 'networks/two-manners',
    see: ['early-stopping'],
  },
  {
    id: 'neural-architecture-search',
    term: { fr: 'recherche d’architecture', en: 'neural architecture search' },
    definition: {
      fr: 'Chercher automatiquement la forme du réseau : couches, tailles, liaisons.',
      en: 'Searching automatically for the shape of the network: layers, sizes, connections.',
    },
    lesson: 'guide/tuning',
    see: ['automl'],
  },
  {
    id: 'regret',
    term: { fr: 'regret', en: 'regret' },
    definition: {
      fr: 'Ce qui sépare le meilleur essai fait jusqu’ici du meilleur possible.',
      en: 'What separates the best trial so far from the best possible one.',
    },
    lesson: 'guide/tuning',
    see: ['bayesian-optimisation'],
  },
]);
