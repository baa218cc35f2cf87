/** Limpide's side: the rows as its users write them. */
import {
  AgglomerativeClustering,
  DBSCAN,
  DecisionTreeClassifier,
  ElasticNet,
  GaussianNB,
  HistGradientBoostingClassifier,
  KMeans,
  KNeighborsClassifier,
  Lasso,
  LogisticRegression,
  PCA,
  RandomForestClassifier,
  Ridge,
  SVC,
  TfidfVectorizer,
  TSNE,
} from 'limpide/learn';
import { Matrix } from 'limpide/linalg';
import { type Ready, type Rows, serve } from '../serve.ts';
import { blobs, classes, type Data, images, line, load, loadTexts } from './data.ts';
import { growthWorks } from './works.ts';

/** What `run` made, and how good it is, for the note. */
function row<T>(
  run: () => T,
  quality: (made: T) => Readonly<Record<string, number>>,
  long = false,
): Ready {
  let made: T | undefined;
  return {
    run: () => {
      made = run();
    },
    long,
    note: () => (made === undefined ? '' : JSON.stringify(quality(made))),
  };
}

const part = ({ X, y }: Data, from: number, to: number): Data => ({
  X: new Matrix(X.data.slice(from * X.cols, to * X.cols), to - from, X.cols),
  y: y.slice(from, to),
});
const sum = (values: ArrayLike<number | bigint>): number =>
  Array.from(values, Number).reduce((a, b) => a + b, 0);

const rows: Rows = {
  kmeans: () => {
    const { X } = images('train', 10_000);
    const init = Array.from({ length: 10 }, (_, i) => Array.from(X.row(i)));
    return row(
      () => new KMeans({ nClusters: 10, init, nInit: 1 }).fit(X),
      (m) => ({ inertia: m.inertia_, iterations: m.nIter_ }),
    );
  },
  'pca-auto': () => pca('auto'),
  'pca-full': () => pca('full'),
  forest: () => {
    const train = images('train', 10_000);
    const test = images('t10k', 10_000);
    return row(
      () => new RandomForestClassifier({ nEstimators: 100, randomState: 0 }).fit(train.X, train.y),
      (m) => ({ accuracy: m.score(test.X, test.y) }),
      true,
    );
  },
  logistic: () => {
    const train = images('train', 10_000);
    const test = images('t10k', 10_000);
    return row(
      () => new LogisticRegression({ maxIter: 100 }).fit(train.X, train.y),
      (m) => ({ accuracy: m.score(test.X, test.y) }),
      true,
    );
  },
  svc: () => {
    const [train, test] = [load('digits'), load('digits-test')];
    return row(
      () => new SVC().fit(train.X, train.y),
      (m) => ({ accuracy: m.score(test.X, test.y) }),
    );
  },
  dbscan: () => {
    const { X } = load('blobs');
    return row(
      () => new DBSCAN({ eps: 0.2, minSamples: 5 }).fit(X),
      (m) => {
        const labels = Array.from(m.labels_.dataSync(), Number);
        return {
          clusters: new Set(labels.filter((k) => k >= 0)).size,
          noise: labels.filter((k) => k < 0).length,
        };
      },
    );
  },
  histgb: () => {
    const all = load('classes');
    const [train, test] = [part(all, 0, 40_000), part(all, 40_000, 50_000)];
    return row(
      () =>
        new HistGradientBoostingClassifier({ earlyStopping: false, randomState: 0 }).fit(
          train.X,
          train.y,
        ),
      (m) => ({ accuracy: m.score(test.X, test.y) }),
      true,
    );
  },
  tsne: () => {
    const { X } = images('train', 2_000);
    const points = new PCA({ nComponents: 50, svdSolver: 'full' }).fit(X).transform(X);
    return row(
      () => {
        const model = new TSNE({ randomState: 0 });
        model.fitTransform(points);
        return model;
      },
      (m) => ({ divergence: m.klDivergence_ }),
      true,
    );
  },
  'knn-brute': () => {
    const train = images('train', 10_000);
    const test = images('t10k', 1_000);
    return row(
      () =>
        new KNeighborsClassifier({ algorithm: 'brute' })
          .fit(train.X, train.y)
          .score(test.X, test.y),
      (accuracy) => ({ accuracy }),
    );
  },
  'knn-tree': () => {
    const all = load('space');
    const [train, test] = [part(all, 0, 50_000), part(all, 50_000, 60_000)];
    return row(
      () =>
        new KNeighborsClassifier({ algorithm: 'kdTree' })
          .fit(train.X, train.y)
          .score(test.X, test.y),
      (accuracy) => ({ accuracy }),
    );
  },
  ridge: () => linear(({ X, y }) => new Ridge().fit(X, y)),
  lasso: () => linear(({ X, y }) => new Lasso({ alpha: 0.01 }).fit(X, y)),
  elastic: () => linear(({ X, y }) => new ElasticNet({ alpha: 0.01 }).fit(X, y)),
  tfidf: () => {
    const texts = loadTexts();
    return row(
      () => new TfidfVectorizer().fitTransform(texts),
      (m) => ({ terms: m.cols, stored: m.data.length }),
    );
  },
};

function pca(svdSolver: 'auto' | 'covariance_eigh'): Ready {
  const { X } = images('train', 10_000);
  return row(
    () => new PCA({ nComponents: 50, svdSolver, randomState: 0 }).fit(X),
    (m) => ({ explained: sum(m.explainedVarianceRatio_.dataSync()) }),
  );
}

function linear<M extends { score(X: Matrix, y: Float64Array): number }>(
  fit: (data: Data) => M,
): Ready {
  const data = load('line');
  return row(
    () => fit(data),
    (m) => ({ r2: m.score(data.X, data.y) }),
  );
}

/** The rows of growth: the work for n samples. */
const growing: Readonly<Record<string, (n: number) => () => unknown>> = {
  ridge: (n) => {
    const { X, y } = line(n, 10, 1);
    return () => new Ridge().fit(X, y);
  },
  'naive-bayes': (n) => {
    const { X, y } = classes(n, 10, 1);
    return () => new GaussianNB().fit(X, y);
  },
  kmeans: (n) => {
    const { X } = classes(n, 10, 1);
    const init = Array.from({ length: 8 }, (_, i) => Array.from(X.row(i)));
    return () => new KMeans({ nClusters: 8, init, maxIter: 20, tol: 0 }).fit(X);
  },
  pca: (n) => {
    const { X } = classes(n, 10, 1);
    return () => new PCA({ nComponents: 5 }).fit(X);
  },
  logistic: (n) => {
    const { X, y } = classes(n, 10, 1);
    return () => new LogisticRegression({ maxIter: 20, tol: 1e-12 }).fit(X, y);
  },
  tree: (n) => {
    const { X, y } = classes(n, 10, 1);
    return () => new DecisionTreeClassifier({ randomState: 0 }).fit(X, y);
  },
  histgb: (n) => {
    const { X, y } = classes(n, 10, 1);
    return () =>
      new HistGradientBoostingClassifier({ maxIter: 20, earlyStopping: false, randomState: 0 }).fit(
        X,
        y,
      );
  },
  'knn-tree': (n) => {
    const { X, y } = blobs(n, 3, 6, 1.5, 1);
    return () => new KNeighborsClassifier({ algorithm: 'kdTree' }).fit(X, y).predict(X);
  },
  dbscan: (n) => {
    const { X } = blobs(n, 2, 5, 0.6, 1);
    const eps = 0.2 * Math.sqrt(10_000 / n); // as many neighbours whatever n is
    return () => new DBSCAN({ eps, minSamples: 5 }).fit(X);
  },
  svc: (n) => {
    const { X, y } = classes(n, 10, 1);
    return () => new SVC().fit(X, y);
  },
  tsne: (n) => {
    const { X } = classes(n, 10, 1);
    return () => new TSNE({ maxIter: 250, init: 'random', randomState: 0 }).fitTransform(X);
  },
  agglomerative: (n) => {
    const { X } = blobs(n, 2, 5, 0.6, 1);
    return () => new AgglomerativeClustering({ nClusters: 5 }).fit(X);
  },
};

const growth: Rows = Object.fromEntries(
  growthWorks.flatMap(({ id, sizes }) =>
    sizes.map((n) => [
      `growth ${id} ${n}`,
      () => {
        const work = growing[id]!(n); // the data is made before the clock runs
        return { run: () => void work(), long: sizes.length < 3 && n >= 10_000 };
      },
    ]),
  ),
);

await serve('Limpide', { ...rows, ...growth });
