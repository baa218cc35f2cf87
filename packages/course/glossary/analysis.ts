/** Terms of derivatives and of optimisation. */
import { defineTerms } from '../src/format/define.ts';

export const analysis = defineTerms([
  {
    id: 'derivative',
    term: { fr: 'dérivée', en: 'derivative' },
    definition: {
      fr: 'La pente d’une fonction en un point : la limite du rapport entre la variation de la sortie et celle de l’entrée.',
      en: 'The slope of a function at a point: the limit of the ratio of the change of the output to that of the input.',
    },
    lesson: 'maths/derivatives',
    see: ['finite-difference'],
  },
  {
    id: 'finite-difference',
    term: { fr: 'différence finie', en: 'finite difference' },
    definition: {
      fr: 'Une valeur approchée de la dérivée, tirée de deux valeurs de la fonction en des points voisins.',
      en: 'An approximation of the derivative from two values of the function at neighbouring points.',
    },
    lesson: 'maths/derivatives',
    see: ['derivative'],
  },
  {
    id: 'partial-derivative',
    term: { fr: 'dérivée partielle', en: 'partial derivative' },
    definition: {
      fr: 'La dérivée par rapport à une seule entrée, toutes les autres étant gelées.',
      en: 'The derivative with respect to a single input, all others being frozen.',
    },
    lesson: 'maths/gradient',
    see: ['derivative', 'gradient'],
  },
  {
    id: 'gradient',
    term: { fr: 'gradient', en: 'gradient' },
    definition: {
      fr: 'Le vecteur des dérivées partielles : il a la forme des entrées et pointe vers la plus forte montée.',
      en: 'The vector of partial derivatives: it has the shape of the inputs and points to the steepest climb.',
    },
    lesson: 'maths/gradient',
    see: ['partial-derivative'],
  },
  {
    id: 'chain-rule',
    term: { fr: 'règle de la chaîne', en: 'chain rule' },
    definition: {
      fr: 'La dérivée d’une fonction de fonctions : on multiplie le long d’un chemin, on additionne entre les chemins.',
      en: 'The derivative of a function of functions: multiply along a path, add between paths.',
    },
    lesson: 'maths/gradient',
    see: ['derivative', 'gradient'],
  },
  {
    id: 'computation-graph',
    term: { fr: 'graphe de calcul', en: 'computation graph' },
    definition: {
      fr: 'Les petites opérations d’un calcul, chacune reliée à ce dont elle se sert.',
      en: 'The small operations of a calculation, each linked to what it uses.',
    },
    lesson: 'maths/autodiff',
    see: ['automatic-differentiation'],
  },
  {
    id: 'automatic-differentiation',
    term: { fr: 'différentiation automatique', en: 'automatic differentiation' },
    definition: {
      fr: 'La règle de la chaîne appliquée par la machine au graphe d’un calcul ; les dérivées sont exactes, aux arrondis près.',
      en: 'The chain rule applied by a machine to the graph of a calculation; the derivatives are exact, up to rounding.',
    },
    lesson: 'maths/autodiff',
    see: ['computation-graph', 'chain-rule'],
  },
  {
    id: 'convex',
    term: { fr: 'convexe', en: 'convex' },
    definition: {
      fr: 'Se dit d’une fonction dont aucune corde ne passe sous le graphe : elle n’a qu’une vallée.',
      en: 'Said of a function none of whose chords passes below the graph: it has only one valley.',
    },
    lesson: 'maths/optimisation',
    see: ['gradient-descent'],
  },
  {
    id: 'gradient-descent',
    term: { fr: 'descente de gradient', en: 'gradient descent' },
    definition: {
      fr: 'Chercher un minimum en faisant des pas contre le gradient.',
      en: 'Looking for a minimum by taking steps against the gradient.',
    },
    lesson: 'maths/optimisation',
    see: ['gradient', 'learning-rate'],
  },
  {
    id: 'momentum',
    term: { fr: 'inertie', en: 'momentum' },
    definition: {
      fr: 'La part de la vitesse précédente que l’on garde à chaque pas de la descente.',
      en: 'The share of the previous velocity that is kept at each step of the descent.',
    },
    lesson: 'maths/optimisation',
    see: ['gradient-descent'],
  },
  {
    id: 'secant',
    term: { fr: 'sécante', en: 'secant' },
    definition: {
      fr: 'La droite qui passe par deux points d’une courbe ; quand ils se rejoignent, elle devient la tangente.',
      en: 'The line through two points of a curve; when they meet, it becomes the tangent.',
    },
    lesson: 'maths/derivatives',
    see: ['tangent', 'finite-difference'],
  },
  {
    id: 'tangent',
    term: { fr: 'tangente', en: 'tangent' },
    definition: {
      fr: 'La droite qui épouse une courbe en un point ; sa pente est la dérivée.',
      en: 'The line that hugs a curve at a point; its slope is the derivative.',
    },
    lesson: 'maths/derivatives',
    see: ['derivative', 'secant'],
  },
  {
    id: 'contour-line',
    term: { fr: 'ligne de niveau', en: 'contour line' },
    definition: {
      fr: 'Les points où une fonction prend une même valeur ; le gradient lui est perpendiculaire.',
      en: 'The points where a function takes the same value; the gradient is perpendicular to it.',
    },
    lesson: 'maths/gradient',
    see: ['gradient'],
  },
  {
    id: 'directional-derivative',
    term: { fr: 'dérivée directionnelle', en: 'directional derivative' },
    definition: {
      fr: 'La pente d’une fonction dans une direction $u$ de norme 1 : $\\nabla f \\cdot u$.',
      en: 'The slope of a function in a direction $u$ of norm 1: $\\nabla f \\cdot u$.',
    },
    lesson: 'maths/gradient',
    see: ['gradient', 'dot-product'],
  },
  {
    id: 'reverse-mode',
    term: { fr: 'mode inverse', en: 'reverse mode' },
    definition: {
      fr: 'La différentiation automatique qui part du résultat et remonte aux entrées : un seul passage donne toutes les dérivées d’un nombre.',
      en: 'Automatic differentiation that starts from the result and goes back to the inputs: a single pass gives all derivatives of one number.',
    },
    lesson: 'maths/autodiff',
    see: ['automatic-differentiation', 'backpropagation'],
  },
  {
    id: 'topological-order',
    term: { fr: 'tri topologique', en: 'topological order' },
    definition: {
      fr: 'Un ordre des nœuds d’un graphe où chacun vient après tous ceux dont il dépend.',
      en: 'An order of the nodes of a graph in which each one comes after all those it depends on.',
    },
    lesson: 'maths/autodiff',
    see: ['computation-graph'],
  },
  {
    id: 'local-minimum',
    term: { fr: 'minimum local', en: 'local minimum' },
    definition: {
      fr: 'Un point plus bas que tous ses voisins, qui n’est pas forcément le plus bas de tous.',
      en: 'A point lower than all its neighbours, which need not be the lowest of all.',
    },
    lesson: 'maths/optimisation',
    see: ['convex', 'saddle-point'],
  },
  {
    id: 'saddle-point',
    term: { fr: 'col, point selle', en: 'saddle point' },
    definition: {
      fr: 'Un point où le gradient est nul, qui descend dans une direction et monte dans une autre.',
      en: 'A point where the gradient is zero, which goes down in one direction and up in another.',
    },
    lesson: 'maths/gradient',
    see: ['gradient', 'local-minimum'],
  },
  {
    id: 'rounding-error',
    term: { fr: 'erreur d’arrondi', en: 'rounding error' },
    definition: {
      fr: 'L’écart entre un nombre et celui que la machine garde : en précision double, environ $10^{-16}$ de sa valeur.',
      en: 'The gap between a number and the one the machine keeps: in double precision, about $10^{-16}$ of its value.',
    },
    lesson: 'maths/derivatives',
    see: ['finite-difference'],
  },
]);
