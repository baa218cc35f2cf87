/** Terms of probability, statistics and information. */
import { defineTerms } from '../src/format/define.ts';

export const statistics = defineTerms([
  {
    id: 'probability',
    term: { fr: 'probabilité', en: 'probability' },
    definition: {
      fr: 'Un nombre entre 0 et 1 : la part des cas où un événement se produit, ou le crédit qu’on lui donne.',
      en: 'A number between 0 and 1: the share of cases in which an event happens, or the credit it is given.',
    },
    lesson: 'maths/probability',
    see: ['conditional-probability'],
  },
  {
    id: 'conditional-probability',
    term: { fr: 'probabilité conditionnelle', en: 'conditional probability' },
    definition: {
      fr: 'La probabilité d’un événement quand on sait qu’un autre est arrivé : $P(A \\mid B) = P(A \\text{ et } B) / P(B)$.',
      en: 'The probability of an event once another is known to have happened: $P(A \\mid B) = P(A \\text{ and } B) / P(B)$.',
    },
    lesson: 'maths/probability',
    see: ['bayes-theorem'],
  },
  {
    id: 'independence',
    term: { fr: 'indépendance', en: 'independence' },
    definition: {
      fr: 'Deux événements sont indépendants si apprendre l’un ne change pas la probabilité de l’autre : alors $P(A \\text{ et } B) = P(A)\\,P(B)$.',
      en: 'Two events are independent if learning one does not change the probability of the other: then $P(A \\text{ and } B) = P(A)\\,P(B)$.',
    },
    lesson: 'maths/probability',
    see: ['conditional-probability'],
  },
  {
    id: 'bayes-theorem',
    term: { fr: 'théorème de Bayes', en: 'Bayes’s theorem' },
    definition: {
      fr: 'La règle qui retourne une condition : l’a posteriori est proportionnel à l’a priori multiplié par la vraisemblance.',
      en: 'The rule that turns a condition around: the posterior is proportional to the prior times the likelihood.',
    },
    lesson: 'maths/probability',
    see: ['prior', 'likelihood', 'posterior'],
  },
  {
    id: 'prior',
    term: { fr: 'probabilité a priori', en: 'prior' },
    definition: {
      fr: 'La probabilité d’une hypothèse avant de voir les données.',
      en: 'The probability of a hypothesis before the data are seen.',
    },
    lesson: 'maths/probability',
    see: ['posterior', 'bayes-theorem'],
  },
  {
    id: 'posterior',
    term: { fr: 'probabilité a posteriori', en: 'posterior' },
    definition: {
      fr: 'La probabilité d’une hypothèse une fois les données vues.',
      en: 'The probability of a hypothesis once the data have been seen.',
    },
    lesson: 'maths/probability',
    see: ['prior', 'bayes-theorem'],
  },
  {
    id: 'likelihood',
    term: { fr: 'vraisemblance', en: 'likelihood' },
    definition: {
      fr: 'La probabilité des données observées, vue comme une fonction de l’hypothèse ou des paramètres.',
      en: 'The probability of the observed data, seen as a function of the hypothesis or of the parameters.',
    },
    lesson: 'maths/probability',
    see: ['maximum-likelihood', 'bayes-theorem'],
  },
  {
    id: 'distribution',
    term: { fr: 'distribution, loi', en: 'distribution, law' },
    definition: {
      fr: 'Les valeurs possibles d’une grandeur aléatoire et leurs probabilités.',
      en: 'The possible values of a random quantity and their probabilities.',
    },
    lesson: 'maths/distributions',
    see: ['sample', 'gaussian'],
  },
  {
    id: 'sample',
    term: { fr: 'échantillon', en: 'sample' },
    definition: {
      fr: 'Les valeurs effectivement tirées d’une loi, par opposition à la loi elle-même.',
      en: 'The values actually drawn from a law, as opposed to the law itself.',
    },
    lesson: 'maths/distributions',
    see: ['distribution'],
  },
  {
    id: 'mean',
    term: { fr: 'moyenne', en: 'mean' },
    definition: {
      fr: 'La somme des valeurs divisée par leur nombre.',
      en: 'The sum of the values divided by how many there are.',
    },
    lesson: 'maths/distributions',
    see: ['expectation', 'variance'],
  },
  {
    id: 'expectation',
    term: { fr: 'espérance', en: 'expectation' },
    definition: {
      fr: 'La moyenne d’une loi : chaque valeur, pesée par sa probabilité.',
      en: 'The mean of a law: each value, weighted by its probability.',
    },
    lesson: 'maths/distributions',
    see: ['mean'],
  },
  {
    id: 'variance',
    term: { fr: 'variance', en: 'variance' },
    definition: {
      fr: 'La moyenne des carrés des écarts à la moyenne. Pour estimer celle d’une loi à partir de $n$ valeurs, on divise la somme par $n - 1$.',
      en: 'The mean of the squared deviations from the mean. To estimate that of a law from $n$ values, the sum is divided by $n - 1$.',
    },
    lesson: 'maths/distributions',
    see: ['standard-deviation'],
  },
  {
    id: 'standard-deviation',
    term: { fr: 'écart-type', en: 'standard deviation' },
    definition: {
      fr: 'La racine carrée de la variance, dans l’unité des valeurs.',
      en: 'The square root of the variance, in the unit of the values.',
    },
    lesson: 'maths/distributions',
    see: ['variance'],
  },
  {
    id: 'covariance',
    term: { fr: 'covariance', en: 'covariance' },
    definition: {
      fr: 'La moyenne des produits des écarts de deux grandeurs, chacune à sa moyenne : positive quand elles varient ensemble.',
      en: 'The mean of the products of the deviations of two quantities, each from its mean: positive when they vary together.',
    },
    lesson: 'maths/distributions',
    see: ['correlation', 'variance'],
  },
  {
    id: 'correlation',
    term: { fr: 'corrélation', en: 'correlation' },
    definition: {
      fr: 'La covariance divisée par les deux écarts-types : entre −1 et 1, sans unité. Elle ne voit que les liens en ligne droite, et ne dit rien des causes.',
      en: 'The covariance divided by both standard deviations: between −1 and 1, without unit. It sees only straight-line relations, and says nothing of causes.',
    },
    lesson: 'maths/distributions',
    see: ['covariance'],
  },
  {
    id: 'gaussian',
    term: { fr: 'loi gaussienne, ou normale', en: 'Gaussian, or normal, distribution' },
    definition: {
      fr: 'La courbe en cloche, réglée par une moyenne et un écart-type : la loi des sommes de nombreux petits hasards.',
      en: 'The bell curve, set by a mean and a standard deviation: the law of sums of many small accidents.',
    },
    lesson: 'maths/distributions',
    see: ['distribution', 'standard-deviation'],
  },
  {
    id: 'bernoulli',
    term: { fr: 'loi de Bernoulli', en: 'Bernoulli distribution' },
    definition: {
      fr: 'La loi d’un tirage qui vaut 1 avec la probabilité $p$ et 0 sinon.',
      en: 'The law of a draw that is 1 with probability $p$ and 0 otherwise.',
    },
    lesson: 'maths/distributions',
    see: ['distribution'],
  },
  {
    id: 'null-hypothesis',
    term: { fr: 'hypothèse nulle', en: 'null hypothesis' },
    definition: {
      fr: 'Ce qu’un test met en doute : qu’il n’y a pas d’effet, et que l’écart observé est dû au hasard.',
      en: 'What a test puts in doubt: that there is no effect, and that the observed gap is due to chance.',
    },
    lesson: 'maths/hypothesis-tests',
    see: ['p-value', 'null-distribution'],
  },
  {
    id: 'null-distribution',
    term: { fr: 'distribution nulle', en: 'null distribution' },
    definition: {
      fr: 'La loi de la statistique d’un test quand l’hypothèse nulle est vraie : ce que donne le hasard seul.',
      en: 'The law of the statistic of a test when the null hypothesis is true: what chance alone gives.',
    },
    lesson: 'maths/hypothesis-tests',
    see: ['null-hypothesis', 'permutation-test'],
  },
  {
    id: 'p-value',
    term: { fr: 'valeur p', en: 'p-value' },
    definition: {
      fr: 'La probabilité, si l’hypothèse nulle est vraie, d’un résultat au moins aussi extrême que celui qu’on a observé. Ce n’est pas la probabilité de l’hypothèse.',
      en: 'The probability, if the null hypothesis is true, of a result at least as extreme as the observed one. It is not the probability of the hypothesis.',
    },
    lesson: 'maths/hypothesis-tests',
    see: ['null-hypothesis', 'significance-level'],
  },
  {
    id: 'significance-level',
    term: { fr: 'seuil de signification', en: 'significance level' },
    definition: {
      fr: 'La valeur $\\alpha$, fixée d’avance, sous laquelle une valeur p fait rejeter l’hypothèse nulle : le risque de fausse alerte que l’on accepte.',
      en: 'The value $\\alpha$, fixed beforehand, below which a p-value makes one reject the null hypothesis: the risk of a false alarm that is accepted.',
    },
    lesson: 'maths/hypothesis-tests',
    see: ['p-value', 'power'],
  },
  {
    id: 'power',
    term: { fr: 'puissance d’un test', en: 'power of a test' },
    definition: {
      fr: 'La probabilité qu’un test voie un effet d’une taille donnée : $1 - \\beta$.',
      en: 'The probability that a test sees an effect of a given size: $1 - \\beta$.',
    },
    lesson: 'maths/hypothesis-tests',
    see: ['significance-level'],
  },
  {
    id: 'permutation-test',
    term: { fr: 'test par permutation', en: 'permutation test' },
    definition: {
      fr: 'Un test qui obtient la distribution nulle en redistribuant au hasard les étiquettes des groupes.',
      en: 'A test that obtains the null distribution by dealing the labels of the groups again at random.',
    },
    lesson: 'maths/hypothesis-tests',
    see: ['null-distribution'],
  },
  {
    id: 'standard-error',
    term: { fr: 'erreur type', en: 'standard error' },
    definition: {
      fr: 'L’écart-type d’une estimation, d’un échantillon à l’autre : pour une moyenne, $\\sigma / \\sqrt n$.',
      en: 'The standard deviation of an estimate, from one sample to another: for a mean, $\\sigma / \\sqrt n$.',
    },
    lesson: 'maths/hypothesis-tests',
    see: ['standard-deviation'],
  },
  {
    id: 'p-hacking',
    term: { fr: 'p-hacking', en: 'p-hacking' },
    definition: {
      fr: 'Essayer des mesures, des sous-groupes ou des arrêts jusqu’à ce que la valeur p passe sous le seuil.',
      en: 'Trying measures, subgroups or stopping points until the p-value falls below the level.',
    },
    lesson: 'maths/hypothesis-tests',
    see: ['p-value'],
  },
  {
    id: 'entropy',
    term: { fr: 'entropie', en: 'entropy' },
    definition: {
      fr: 'La surprise moyenne d’une loi : $-\\sum p \\log p$, en bits ou en nats.',
      en: 'The mean surprise of a law: $-\\sum p \\log p$, in bits or nats.',
    },
    lesson: 'maths/information',
    see: ['cross-entropy', 'kl-divergence'],
  },
  {
    id: 'cross-entropy',
    term: { fr: 'entropie croisée', en: 'cross-entropy' },
    definition: {
      fr: 'La surprise moyenne quand on prédit $q$ et que la vérité est $p$ : $-\\sum p \\log q$. C’est la perte des classifieurs.',
      en: 'The mean surprise when $q$ is predicted and $p$ is the truth: $-\\sum p \\log q$. It is the loss of classifiers.',
    },
    lesson: 'maths/information',
    see: ['entropy', 'loss'],
  },
  {
    id: 'kl-divergence',
    term: { fr: 'divergence KL', en: 'KL divergence' },
    definition: {
      fr: 'Ce que l’entropie croisée a de plus que l’entropie : positive, nulle si $p = q$, et différente selon le sens.',
      en: 'What the cross-entropy has above the entropy: never negative, zero if $p = q$, and not the same both ways.',
    },
    lesson: 'maths/information',
    see: ['cross-entropy'],
  },
  {
    id: 'nat',
    term: { fr: 'bit, nat', en: 'bit, nat' },
    definition: {
      fr: 'Les unités de l’information : le bit avec le logarithme en base 2, le nat avec le logarithme naturel. Un nat vaut environ $1{,}44$ bit.',
      en: 'The units of information: the bit with the logarithm to base 2, the nat with the natural logarithm. A nat is about $1.44$ bits.',
    },
    lesson: 'maths/information',
    see: ['entropy'],
  },
  {
    id: 'perplexity',
    term: { fr: 'perplexité', en: 'perplexity' },
    definition: {
      fr: 'L’exponentielle de l’entropie croisée : entre combien de choix égaux le modèle semble hésiter.',
      en: 'The exponential of the cross-entropy: between how many equal choices the model seems to waver.',
    },
    lesson: 'maths/information',
    see: ['cross-entropy'],
  },
  {
    id: 'median',
    term: { fr: 'médiane', en: 'median' },
    definition: {
      fr: 'La valeur du milieu : autant de valeurs au-dessus qu’au-dessous. Les valeurs énormes ne la déplacent pas.',
      en: 'The middle value: as many values above as below. Huge values do not move it.',
    },
    lesson: 'models/losses',
    see: ['mean', 'outlier'],
  },
  {
    id: 'outlier',
    term: { fr: 'valeur aberrante', en: 'outlier' },
    definition: {
      fr: 'Une mesure très éloignée des autres : une erreur, ou une découverte.',
      en: 'A measurement very far from the others: a mistake, or a discovery.',
    },
    lesson: 'models/losses',
    see: ['median'],
  },
  {
    id: 'marginal-probability',
    term: { fr: 'probabilité marginale', en: 'marginal probability' },
    definition: {
      fr: 'La probabilité d’un événement seul, quoi que fasse l’autre : la somme d’une ligne du tableau.',
      en: 'The probability of one event alone, whatever the other does: the sum of a row of the table.',
    },
    lesson: 'maths/probability',
    see: ['conditional-probability'],
  },
]);
