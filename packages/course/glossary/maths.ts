/** Terms of the mathematics. */
import { defineTerms } from '../src/format/define.ts';

export const maths = defineTerms([
  {
    id: 'scalar',
    term: { fr: 'scalaire', en: 'scalar' },
    definition: {
      fr: 'Un nombre seul, sans direction ni composantes. Sa forme est $[\\,]$.',
      en: 'A single number, without direction or components. Its shape is $[\\,]$.',
    },
    lesson: 'maths/tensors',
    see: ['vector', 'tensor'],
  },
  {
    id: 'vector',
    term: { fr: 'vecteur', en: 'vector' },
    definition: {
      fr: 'Une liste ordonnée de $n$ nombres, de forme $[n]$ ; aussi une flèche, avec une longueur et une direction.',
      en: 'An ordered list of $n$ numbers, of shape $[n]$; also an arrow, with a length and a direction.',
    },
    lesson: 'maths/tensors',
    see: ['scalar', 'dot-product'],
  },
  {
    id: 'tensor',
    term: { fr: 'tenseur', en: 'tensor' },
    definition: {
      fr: 'Un tableau de nombres à autant d’axes que l’on veut : zéro pour un scalaire, un pour un vecteur, deux pour une matrice.',
      en: 'An array of numbers with as many axes as one likes: none for a scalar, one for a vector, two for a matrix.',
    },
    lesson: 'maths/tensors',
    see: ['scalar', 'vector'],
  },
  {
    id: 'dot-product',
    term: { fr: 'produit scalaire', en: 'dot product' },
    definition: {
      fr: 'La somme des produits des composantes de même rang de deux vecteurs de même longueur : un nombre.',
      en: 'The sum of the products of components of the same rank of two vectors of the same length: one number.',
    },
    lesson: 'maths/dot-product',
    see: ['norm', 'vector'],
  },
  {
    id: 'norm',
    term: { fr: 'norme', en: 'norm' },
    definition: {
      fr: 'La longueur d’un vecteur : $\\sqrt{a \\cdot a}$.',
      en: 'The length of a vector: $\\sqrt{a \\cdot a}$.',
    },
    lesson: 'maths/dot-product',
    see: ['dot-product'],
  },
  {
    id: 'matrix',
    term: { fr: 'matrice', en: 'matrix' },
    definition: {
      fr: 'Un tableau de nombres à deux axes, lignes et colonnes, de forme $[m, n]$.',
      en: 'An array of numbers with two axes, rows and columns, of shape $[m, n]$.',
    },
    lesson: 'maths/tensors',
    see: ['vector', 'tensor'],
  },
  {
    id: 'shape',
    term: { fr: 'forme', en: 'shape' },
    definition: {
      fr: 'La liste des tailles des axes d’un tenseur, de l’extérieur vers l’intérieur.',
      en: 'The list of the sizes of a tensor’s axes, from the outside in.',
    },
    lesson: 'maths/tensors',
    see: ['tensor'],
  },
  {
    id: 'stride',
    term: { fr: 'pas', en: 'stride' },
    definition: {
      fr: 'Le nombre de cases dont on avance dans la mémoire quand l’indice d’un axe augmente de 1.',
      en: 'How many cells one moves in memory when the index of an axis grows by 1.',
    },
    lesson: 'maths/tensors',
    see: ['shape'],
  },
  {
    id: 'linear-map',
    term: { fr: 'application linéaire', en: 'linear map' },
    definition: {
      fr: 'Une application qui respecte les sommes et les multiples ; une matrice en garde les images des vecteurs de base, une par colonne.',
      en: 'A map that respects sums and multiples; a matrix holds the images of the basis vectors, one per column.',
    },
    lesson: 'maths/linear-maps',
    see: ['matrix', 'vector'],
  },
  {
    id: 'transpose',
    term: { fr: 'transposée', en: 'transpose' },
    definition: {
      fr: 'La matrice dont les lignes sont les colonnes de l’autre : $(A^\\top)_{ji} = A_{ij}$.',
      en: 'The matrix whose rows are the columns of the other: $(A^\\top)_{ji} = A_{ij}$.',
    },
    lesson: 'maths/matrix-operations',
    see: ['matrix'],
  },
  {
    id: 'determinant',
    term: { fr: 'déterminant', en: 'determinant' },
    definition: {
      fr: 'Le facteur par lequel une matrice carrée multiplie les aires ou les volumes, avec un signe moins si elle retourne l’espace.',
      en: 'The factor by which a square matrix multiplies areas or volumes, with a minus sign if it flips space over.',
    },
    lesson: 'maths/matrix-operations',
    see: ['matrix', 'inverse'],
  },
  {
    id: 'inverse',
    term: { fr: 'inverse', en: 'inverse' },
    definition: {
      fr: 'La matrice qui défait une autre : $A^{-1} A = I$. Elle existe si le déterminant n’est pas nul.',
      en: 'The matrix that undoes another: $A^{-1} A = I$. It exists if the determinant is not zero.',
    },
    lesson: 'maths/matrix-operations',
    see: ['determinant'],
  },
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
    id: 'pivot',
    term: { fr: 'pivot', en: 'pivot' },
    definition: {
      fr: 'Le coefficient par lequel on divise en éliminant une colonne ; on prend le plus grand en valeur absolue.',
      en: 'The coefficient by which one divides when a column is eliminated; the largest in absolute value is taken.',
    },
    lesson: 'maths/linear-systems',
    see: ['matrix'],
  },
  {
    id: 'condition-number',
    term: { fr: 'conditionnement', en: 'condition number' },
    definition: {
      fr: 'Le facteur par lequel une petite erreur relative sur les données peut grandir dans la réponse.',
      en: 'The factor by which a small relative error in the data may grow in the answer.',
    },
    lesson: 'maths/linear-systems',
    see: ['matrix'],
  },
  {
    id: 'least-squares',
    term: { fr: 'moindres carrés', en: 'least squares' },
    definition: {
      fr: 'Choisir les inconnues qui rendent la somme des carrés des écarts aussi petite que possible.',
      en: 'Choosing the unknowns that make the sum of the squared gaps as small as possible.',
    },
    lesson: 'maths/linear-systems',
    see: ['norm'],
  },
  {
    id: 'eigenvector',
    term: { fr: 'vecteur propre', en: 'eigenvector' },
    definition: {
      fr: 'Un vecteur non nul qu’une matrice ne fait que multiplier par un nombre, sa valeur propre.',
      en: 'A non-zero vector that a matrix only multiplies by a number, its eigenvalue.',
    },
    lesson: 'maths/eigen',
    see: ['matrix', 'eigenvalue'],
  },
  {
    id: 'eigenvalue',
    term: { fr: 'valeur propre', en: 'eigenvalue' },
    definition: {
      fr: 'Le facteur par lequel une matrice étire un de ses vecteurs propres.',
      en: 'The factor by which a matrix stretches one of its eigenvectors.',
    },
    lesson: 'maths/eigen',
    see: ['eigenvector'],
  },
  {
    id: 'singular-value',
    term: { fr: 'valeur singulière', en: 'singular value' },
    definition: {
      fr: 'La force d’une couche de rang un d’une matrice : la racine d’une valeur propre de $A^\\top A$.',
      en: 'The strength of a rank-one layer of a matrix: the root of an eigenvalue of $A^\\top A$.',
    },
    lesson: 'maths/svd',
    see: ['eigenvalue', 'rank'],
  },
  {
    id: 'rank',
    term: { fr: 'rang', en: 'rank' },
    definition: {
      fr: 'D’une matrice : le nombre de ses valeurs singulières non nulles, donc de couches qu’il faut pour la reconstruire.',
      en: 'Of a matrix: the number of its singular values that are not zero, hence of layers needed to rebuild it.',
    },
    lesson: 'maths/svd',
    see: ['singular-value'],
  },
]);
