/** The rows of `npm run bench -- learn`, and those that show how cost grows. */
import works from './works.json' with { type: 'json' };

export interface LearnWork {
  readonly id: string;
  readonly title: string;
  /** How many times faster than scikit-learn the row asks for. */
  readonly target?: number;
  /** What must not be worse by more than 1 %, and in which direction. */
  readonly quality: string;
  readonly better: string;
}

export const learnWorks: readonly LearnWork[] = works;

/** Sizes at which cost is measured. */
export const sizes = [1_000, 10_000, 100_000] as const;

export interface GrowthWork {
  readonly id: string;
  readonly title: string;
  /** What theory says, for n samples. */
  readonly theory: string;
  /** Exponent of n between two sizes, at most (a logarithm counts as 0.2). */
  readonly exponent: number;
  readonly sizes: readonly number[];
}

/** d = 10 features unless said otherwise. */
export const growthWorks: readonly GrowthWork[] = [
  { id: 'ridge', title: 'Ridge, d = 10', theory: 'n·d²', exponent: 1, sizes },
  { id: 'naive-bayes', title: 'GaussianNB, d = 10', theory: 'n·d', exponent: 1, sizes },
  { id: 'kmeans', title: 'KMeans, k = 8, 20 iterations', theory: 'n·k·d', exponent: 1, sizes },
  { id: 'pca', title: 'PCA(5), d = 10', theory: 'n·d²', exponent: 1, sizes },
  { id: 'logistic', title: 'LogisticRegression, 20 iterations', theory: 'n·d', exponent: 1, sizes },
  { id: 'tree', title: 'DecisionTree, d = 10', theory: 'n·log² n·d', exponent: 1.3, sizes },
  { id: 'histgb', title: 'HistGradientBoosting, 20 iterations', theory: 'n·d', exponent: 1, sizes },
  {
    id: 'knn-tree',
    title: 'k-d tree, d = 3, n questions',
    theory: 'n·log n',
    exponent: 1.2,
    sizes,
  },
  {
    id: 'dbscan',
    title: 'DBSCAN, d = 2, same number of neighbours',
    theory: 'n·log n',
    exponent: 1.2,
    sizes,
  },
  { id: 'svc', title: 'SVC, rbf, d = 10', theory: 'n² to n³', exponent: 3, sizes: [1_000, 10_000] },
  {
    id: 'tsne',
    title: 't-SNE, Barnes–Hut, 250 iterations',
    theory: 'n·log n',
    exponent: 1.4,
    sizes: [1_000, 10_000],
  },
  {
    id: 'agglomerative',
    title: 'AgglomerativeClustering, d = 2',
    theory: 'n²',
    exponent: 2.2,
    sizes: [1_000, 10_000],
  },
];
