/** Terms of neural networks. */
import { defineTerms } from '../src/format/define.ts';

export const networks = defineTerms([
  {
    id: 'bias',
    term: { fr: 'biais', en: 'bias' },
    definition: {
      fr: 'Le nombre qu’un neurone ajoute à sa somme pondérée : il déplace le seuil de la décision.',
      en: 'The number that a neuron adds to its weighted sum: it moves the threshold of the decision.',
    },
    lesson: 'networks/perceptron',
    see: ['weight'],
  },
  {
    id: 'weight',
    term: { fr: 'poids', en: 'weight' },
    definition: {
      fr: 'Un nombre par lequel un neurone multiplie l’une de ses entrées ; c’est ce que l’apprentissage ajuste.',
      en: 'A number by which a neuron multiplies one of its inputs; it is what learning adjusts.',
    },
    lesson: 'networks/perceptron',
    see: ['bias'],
  },
  {
    id: 'learning-rate',
    term: { fr: 'taux d’apprentissage', en: 'learning rate' },
    definition: {
      fr: 'Le nombre $\\eta$ par lequel on multiplie la correction à chaque pas : trop petit, on n’avance pas ; trop grand, on diverge.',
      en: 'The number $\\eta$ by which the correction is multiplied at each step: too small, nothing moves; too large, it diverges.',
    },
    lesson: 'networks/optimisers',
    see: ['weight'],
  },
  {
    id: 'hidden-layer',
    term: { fr: 'couche cachée', en: 'hidden layer' },
    definition: {
      fr: 'Une couche dont les sorties ne sont pas celles du réseau : elle calcule les variables dont les couches suivantes se servent.',
      en: 'A layer whose outputs are not those of the network: it computes the variables that the next layers use.',
    },
    lesson: 'networks/mlp',
    see: ['activation'],
  },
  {
    id: 'activation',
    term: { fr: 'fonction d’activation', en: 'activation function' },
    definition: {
      fr: 'La fonction non linéaire appliquée à la sortie d’une couche, composante par composante ; sans elle, plusieurs couches n’en valent qu’une.',
      en: 'The nonlinear function applied to the output of a layer, component by component; without it, several layers are worth one.',
    },
    lesson: 'networks/activations',
    see: ['hidden-layer'],
  },
  {
    id: 'logit',
    term: { fr: 'logit', en: 'logit' },
    definition: {
      fr: 'Le score d’une classe avant le softmax : un nombre quelconque, positif ou négatif.',
      en: 'The score of a class before the softmax: any number, positive or negative.',
    },
    lesson: 'networks/activations',
    see: ['activation'],
  },
  {
    id: 'batch',
    term: { fr: 'lot', en: 'batch' },
    definition: {
      fr: 'Les exemples qui passent ensemble dans le réseau, un par ligne de la matrice d’entrée.',
      en: 'The examples that go through the network together, one per row of the input matrix.',
    },
    lesson: 'networks/batches',
    see: ['epoch'],
  },
  {
    id: 'epoch',
    term: { fr: 'époque', en: 'epoch' },
    definition: {
      fr: 'Un passage sur tout le jeu d’entraînement.',
      en: 'One pass over the whole training set.',
    },
    lesson: 'networks/batches',
    see: ['batch'],
  },
  {
    id: 'backpropagation',
    term: { fr: 'rétropropagation', en: 'backpropagation' },
    definition: {
      fr: 'Le calcul de tous les gradients d’un réseau en un seul passage, de la perte vers l’entrée, par la règle de la chaîne.',
      en: 'The computation of all gradients of a network in a single pass, from the loss back to the input, by the chain rule.',
    },
    lesson: 'networks/backprop',
    see: ['activation'],
  },
  {
    id: 'perceptron',
    term: { fr: 'perceptron', en: 'perceptron' },
    definition: {
      fr: 'Un neurone à seuil et sa règle d’apprentissage : à chaque erreur, on ajoute ou l’on retranche l’exemple aux poids.',
      en: 'A threshold neuron and its learning rule: at each mistake, the example is added to the weights or subtracted from them.',
    },
    lesson: 'networks/perceptron',
    see: ['weight', 'linearly-separable'],
  },
  {
    id: 'linearly-separable',
    term: { fr: 'linéairement séparable', en: 'linearly separable' },
    definition: {
      fr: 'Se dit de deux classes qu’une droite, un plan ou un hyperplan sépare sans erreur.',
      en: 'Said of two classes that a line, a plane or a hyperplane separates without a mistake.',
    },
    lesson: 'networks/perceptron',
    see: ['perceptron'],
  },
  {
    id: 'mlp',
    term: { fr: 'perceptron multicouche', en: 'multilayer perceptron (MLP)' },
    definition: {
      fr: 'Des couches affines séparées par des fonctions d’activation.',
      en: 'Affine layers separated by activation functions.',
    },
    lesson: 'networks/mlp',
    see: ['hidden-layer', 'activation'],
  },
  {
    id: 'relu',
    term: { fr: 'ReLU', en: 'ReLU' },
    definition: {
      fr: '$\\max(0, z)$ : les nombres négatifs deviennent nuls, les autres passent.',
      en: '$\\max(0, z)$: negative numbers become zero, others pass.',
    },
    lesson: 'networks/activations',
    see: ['activation', 'dead-relu'],
  },
  {
    id: 'dead-relu',
    term: { fr: 'ReLU morte', en: 'dead ReLU' },
    definition: {
      fr: 'Un neurone dont l’entrée est négative pour tous les exemples : il rend toujours 0, sans gradient, et n’apprend plus.',
      en: 'A neuron whose input is negative for all examples: it always gives 0, without gradient, and learns no more.',
    },
    lesson: 'networks/activations',
    see: ['relu'],
  },
  {
    id: 'saturation',
    term: { fr: 'saturation', en: 'saturation' },
    definition: {
      fr: 'L’état d’une sigmoïde ou d’une tangente hyperbolique là où elle est presque plate : le gradient n’y passe plus.',
      en: 'The state of a sigmoid or of a hyperbolic tangent where it is nearly flat: the gradient no longer gets through.',
    },
    lesson: 'networks/activations',
    see: ['vanishing-gradient'],
  },
  {
    id: 'vanishing-gradient',
    term: { fr: 'évanouissement du gradient', en: 'vanishing gradient' },
    definition: {
      fr: 'Un gradient multiplié couche après couche par des pentes inférieures à 1 : il n’en arrive presque rien aux premières.',
      en: 'A gradient multiplied layer after layer by slopes below 1: almost nothing of it reaches the first ones.',
    },
    lesson: 'networks/activations',
    see: ['saturation', 'backpropagation'],
  },
  {
    id: 'forward-pass',
    term: { fr: 'propagation avant', en: 'forward pass' },
    definition: {
      fr: 'Le calcul de la sortie d’un réseau, couche par couche, depuis l’entrée.',
      en: 'The computation of a network’s output, layer by layer, from the input.',
    },
    lesson: 'networks/forward',
    see: ['backpropagation'],
  },
  {
    id: 'initialisation',
    term: { fr: 'initialisation', en: 'initialisation' },
    definition: {
      fr: 'Le tirage des poids de départ, d’une taille telle que les signaux ne s’éteignent ni n’explosent : Glorot ou He.',
      en: 'The draw of the first weights, of such a size that signals neither fade nor explode: Glorot or He.',
    },
    lesson: 'networks/initialisation',
    see: ['weight'],
  },
  {
    id: 'optimiser',
    term: { fr: 'optimiseur', en: 'optimiser' },
    definition: {
      fr: 'La règle qui change les poids à partir du gradient : SGD, inertie, RMSProp, Adam.',
      en: 'The rule that changes the weights from the gradient: SGD, momentum, RMSProp, Adam.',
    },
    lesson: 'networks/optimisers',
    see: ['sgd', 'adam'],
  },
  {
    id: 'sgd',
    term: { fr: 'descente de gradient stochastique', en: 'stochastic gradient descent (SGD)' },
    definition: {
      fr: 'La descente dont le gradient est calculé sur un petit lot d’exemples, tiré au hasard.',
      en: 'Descent whose gradient is computed on a small random batch of examples.',
    },
    lesson: 'networks/optimisers',
    see: ['gradient-descent', 'batch'],
  },
  {
    id: 'rmsprop',
    term: { fr: 'RMSProp', en: 'RMSProp' },
    definition: {
      fr: 'Un optimiseur qui divise chaque composante du pas par la taille récente de son gradient.',
      en: 'An optimiser that divides each component of the step by the recent size of its gradient.',
    },
    lesson: 'networks/optimisers',
    see: ['adam'],
  },
  {
    id: 'adam',
    term: { fr: 'Adam', en: 'Adam' },
    definition: {
      fr: 'Un optimiseur qui réunit l’inertie et la mise à l’échelle de RMSProp, corrigées des premiers pas.',
      en: 'An optimiser that joins momentum and the scaling of RMSProp, corrected for the first steps.',
    },
    lesson: 'networks/optimisers',
    see: ['momentum', 'rmsprop'],
  },
  {
    id: 'dropout',
    term: { fr: 'dropout', en: 'dropout' },
    definition: {
      fr: 'Éteindre au hasard une part des neurones à chaque pas de l’entraînement, pour qu’aucun ne dépende trop des autres.',
      en: 'Switching off a random share of the neurons at each training step, so that none relies too much on the others.',
    },
    lesson: 'networks/dropout',
    see: ['regularisation'],
  },
  {
    id: 'early-stopping',
    term: { fr: 'arrêt anticipé', en: 'early stopping' },
    definition: {
      fr: 'Arrêter l’entraînement quand l’erreur de validation ne baisse plus depuis quelques époques, et garder les meilleurs poids.',
      en: 'Ending training once the validation error has not fallen for a few epochs, and keeping the best weights.',
    },
    lesson: 'networks/early-stopping',
    see: ['overfitting', 'validation-set'],
  },
  {
    id: 'batch-normalisation',
    term: { fr: 'normalisation par lot', en: 'batch normalisation' },
    definition: {
      fr: 'Une couche qui ramène chaque variable du lot à la moyenne 0 et à l’écart type 1, puis l’étire et la décale de deux nombres appris ; en évaluation, des moyennes gardées en mémoire remplacent celles du lot.',
      en: 'A layer that brings each variable of the batch to mean 0 and deviation 1, then stretches and shifts it by two learnt numbers; in evaluation, averages kept in memory replace those of the batch.',
    },
    lesson: 'networks/batch-norm',
    see: ['batch'],
  },
  {
    id: 'patience',
    term: { fr: 'patience', en: 'patience' },
    definition: {
      fr: 'Le nombre d’époques de suite sans progrès de la validation après lequel l’arrêt anticipé met fin à l’entraînement.',
      en: 'The number of epochs in a row without progress of the validation after which early stopping ends the training.',
    },
    lesson: 'networks/early-stopping',
    see: ['epoch'],
  },
  {
    id: 'learning-curve',
    term: { fr: 'courbe d’apprentissage', en: 'learning curve' },
    definition: {
      fr: 'La perte, ou l’exactitude, au fil des époques, sur l’entraînement et sur la validation ; parfois aussi selon le nombre d’exemples.',
      en: 'The loss, or the accuracy, along the epochs, on the training and on the validation set; sometimes also by the number of examples.',
    },
    lesson: 'networks/learning-curves',
    see: ['epoch'],
  },
  {
    id: 'tanh',
    term: { fr: 'tangente hyperbolique', en: 'hyperbolic tangent' },
    definition: {
      fr: 'Une sigmoïde étirée entre −1 et 1, centrée en 0.',
      en: 'A sigmoid stretched between −1 and 1, centred at 0.',
    },
    lesson: 'networks/activations',
    see: ['sigmoid', 'activation'],
  },
  {
    id: 'xor',
    term: { fr: 'ou exclusif', en: 'exclusive or' },
    definition: {
      fr: 'Vrai quand une seule des deux entrées l’est : quatre points qu’aucune droite ne sépare.',
      en: 'True when exactly one of the two inputs is: four points that no line separates.',
    },
    lesson: 'networks/perceptron',
    see: ['linearly-separable', 'hidden-layer'],
  },
  {
    id: 'weight-decay',
    term: { fr: 'décroissance des poids', en: 'weight decay' },
    definition: {
      fr: 'Multiplier les poids par un peu moins de 1 à chaque pas : pour la descente simple, c’est la pénalité L2.',
      en: 'Multiplying the weights by slightly less than 1 at each step: for plain descent, it is the L2 penalty.',
    },
    lesson: 'models/regularisation',
    see: ['ridge', 'regularisation'],
  },
  {
    id: 'exploding-gradient',
    term: { fr: 'explosion du gradient', en: 'exploding gradient' },
    definition: {
      fr: 'Un gradient multiplié couche après couche par des facteurs supérieurs à 1, jusqu’à l’infini.',
      en: 'A gradient multiplied layer after layer by factors above 1, up to infinity.',
    },
    lesson: 'networks/backprop',
    see: ['vanishing-gradient'],
  },
  {
    id: 'gradient-accumulation',
    term: { fr: 'accumulation de gradients', en: 'gradient accumulation' },
    definition: {
      fr: 'Additionner les gradients de plusieurs petits lots avant de faire un pas, quand un grand lot ne tient pas en mémoire.',
      en: 'Adding up the gradients of several small batches before a step, when a large batch does not fit in memory.',
    },
    lesson: 'networks/batches',
    see: ['batch'],
  },
  {
    id: 'warmup',
    term: { fr: 'échauffement', en: 'warmup' },
    definition: {
      fr: 'Un taux d’apprentissage que l’on fait monter peu à peu pendant les premières époques.',
      en: 'A learning rate that is raised little by little during the first epochs.',
    },
    lesson: 'networks/batches',
    see: ['learning-rate'],
  },
]);
