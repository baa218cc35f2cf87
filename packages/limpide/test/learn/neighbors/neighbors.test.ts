import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/learn/base/index.ts';
import {
  densityKernels,
  KernelDensity,
  KNeighborsClassifier,
  KNeighborsRegressor,
  LocalOutlierFactor,
  type Metric,
  NearestCentroid,
  NearestNeighbors,
  type PairwiseKernelName,
  pairwiseDistances,
  pairwiseKernelNames,
  pairwiseKernels,
  RadiusNeighborsClassifier,
  RadiusNeighborsRegressor,
} from '../../../src/learn/neighbors/index.ts';
import { Matrix } from '../../../src/linalg/index.ts';
import { tensor } from '../../../src/tensor/index.ts';
import { smallData } from '../small-data.ts';
import { expectClose, flat, golden } from './golden.ts';

type Rows = number[][];
interface Golden {
  A: Rows;
  B: Rows;
  P: Rows;
  Q: Rows;
  distances: Record<string, Rows>;
  hamming: Rows;
  jaccard: Rows;
  haversine: Rows;
  kernels: Record<PairwiseKernelName, Rows>;
  knnIris: Record<'uniform' | 'distance' | 'manhattan', Rows>;
  irisDistances: Rows;
  radiusCounts: number[];
  radiusIris: Rows;
  regression: Record<'uniform' | 'distance' | 'radius', number[]>;
  centroid: { plain: Rows; shrunk: Rows; manhattan: Rows; score: number };
  kde: Record<string, number[]>;
  kdeWeighted: number[];
  kdeWidths: number[];
  lof: {
    factors: number[];
    offset: number;
    labels: number[];
    novelty: number[];
    predict: number[];
  };
}
const g = golden<Golden>('neighbors', 'neighbors');
const iris = smallData('iris');
const test = Array.from({ length: 30 }, (_, i) => 5 * i);
const train = Array.from({ length: 150 }, (_, i) => i).filter((i) => i % 5 !== 0);
const rows = <T>(values: readonly T[], which: readonly number[]): T[] =>
  which.map((i) => values[i]!);
const Xa = rows(iris.X, train);
const Xb = rows(iris.X, test);
const ya = rows(iris.y, train);

const standard = (X: Rows): Rows => {
  const d = X[0]!.length;
  const mean = Array.from({ length: d }, (_, c) => X.reduce((s, r) => s + r[c]!, 0) / X.length);
  const std = mean.map((m, c) => Math.sqrt(X.reduce((s, r) => s + (r[c]! - m) ** 2, 0) / X.length));
  return X.map((r) => r.map((v, c) => (v - mean[c]!) / std[c]!));
};
const cloud = (n: number, d: number, seed: number): Rows => {
  const stream = new RandomStream(seed);
  return Array.from({ length: n }, () => Array.from({ length: d }, () => stream.normal()));
};

describe('distances and kernels', () => {
  it('are those of SciPy', () => {
    for (const [metric, expected] of Object.entries(g.distances)) {
      const got = pairwiseDistances(g.A, g.B, { metric: metric as Metric, p: 3 });
      expect(got.shape).toEqual([5, 6]);
      expectClose(got, expected, 1e-9);
    }
    expectClose(pairwiseDistances(g.P, g.Q, { metric: 'hamming' }), g.hamming, 1e-9);
    expectClose(pairwiseDistances(g.P, g.Q, { metric: 'jaccard' }), g.jaccard, 1e-9);
    const two = (X: Rows): Rows => X.map((r) => r.slice(0, 2));
    const got = pairwiseDistances(two(g.A), two(g.B), { metric: 'haversine' });
    expectClose(got, g.haversine, 1e-9);
  });
  it('kernels are those of scikit-learn', () => {
    for (const metric of pairwiseKernelNames)
      expectClose(pairwiseKernels(g.A, g.B, { metric, gamma: 0.5 }), g.kernels[metric], 1e-9);
  });
  it('a metric is symmetric, 0 on the diagonal, and obeys the triangle inequality', () => {
    const X = cloud(12, 3, 5);
    for (const metric of ['euclidean', 'manhattan', 'chebyshev', 'canberra'] as const) {
      const d = flat(pairwiseDistances(X, undefined, { metric }));
      for (let i = 0; i < 12; i++) {
        expect(d[i * 13]).toBe(0);
        for (let j = 0; j < 12; j++) {
          expect(d[i * 12 + j]).toBe(d[j * 12 + i]);
          for (let k = 0; k < 12; k++)
            expect(d[i * 12 + j]!).toBeLessThanOrEqual(d[i * 12 + k]! + d[k * 12 + j]! + 1e-12);
        }
      }
    }
  });
});

describe('searches', () => {
  it('find the neighbours that scikit-learn finds', () => {
    for (const algorithm of ['kdTree', 'ballTree', 'brute', 'auto'] as const) {
      const search = new NearestNeighbors({ algorithm, leafSize: 5, radius: 0.5 }).fit(Xa);
      expectClose(search.kneighbors(Xb).distances, g.irisDistances, 1e-9);
      expect(search.radiusNeighbors(Xb).indices.map((list) => list.length)).toEqual(g.radiusCounts);
    }
  });

  it('agree with each other, whatever the metric, the data and the leaves', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('euclidean', 'manhattan', 'chebyshev', 'minkowski', 'canberra', 'hamming'),
        fc.integer({ min: 0, max: 1000 }),
        (n, d, leafSize, metric, seed) => {
          // a coarse grid, so that many distances are equal
          const X = cloud(n, d, seed).map((r) => r.map((v) => Math.round(2 * v) / 2));
          const q = cloud(7, d, seed + 1);
          const k = Math.min(n, 4);
          const p = 3;
          const brute = new NearestNeighbors({ algorithm: 'brute', metric, p }).fit(X);
          const trees = metric === 'canberra' || metric === 'hamming' ? [] : (['kdTree'] as const);
          for (const algorithm of ['ballTree', ...trees] as const) {
            const tree = new NearestNeighbors({ algorithm, metric, p, leafSize }).fit(X);
            const a = brute.kneighbors(q, { nNeighbors: k });
            const b = tree.kneighbors(q, { nNeighbors: k });
            expectClose(b.distances, a.distances, 1e-12);
            if (metric !== 'minkowski') expect(flat(b.indices)).toEqual(flat(a.indices));
            const near = brute.radiusNeighbors(q, { radius: 1 });
            expect(tree.radiusNeighbors(q, { radius: 1 }).indices).toEqual(near.indices);
            if (n > k) {
              const self = tree.kneighbors(undefined, { nNeighbors: k });
              const own = brute.kneighbors(undefined, { nNeighbors: k });
              expect(flat(self.indices)).toEqual(flat(own.indices));
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('by products find the same as by loops, far from the origin too, in float32 too', () => {
    const X = cloud(3000, 20, 1).map((r) => r.map((v) => v + 1000));
    const q = X.slice(0, 40);
    const exact = new NearestNeighbors({ algorithm: 'kdTree' }).fit(X).kneighbors(q);
    const brute = new NearestNeighbors({ algorithm: 'brute' }).fit(X).kneighbors(q);
    expect(flat(brute.indices)).toEqual(flat(exact.indices));
    expectClose(brute.distances, exact.distances, 1e-12);
    const single = tensor(Float32Array.from(X.flat()), { shape: [3000, 20] });
    const f32 = new NearestNeighbors({ algorithm: 'brute' }).fit(single);
    expectClose(f32.kneighbors(q).distances, exact.distances, 1e-3);
    const within = f32.radiusNeighbors(single.slice(0, 0, 5), { radius: 5 });
    const tree = new NearestNeighbors({ algorithm: 'kdTree' }).fit(single);
    expect(within.indices).toEqual(
      tree.radiusNeighbors(single.slice(0, 0, 5), { radius: 5 }).indices,
    );
  });

  it('cosine neighbours are those of the normalised rows', () => {
    const X = cloud(300, 6, 3);
    const unit = X.map((r) => r.map((v) => v / Math.hypot(...r)));
    const a = new NearestNeighbors({ metric: 'cosine' }).fit(X).kneighbors();
    const b = new NearestNeighbors().fit(unit).kneighbors();
    expect(flat(a.indices)).toEqual(flat(b.indices));
    expectClose(
      a.distances,
      flat(b.distances).map((v) => (v * v) / 2),
      1e-12,
    );
  });

  it('take functions and precomputed distances', () => {
    const l1 = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
      Array.from(a).reduce((s, v, i) => s + Math.abs(v - b[i]!), 0);
    const known = new NearestNeighbors({ metric: 'manhattan' }).fit(Xa).kneighbors(Xb);
    for (const algorithm of ['auto', 'ballTree'] as const) {
      const own = new NearestNeighbors({ metric: l1, algorithm }).fit(Xa).kneighbors(Xb);
      expect(flat(own.indices)).toEqual(flat(known.indices));
    }
    const options = { metric: 'manhattan' } as const;
    const ready = new NearestNeighbors({ metric: 'precomputed' });
    ready.fit(pairwiseDistances(Xa, Xa, options));
    const got = ready.kneighbors(pairwiseDistances(Xb, Xa, options));
    expect(flat(got.indices)).toEqual(flat(known.indices));
    expect(() => ready.fit(Xa)).toThrow(/precomputed/);
    expect(() => new NearestNeighbors({ metric: () => -1 }).fit(Xa).kneighbors()).toThrow(/≥ 0/);
  });

  it('give graphs', () => {
    const search = new NearestNeighbors({ nNeighbors: 3, radius: 0.4 }).fit(iris.X);
    const graph = search.kneighborsGraph();
    expect(graph.nnz).toBe(450);
    expect(graph.at(7, 7)).toBe(0);
    const distances = search.kneighborsGraph(undefined, { mode: 'distance' });
    expect(graph.indices).toEqual(distances.indices);
    expect(search.kneighborsGraph(iris.X).at(7, 7)).toBe(1);
    const ball = search.radiusNeighborsGraph(undefined, { mode: 'distance' });
    expectClose(ball.toDense().data, ball.transpose().toDense().data, 0);
  });

  it('refuse what cannot be searched', () => {
    expect(() => new NearestNeighbors({ metric: 'cosine', algorithm: 'kdTree' }).fit(Xa)).toThrow(
      /auto/,
    );
    expect(() =>
      new NearestNeighbors({ metric: 'cosine', algorithm: 'ballTree' }).fit(Xa),
    ).toThrow();
    expect(() => new NearestNeighbors({ metric: 'haversine' }).fit(Xa)).toThrow(/two features/);
    const search = new NearestNeighbors().fit(Xa.slice(0, 5));
    expect(() => search.kneighbors(Xb, { nNeighbors: 6 })).toThrow(/only 5/);
    expect(() => search.kneighbors()).toThrow(/only 4/);
    expect(() => search.kneighbors(Xb, { nNeighbors: 1.5 })).toThrow();
    expect(() => search.radiusNeighbors(Xb, { radius: -1 })).toThrow(/radius/);
    expect(() => search.kneighbors([[1, 2]])).toThrow();
    expect(() => new NearestNeighbors({ p: 0.5 }).fit(Xa)).toThrow(/p/);
    expect(() => new NearestNeighbors({ nNeighbors: 0 }).fit(Xa)).toThrow(/nNeighbors/);
    expect(() => new NearestNeighbors().fit([[1, Number.NaN]])).toThrow(/column 1/);
    expect(() => new NearestNeighbors().kneighbors(Xb)).toThrow(/fit/);
  });
  it('do not see later changes of the data', () => {
    const X = new Matrix(Float64Array.from([0, 1, 5]), 3, 1);
    const search = new NearestNeighbors({ nNeighbors: 1 }).fit(X);
    const before = flat(search.fitX_);
    X.data[0] = 100;
    expect(flat(search.fitX_)).toEqual(before);
  });
});

describe('predictions from neighbours', () => {
  it('are those of scikit-learn', () => {
    const proba = (options: object): unknown =>
      new KNeighborsClassifier(options).fit(Xa, ya).predictProba(Xb);
    expectClose(proba({ nNeighbors: 7 }), g.knnIris.uniform, 1e-9);
    expectClose(proba({ nNeighbors: 7, weights: 'distance' }), g.knnIris.distance, 1e-9);
    expectClose(proba({ nNeighbors: 4, p: 1, weights: 'distance' }), g.knnIris.manhattan, 1e-9);
    const radius = new RadiusNeighborsClassifier({ radius: 1.2, weights: 'distance' }).fit(Xa, ya);
    expectClose(radius.predictProba(Xb), g.radiusIris, 1e-9);
    const { X: raw, y } = smallData('diabetes');
    const X = standard(raw);
    const fit = (model: KNeighborsRegressor | RadiusNeighborsRegressor): unknown =>
      model.fit(X.slice(0, 400), y.slice(0, 400)).predict(X.slice(400));
    expectClose(fit(new KNeighborsRegressor()), g.regression.uniform, 1e-9);
    const byDistance = new KNeighborsRegressor({ nNeighbors: 9, weights: 'distance' });
    expectClose(fit(byDistance), g.regression.distance, 1e-8);
    const around = new RadiusNeighborsRegressor({ radius: 4.5, weights: 'distance' });
    expectClose(fit(around), g.regression.radius, 1e-8);
  });
  it('with one neighbour the training samples are learned by heart', () => {
    expect(new KNeighborsClassifier({ nNeighbors: 1 }).fit(Xa, ya).score(Xa, ya)).toBe(1);
    const exact = new KNeighborsRegressor({ nNeighbors: 20, weights: 'distance' }).fit(
      iris.X.slice(0, 100),
      iris.X.slice(0, 100),
    );
    expectClose(exact.predict(iris.X.slice(0, 100)), iris.X.slice(0, 100), 1e-12);
  });
  it('a function of the distances gives the weights, and is checked', () => {
    const inverse = new KNeighborsClassifier({ weights: (d) => d.map((v) => 1 / (v + 1e-300)) });
    const named = new KNeighborsClassifier({ weights: 'distance' }).fit(Xa, ya);
    expect(inverse.fit(Xa, ya).predict(Xb)).toEqual(named.predict(Xb));
    const bad = new KNeighborsClassifier({ weights: (d) => d.map(() => -1) }).fit(Xa, ya);
    expect(() => bad.predict(Xb)).toThrow(/weights/);
  });
  it('text classes come back as texts; more neighbours than samples is an error', () => {
    const words = ya.map((k) => ['setosa', 'versicolor', 'virginica'][k]!);
    const model = new KNeighborsClassifier().fit(Xa, words);
    expect(model.classes_).toEqual(['setosa', 'versicolor', 'virginica']);
    expect(typeof model.predict(Xb)[0]).toBe('string');
    const few = new KNeighborsClassifier().fit(Xa.slice(0, 3), words.slice(0, 3));
    expect(() => few.predict(Xb)).toThrow(/nNeighbors/);
  });
  it('samples without neighbours are an error, or get outlierLabel', () => {
    const far = [[100, 100, 100, 100]];
    const strict = new RadiusNeighborsClassifier().fit(Xa, ya);
    expect(() => strict.predict(far)).toThrow(/row 0/);
    expect(new RadiusNeighborsClassifier({ outlierLabel: -1 }).fit(Xa, ya).predict(far)).toEqual([
      -1,
    ]);
    const often = new RadiusNeighborsClassifier({ outlierLabel: 'mostFrequent' });
    expect(often.fit(Xa.slice(0, 60), ya.slice(0, 60)).predict(far)).toEqual([0]);
    expectClose(often.predictProba(far), [1, 0], 0);
    expect(() => new RadiusNeighborsClassifier({ outlierLabel: 'x' }).fit(Xa, ya)).toThrow(/kind/);
    expect(() => new RadiusNeighborsRegressor().fit(Xa, ya).predict(far)).toThrow(/radius/);
  });
  it('what was learned is all that a copy needs', () => {
    const model = new KNeighborsClassifier({ nNeighbors: 3 }).fit(Xa, ya);
    const copy = new KNeighborsClassifier({ nNeighbors: 3 }).setLearned(model.getLearned());
    expect(copy.predict(Xb)).toEqual(model.predict(Xb));
  });
});

describe('NearestCentroid', () => {
  const wine = smallData('wine');
  const X = standard(wine.X);
  it('has the centres of scikit-learn, shrunken ones too', () => {
    expectClose(new NearestCentroid().fit(X, wine.y).centroids_, g.centroid.plain, 1e-9);
    const shrunk = new NearestCentroid({ shrinkThreshold: 0.5 }).fit(X, wine.y);
    expectClose(shrunk.centroids_, g.centroid.shrunk, 1e-9);
    expect(shrunk.score(X, wine.y)).toBeCloseTo(g.centroid.score, 12);
    const l1 = new NearestCentroid({ metric: 'manhattan' }).fit(X, wine.y);
    expectClose(l1.centroids_, g.centroid.manhattan, 1e-9);
  });
  it('needs two classes, and something that varies to shrink by', () => {
    expect(() => new NearestCentroid().fit([[1], [2]], [0, 0])).toThrow(/two classes/);
    const flatData = [[1], [1], [2], [2]];
    expect(() => new NearestCentroid({ shrinkThreshold: 1 }).fit(flatData, [0, 0, 1, 1])).toThrow(
      /shrink/,
    );
  });
});

describe('KernelDensity', () => {
  it('gives the densities of scikit-learn with every kernel', () => {
    const q = Xb.map((r) => r.map((v) => v + 0.01));
    for (const kernel of densityKernels) {
      const columns = (X: Rows): Rows => (kernel === 'cosine' ? X.map((r) => r.slice(0, 1)) : X);
      const model = new KernelDensity({ kernel, bandwidth: 0.9 }).fit(columns(iris.X));
      expectClose(model.scoreSamples(columns(q)), g.kde[kernel], 1e-7);
    }
    const sampleWeight = iris.y.map((_, i) => i % 4);
    const weighted = new KernelDensity({ bandwidth: 0.5 }).fit(iris.X, undefined, { sampleWeight });
    expectClose(weighted.scoreSamples(Xb), g.kdeWeighted, 1e-8);
    const widths = (['scott', 'silverman'] as const).map(
      (bandwidth) => new KernelDensity({ bandwidth }).fit(iris.X).bandwidth_,
    );
    expectClose(widths, g.kdeWidths, 1e-12);
  });
  it('integrates to 1, whatever the kernel, for every metric it takes', () => {
    const X = [
      [0.2, 0.1],
      [0.5, -0.3],
    ];
    const grid: Rows = [];
    const step = 0.0713;
    for (let a = -6; a < 7; a += step) for (let b = -6; b < 7; b += step) grid.push([a, b]);
    for (const kernel of densityKernels) {
      for (const metric of ['euclidean', 'manhattan', 'chebyshev'] as const) {
        const model = new KernelDensity({ kernel, metric, bandwidth: 0.6 }).fit(X);
        const mass =
          flat(model.scoreSamples(grid)).reduce((s, v) => s + Math.exp(v), 0) * step ** 2;
        expect(Math.abs(mass - 1)).toBeLessThan(0.03);
      }
    }
  });
  it('draws samples with the moments it should have', () => {
    const X = [
      [0, 0],
      [4, 4],
    ];
    for (const kernel of ['gaussian', 'tophat'] as const) {
      const model = new KernelDensity({ kernel, bandwidth: 0.5 }).fit(X);
      const s = Matrix.fromTensor(model.sample(4000, { randomState: 1 }));
      const variance = kernel === 'gaussian' ? 0.25 : 0.25 / 4; // of a disc: r²/4 per axis
      let sum = 0;
      let square = 0;
      for (let i = 0; i < 4000; i++) {
        sum += s.at(i, 0) / 4000;
        square += s.at(i, 1) ** 2 / 4000;
      }
      expect(Math.abs(sum - 2)).toBeLessThan(0.15);
      expect(Math.abs(square - (8 + variance))).toBeLessThan(0.5);
    }
    const linear = new KernelDensity({ kernel: 'linear' }).fit(X);
    expect(() => linear.sample(3)).toThrow(/gaussian/);
    expect(() => new KernelDensity({ metric: 'cosine' }).fit(X)).toThrow(/euclidean/);
    expect(() => new KernelDensity({ bandwidth: 0 }).fit(X)).toThrow(/bandwidth/);
  });
  it('a weight counts like copies of the sample', () => {
    const model = new KernelDensity().fit([[0], [1], [3]], undefined, { sampleWeight: [2, 1, 3] });
    const copies = new KernelDensity().fit([[0], [0], [1], [3], [3], [3]]);
    expectClose(
      model.scoreSamples(Xb.map((r) => [r[0]!])),
      copies.scoreSamples(Xb.map((r) => [r[0]!])),
      1e-12,
    );
  });
});

describe('LocalOutlierFactor', () => {
  it('has the factors of scikit-learn', () => {
    const X = iris.X.map((r, i) => r.map((v, c) => v + 1e-3 * Math.sin(4 * i + c)));
    const model = new LocalOutlierFactor({ contamination: 0.1 });
    expect(flat(model.fitPredict(X))).toEqual(g.lof.labels);
    expectClose(model.negativeOutlierFactor_, g.lof.factors, 1e-6);
    expect(model.offset_).toBeCloseTo(g.lof.offset, 6);
    const novelty = new LocalOutlierFactor({ nNeighbors: 10, novelty: true }).fit(rows(X, train));
    const Xb = rows(X, test);
    expectClose(novelty.scoreSamples(Xb), g.lof.novelty, 1e-6);
    expect(flat(novelty.predict(Xb.map((r) => r.map((v) => 1.5 * v))))).toEqual(g.lof.predict);
  });
  it('says which of its two uses was asked for', () => {
    const plain = new LocalOutlierFactor().fit(Xa);
    expect(() => plain.predict(Xb)).toThrow(/novelty: true/);
    expect(() => new LocalOutlierFactor({ novelty: true }).fitPredict(Xa)).toThrow(/fitPredict/);
    expect(plain.offers('predict')).toBe(false);
    expect(() => new LocalOutlierFactor().fit([[1]])).toThrow(/2 samples/);
    expect(() => new LocalOutlierFactor({ contamination: 0.7 }).fit(Xa)).toThrow(/contamination/);
  });
  it('survives duplicates and few samples', () => {
    const model = new LocalOutlierFactor().fit([[1], [1], [1], [1], [9]]);
    expect(flat(model.negativeOutlierFactor_).every(Number.isFinite)).toBe(true);
    expect(model.nNeighbors_).toBe(4);
  });
});
