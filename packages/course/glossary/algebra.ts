/** Terms of linear algebra. */
import { defineTerms } from '../src/format/define.ts';

export const algebra = defineTerms([
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
  {
    id: 'axis',
    term: { fr: 'axe', en: 'axis' },
    definition: {
      fr: 'Une des directions d’un tenseur, numérotée à partir de 0 ; sa taille est un des nombres de la forme.',
      en: 'One of the directions of a tensor, numbered from 0; its size is one of the numbers of the shape.',
    },
    lesson: 'maths/tensors',
    see: ['shape', 'tensor'],
  },
  {
    id: 'broadcasting',
    term: { fr: 'diffusion', en: 'broadcasting' },
    definition: {
      fr: 'La répétition, sans copie, d’un axe de taille 1 pour que deux formes s’accordent dans un calcul.',
      en: 'Repeating an axis of size 1, without copying it, so that two shapes agree in a calculation.',
    },
    lesson: 'maths/tensors',
    see: ['axis', 'shape'],
  },
  {
    id: 'distance',
    term: { fr: 'distance', en: 'distance' },
    definition: {
      fr: 'La norme de la différence de deux vecteurs : $\\lVert a - b \\rVert$.',
      en: 'The norm of the difference of two vectors: $\\lVert a - b \\rVert$.',
    },
    lesson: 'maths/dot-product',
    see: ['norm'],
  },
  {
    id: 'cosine-similarity',
    term: { fr: 'similarité cosinus', en: 'cosine similarity' },
    definition: {
      fr: 'Le cosinus de l’angle de deux vecteurs, entre −1 et 1 : leur produit scalaire divisé par leurs deux normes.',
      en: 'The cosine of the angle between two vectors, between −1 and 1: their dot product divided by both norms.',
    },
    lesson: 'maths/dot-product',
    see: ['dot-product', 'norm'],
  },
  {
    id: 'projection',
    term: { fr: 'projection', en: 'projection' },
    definition: {
      fr: 'L’ombre d’un vecteur sur la droite d’un autre : $\\frac{a \\cdot b}{b \\cdot b}\\, b$.',
      en: 'The shadow of a vector on the line of another: $\\frac{a \\cdot b}{b \\cdot b}\\, b$.',
    },
    lesson: 'maths/dot-product',
    see: ['dot-product'],
  },
  {
    id: 'affine-map',
    term: { fr: 'application affine', en: 'affine map' },
    definition: {
      fr: 'Une application linéaire suivie de l’ajout d’un vecteur constant : $Ax + b$. C’est ce que calcule une couche avant son activation.',
      en: 'A linear map followed by the addition of a constant vector: $Ax + b$. It is what a layer computes before its activation.',
    },
    lesson: 'maths/linear-maps',
    see: ['linear-map', 'bias'],
  },
  {
    id: 'linear-system',
    term: { fr: 'système linéaire', en: 'linear system' },
    definition: {
      fr: 'Des équations du premier degré en plusieurs inconnues, à vérifier toutes ensemble : $Ax = b$.',
      en: 'Equations of the first degree in several unknowns, to be satisfied all together: $Ax = b$.',
    },
    lesson: 'maths/linear-systems',
    see: ['gaussian-elimination', 'inverse'],
  },
  {
    id: 'gaussian-elimination',
    term: { fr: 'élimination de Gauss', en: 'Gaussian elimination' },
    definition: {
      fr: 'La résolution d’un système linéaire par soustraction de lignes, jusqu’à une forme triangulaire que l’on remonte.',
      en: 'Solving a linear system by subtracting rows, down to a triangular form that is then climbed back up.',
    },
    lesson: 'maths/linear-systems',
    see: ['pivot', 'linear-system'],
  },
  {
    id: 'normal-equations',
    term: { fr: 'équations normales', en: 'normal equations' },
    definition: {
      fr: '$X^\\top X w = X^\\top y$ : le système dont la solution est celle des moindres carrés.',
      en: '$X^\\top X w = X^\\top y$: the system whose solution is that of least squares.',
    },
    lesson: 'maths/linear-systems',
    see: ['least-squares'],
  },
  {
    id: 'power-iteration',
    term: { fr: 'méthode de la puissance', en: 'power iteration' },
    definition: {
      fr: 'Appliquer une matrice encore et encore, en ramenant chaque fois le vecteur à la norme 1 : il tend vers le vecteur propre dominant.',
      en: 'Applying a matrix again and again, bringing the vector back to norm 1 each time: it tends to the dominant eigenvector.',
    },
    lesson: 'maths/eigen',
    see: ['eigenvector'],
  },
  {
    id: 'rayleigh-quotient',
    term: { fr: 'quotient de Rayleigh', en: 'Rayleigh quotient' },
    definition: {
      fr: '$\\frac{v \\cdot Av}{v \\cdot v}$ : la valeur propre de $v$ si c’est un vecteur propre, une bonne approximation s’il en est proche.',
      en: '$\\frac{v \\cdot Av}{v \\cdot v}$: the eigenvalue of $v$ if it is an eigenvector, a good approximation if it is near one.',
    },
    lesson: 'maths/eigen',
    see: ['eigenvalue'],
  },
  {
    id: 'symmetric-matrix',
    term: { fr: 'matrice symétrique', en: 'symmetric matrix' },
    definition: {
      fr: 'Une matrice égale à sa transposée. Ses valeurs propres sont réelles, et ses vecteurs propres peuvent être pris orthogonaux.',
      en: 'A matrix equal to its transpose. Its eigenvalues are real, and its eigenvectors can be chosen orthogonal.',
    },
    lesson: 'maths/eigen',
    see: ['transpose', 'eigenvector'],
  },
  {
    id: 'svd',
    term: { fr: 'décomposition en valeurs singulières', en: 'singular value decomposition (SVD)' },
    definition: {
      fr: 'L’écriture de toute matrice comme une rotation, un étirement le long des axes, une autre rotation : $A = U \\Sigma V^\\top$.',
      en: 'Any matrix written as a rotation, a stretch along the axes, another rotation: $A = U \\Sigma V^\\top$.',
    },
    lesson: 'maths/svd',
    see: ['singular-value', 'rank'],
  },
  {
    id: 'orthogonal',
    term: { fr: 'orthogonal', en: 'orthogonal' },
    definition: {
      fr: 'Se dit de deux vecteurs à angle droit : leur produit scalaire est nul.',
      en: 'Said of two vectors at a right angle: their dot product is zero.',
    },
    lesson: 'maths/dot-product',
    see: ['dot-product'],
  },
  {
    id: 'identity-matrix',
    term: { fr: 'matrice identité', en: 'identity matrix' },
    definition: {
      fr: 'La matrice carrée $I$ qui ne change aucun vecteur : des 1 sur la diagonale, des 0 ailleurs.',
      en: 'The square matrix $I$ that changes no vector: 1s on the diagonal, 0s elsewhere.',
    },
    lesson: 'maths/matrix-operations',
    see: ['inverse'],
  },
  {
    id: 'singular-matrix',
    term: { fr: 'matrice singulière', en: 'singular matrix' },
    definition: {
      fr: 'Une matrice carrée de déterminant nul : elle écrase une direction, et n’a pas d’inverse.',
      en: 'A square matrix whose determinant is zero: it crushes a direction, and has no inverse.',
    },
    lesson: 'maths/matrix-operations',
    see: ['determinant', 'inverse'],
  },
  {
    id: 'trace',
    term: { fr: 'trace', en: 'trace' },
    definition: {
      fr: 'La somme des nombres de la diagonale d’une matrice carrée ; c’est aussi la somme de ses valeurs propres.',
      en: 'The sum of the diagonal of a square matrix; also the sum of its eigenvalues.',
    },
    lesson: 'maths/eigen',
    see: ['eigenvalue'],
  },
  {
    id: 'rotation',
    term: { fr: 'rotation', en: 'rotation' },
    definition: {
      fr: 'Une application linéaire qui tourne sans étirer : elle garde les longueurs et les angles.',
      en: 'A linear map that turns without stretching: it keeps lengths and angles.',
    },
    lesson: 'maths/linear-maps',
    see: ['linear-map'],
  },
  {
    id: 'lora',
    term: { fr: 'LoRA', en: 'LoRA' },
    definition: {
      fr: 'Ajuster un grand modèle en n’apprenant, pour chaque matrice de poids, qu’une correction de petit rang.',
      en: 'Adjusting a large model by learning, for each weight matrix, only a correction of small rank.',
    },
    lesson: 'maths/svd',
    see: ['rank'],
  },
]);
