/** Splines, iterative imputation, several targets, OPTICS, Birch, topics: as scikit-learn, and their properties. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError } from '../../../src/errors/index.ts';
import * as learn from '../../../src/learn/index.ts';
import { CSRMatrix, Matrix } from '../../../src/linalg/index.ts';
import { type Tensor, tensor } from '../../../src/tensor/index.ts';
import { golden, near } from '../golden.ts';

type Rows = number[][];
type Told = [number[], number[], number[], number[], Rows];
const g = golden<{
  X: Rows;
  Z: Rows;
  M: (number | null)[][];
  Y: Rows;
  L: Rows;
  B: Rows;
  D: Rows;
  splines: Record<string, Rows> & { names: string[] };
  imputer: Record<'ascending' | 'descending' | 'roman' | 'arabic', [number, Rows]> & {
    ridge: Rows;
  };
  several: {
    regressor: Rows;
    chain: Rows;
    classifier: [Rows, Rows, number];
    classifierChain: [Rows, number];
  };
  optics: Record<'xi' | 'steeper' | 'uncorrected' | 'near' | 'manhattan' | 'dbscan', Told>;
  birch: Record<'usual' | 'fine' | 'small', [number[], Rows, number[]]>;
  topics: {
    components: Rows;
    shares: Rows;
    score: number;
    perplexity: number;
    online: { components: Rows; shares: Rows; perplexity: number };
    perplexities: number[];
  };
}>('further');
const { X, Z, Y, L, B, D } = g;
const M = g.M.map((row) => row.map((v) => v ?? Number.NaN));
const list = (t: Tensor): number[] => Array.from(t.dataSync(), Number);

describe('SplineTransformer', () => {
  const ways = ['constant', 'linear', 'continue', 'periodic'] as const;
  const cases = ['uniform', 'quantile'].flatMap((knots) =>
    ways.flatMap((extrapolation) => [1, 2, 3].map((degree) => ({ knots, extrapolation, degree }))),
  );
  it.each(cases)('$knots knots, $extrapolation outside, degree $degree: as scikit-learn', (how) => {
    const knots = how.knots as 'uniform';
    const spline = new learn.SplineTransformer({ ...how, knots }).fit(X);
    near(spline.transform(Z), g.splines[`${how.knots} ${how.extrapolation} ${how.degree}`], 1e-7);
  });
  it('knots of one’s own, without the last bump; names', () => {
    const knots = [
      [-3, 0],
      [0, 1],
      [1, 4],
      [4, 9],
    ];
    const own = new learn.SplineTransformer({ knots, includeBias: false });
    near(own.fit(X).transform(X.slice(0, 5)), g.splines['own']);
    const named = new learn.SplineTransformer({ nKnots: 3, degree: 1 }).fit(X);
    expect(named.getFeatureNamesOut()).toEqual(g.splines.names);
  });
  it('bumps are ≥ 0 and sum to 1 inside, and a line is a sum of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 30 }),
        fc.integer({ min: 0, max: 4 }),
        fc.constantFrom('uniform' as const, 'quantile' as const),
        (values, degree, knots) => {
          const rows = values.map((v) => [v]);
          const spline = new learn.SplineTransformer({ degree, knots, nKnots: 4 }).fit(rows);
          const out = Matrix.fromTensor(spline.transform(rows));
          for (let i = 0; i < out.rows; i++) {
            const row = Array.from(out.row(i));
            expect(Math.min(...row)).toBeGreaterThanOrEqual(-1e-12);
            expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
          }
        },
      ),
    );
  });
  it('refuses values outside when asked, and curves that cannot close', () => {
    const strict = new learn.SplineTransformer({ extrapolation: 'error' }).fit(X);
    expect(() => strict.transform([[99, 1]])).toThrow(/column 0 is 99 at row 0/);
    const closed = { extrapolation: 'periodic', degree: 4, nKnots: 3 } as const;
    expect(() => new learn.SplineTransformer(closed).fit(X)).toThrow(ArgumentError);
    const knots = [[0], [1]];
    expect(() => new learn.SplineTransformer({ knots }).fit(X)).toThrow(/1 columns for 2/);
    expect(() => new learn.SplineTransformer({ knots: [[0], [0]] }).fit([[1]])).toThrow(/ascend/);
  });
});

describe('IterativeImputer', () => {
  it.each(['ascending', 'descending', 'roman', 'arabic'] as const)(
    '%s: as scikit-learn',
    (order) => {
      const imputer = new learn.IterativeImputer({ imputationOrder: order }).fit(M);
      const [rounds, filled] = g.imputer[order];
      expect(imputer.nIter_).toBe(rounds);
      near(imputer.transform(M), filled, 1e-6);
    },
  );
  it('with another model, between limits: as scikit-learn', () => {
    const imputer = new learn.IterativeImputer({
      estimator: new learn.Ridge(),
      initialStrategy: 'median',
      skipComplete: true,
      minValue: -0.5,
      maxValue: 1,
      maxIter: 3,
    });
    near(imputer.fitTransform(M), g.imputer.ridge, 1e-6);
  });
  it('keeps what is known, and finds what follows from the rest', () => {
    const full = Array.from({ length: 30 }, (_, i) => [i, 2 * i + 1, 30 - i]);
    const holes = full.map((row, i) => row.map((v, j) => (i % 7 === j ? Number.NaN : v)));
    const filled = new learn.IterativeImputer({ maxIter: 50, tol: 1e-6 }).fitTransform(holes);
    near(filled, full, 1e-2);
    const random = { imputationOrder: 'random', nNearestFeatures: 1, randomState: 4 } as const;
    const once = new learn.IterativeImputer(random).fitTransform(holes);
    near(new learn.IterativeImputer(random).fitTransform(holes), once, 0);
    const marked = new learn.IterativeImputer({ addIndicator: true }).fit(holes);
    expect(marked.transform(holes).shape).toEqual([30, 6]);
    expect(marked.getFeatureNamesOut()).toHaveLength(6);
  });
  it('names a column without any value', () => {
    expect(() => new learn.IterativeImputer().fit([[1, Number.NaN]])).toThrow(/column 1|1/);
    expect(() => new learn.IterativeImputer().fit([[1, Number.NaN]])).toThrow(DataError);
    expect(() => new learn.IterativeImputer({ minValue: 2, maxValue: 1 }).fit([[1]])).toThrow(
      ArgumentError,
    );
  });
});

describe('several targets', () => {
  const ridge = () => new learn.Ridge();
  const logistic = () => new learn.LogisticRegression({ tol: 1e-10 });
  it('one model each, or one after the other: as scikit-learn', () => {
    const { regressor, chain, classifier, classifierChain } = g.several;
    near(
      new learn.MultiOutputRegressor({ estimator: ridge() }).fit(X, Y).predict(Z),
      regressor,
      1e-7,
    );
    const order = [2, 0, 1];
    near(new learn.RegressorChain({ estimator: ridge(), order }).fit(X, Y).predict(Z), chain, 1e-7);
    const each = new learn.MultiOutputClassifier({ estimator: logistic() }).fit(X, L);
    near(each.predict(Z) as Tensor, classifier[0]);
    near(each.predictProba(Z, 1), classifier[1], 1e-4);
    near(each.score(X, L), classifier[2]);
    const linked = new learn.ClassifierChain({ estimator: logistic(), order: [1, 2, 0] }).fit(X, L);
    near(linked.predict(Z) as Tensor, classifierChain[0]);
    near(linked.score(X, L), classifierChain[1]);
  });
  it('predictions are what metrics of sets of labels take', () => {
    const each = new learn.MultiOutputClassifier({ estimator: logistic() }).fit(X, L);
    const predicted = each.predict(X) as Tensor;
    expect(learn.accuracyScore(L, predicted)).toBeCloseTo(each.score(X, L), 12);
    expect(learn.f1Score(L, predicted, { average: 'samples' })).toBeGreaterThan(0.5);
  });
  it('sets of tags, there and back', () => {
    const tags = [['a', 'c'], [], ['b', 'a'], ['c']];
    const binarizer = new learn.MultiLabelBinarizer();
    const rows = binarizer.fitTransform(tags);
    expect(list(rows)).toEqual([1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1]);
    expect(binarizer.inverseTransform(rows)).toEqual([['a', 'c'], [], ['a', 'b'], ['c']]);
    expect(() => binarizer.transform([['z']])).toThrow(/"z"/);
    expect(() => binarizer.inverseTransform(tensor([[1, 0, 3]]))).toThrow(/column 2/);
    expect(() => new learn.MultiLabelBinarizer().fit([['a', 1]])).toThrow(/kinds/);
  });
  it('says what does not fit', () => {
    const knn = new learn.KNeighborsRegressor();
    const sampleWeight = X.map(() => 1);
    expect(() =>
      new learn.MultiOutputRegressor({ estimator: knn }).fit(X, Y, { sampleWeight }),
    ).toThrow(/KNeighborsRegressor knows no sample weights/);
    const chain = new learn.RegressorChain({ estimator: ridge(), order: [0, 0, 1] });
    expect(() => chain.fit(X, Y)).toThrow(/each target 0 … 2 once/);
    const fitted = new learn.MultiOutputClassifier({ estimator: logistic() }).fit(X, L);
    expect(() => fitted.predictProba(X, 3)).toThrow(/no target 3/);
    expect(() =>
      fitted.score(
        X,
        L.map((row) => row.slice(1)),
      ),
    ).toThrow(DataError);
    expect(() => new learn.MultiOutputRegressor().fit(X, Y)).toThrow(ArgumentError);
  });
});

describe('OPTICS', () => {
  it.each([
    ['xi', {}],
    ['steeper', { minSamples: 8, xi: 0.15, minClusterSize: 0.1 }],
    ['uncorrected', { minSamples: 4, predecessorCorrection: false }],
    ['near', { maxEps: 1.2, minSamples: 6 }],
    ['manhattan', { metric: 'manhattan', minSamples: 6 }],
    ['dbscan', { clusterMethod: 'dbscan', eps: 0.7 }],
  ] as const)('%s: as scikit-learn', (name, options) => {
    const model = new learn.OPTICS(options).fit(B);
    const [labels, reach, order, from, hierarchy] = g.optics[name];
    expect(list(model.ordering_)).toEqual(order);
    expect(list(model.predecessor_)).toEqual(from);
    near(
      list(model.reachability_).map((v) => (v === Infinity ? -1 : v)),
      reach,
    );
    near(model.clusterHierarchy_, hierarchy);
    expect(list(model.labels_)).toEqual(labels);
  });
  it('takes distances computed before', () => {
    const far = learn.pairwiseDistances(B);
    const there = new learn.OPTICS({ metric: 'precomputed' }).fit(far);
    expect(list(there.labels_)).toEqual(g.optics.xi[0]);
  });
  it('at one distance it finds DBSCAN’s core samples together', () => {
    const eps = 0.7;
    const dbscan = new learn.DBSCAN({ eps, minSamples: 5 }).fit(B);
    const optics = new learn.OPTICS({ clusterMethod: 'dbscan', eps, minSamples: 5 }).fit(B);
    const core = list(dbscan.coreSampleIndices_);
    const of = (labels: number[]): number[] => core.map((i) => labels[i]!);
    expect(learn.adjustedRandScore(of(list(dbscan.labels_)), of(list(optics.labels_)))).toBe(1);
  });
  it('says what does not fit', () => {
    expect(() => new learn.OPTICS({ minSamples: 200 }).fit(B)).toThrow(/only 100 samples/);
    expect(() => new learn.OPTICS({ eps: 3, maxEps: 2 }).fit(B)).toThrow(/maxEps = 2/);
    expect(() => new learn.OPTICS().fit(B.slice(0, 1))).toThrow(DataError);
  });
});

describe('Birch', () => {
  it.each([
    ['usual', {}],
    ['fine', { threshold: 0.2, branchingFactor: 4, nClusters: null }],
    ['small', { threshold: 0.3, branchingFactor: 3, nClusters: 4 }],
  ] as const)('%s: as scikit-learn', (name, options) => {
    const model = new learn.Birch(options).fit(B);
    const [labels, centres, groups] = g.birch[name];
    near(model.subclusterCenters_, centres);
    expect(learn.adjustedRandScore(list(model.subclusterLabels_), groups)).toBe(1);
    expect(learn.adjustedRandScore(list(model.labels_), labels)).toBe(1);
    expect(list(model.predict(B))).toEqual(list(model.labels_));
  });
});

describe('LatentDirichletAllocation', () => {
  const { topics } = g;
  /** Topics of scikit-learn in an estimator of ours. */
  const given = (components: Rows): learn.LatentDirichletAllocation =>
    new learn.LatentDirichletAllocation({ nComponents: 3 }).setLearned({
      nFeaturesIn_: 12,
      featureNamesIn_: undefined,
      components_: tensor(components, { dtype: 'float64' }),
    });
  it('of given topics: shares, bound and perplexity as scikit-learn', () => {
    const online = given(topics.online.components);
    near(online.transform(D), topics.online.shares, 1e-8);
    near(online.perplexity(D), topics.online.perplexity, 1e-8);
    const fine = new learn.LatentDirichletAllocation({ nComponents: 3, meanChangeTol: 1e-9 });
    fine.setLearned(given(topics.components).getLearned());
    near(fine.transform(D), topics.shares, 1e-6);
    near(fine.score(D), topics.score, 1e-8);
    near(fine.perplexity(D), topics.perplexity, 1e-8);
  });
  it('finds the three themes, as well as scikit-learn does', () => {
    const perplexities = Array.from({ length: 12 }, (_, seed) =>
      new learn.LatentDirichletAllocation({ nComponents: 3, maxIter: 40, randomState: seed })
        .fit(D)
        .perplexity(D),
    );
    // a few starts end in a lesser optimum, here as there
    const median = (values: number[]): number => values.sort((a, b) => a - b)[6]!;
    expect(median(perplexities)).toBeCloseTo(median(topics.perplexities), 4);
    expect(perplexities.filter((value) => value > 8).length).toBeLessThan(4);
    const model = new learn.LatentDirichletAllocation({ nComponents: 3, randomState: 1 }).fit(D);
    const shares = Matrix.fromTensor(model.transform(D));
    const main = Array.from({ length: shares.rows }, (_, i) => {
      const row = Array.from(shares.row(i));
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      return row.indexOf(Math.max(...row));
    });
    expect(
      learn.adjustedRandScore(
        main,
        main.map((_, i) => i % 3),
      ),
    ).toBeGreaterThan(0.95);
  });
  it('online, a part at a time, sparse or dense', () => {
    const how = { nComponents: 3, learningMethod: 'online', batchSize: 8, randomState: 2 } as const;
    const dense = new learn.LatentDirichletAllocation(how).fit(D);
    const sparse = new learn.LatentDirichletAllocation(how).fit(
      CSRMatrix.fromDense(Matrix.from(D)),
    );
    near(sparse.components_, dense.components_);
    const parts = new learn.LatentDirichletAllocation({ ...how, totalSamples: D.length });
    for (let pass = 0; pass < 8; pass++)
      for (let from = 0; from < D.length; from += 9) parts.partialFit(D.slice(from, from + 9));
    expect(parts.perplexity(D)).toBeLessThan(1.2 * topics.online.perplexity);
  });
  it('refuses negative counts', () => {
    expect(() => new learn.LatentDirichletAllocation().fit([[1, -1]])).toThrow(/column 1.*-1/);
  });
});

describe('RANSACRegressor', () => {
  // a line, and a quarter of the samples far from it
  const x = Array.from({ length: 80 }, (_, i) => [i / 8]);
  const noise = (i: number): number => 0.1 * Math.sin(12.9898 * i);
  const y = x.map(([v = 0], i) => (i % 4 === 0 ? 40 - 3 * v : 2 * v + 1 + noise(i)));
  it('finds the line that most samples are on, with any seed', () => {
    for (let randomState = 0; randomState < 10; randomState++) {
      const model = new learn.RANSACRegressor({ residualThreshold: 0.5, randomState }).fit(x, y);
      const line = model.estimator_ as learn.LinearRegression;
      expect(line.coef_.dataSync()[0]).toBeCloseTo(2, 1);
      expect(list(model.inlierMask_)).toEqual(y.map((_, i) => Number(i % 4 !== 0)));
      expect(model.nTrials_).toBeLessThan(60);
    }
    const plain = new learn.LinearRegression().fit(x, y);
    expect(Math.abs(Number(plain.coef_.dataSync()[0]) - 2)).toBeGreaterThan(0.5);
  });
  it('its last fit is a regression on the samples that agree', () => {
    const model = new learn.RANSACRegressor({ residualThreshold: 0.5, randomState: 3 }).fit(x, y);
    const kept = y.map((_, i) => i).filter((i) => i % 4 !== 0);
    const own = new learn.LinearRegression().fit(
      kept.map((i) => x[i]!),
      kept.map((i) => y[i]!),
    );
    near(model.predict(x), own.predict(x), 1e-12);
  });
  it('says what does not fit', () => {
    expect(() => new learn.RANSACRegressor().fit([[1, 2]], [1])).toThrow(/takes 3 samples/);
    const narrow = new learn.RANSACRegressor({
      estimator: new learn.DummyRegressor({ strategy: 'constant', constant: 1e6 }),
      residualThreshold: 0.5,
      randomState: 0,
    });
    expect(() => narrow.fit(x, y)).toThrow(/no sample came within 0.5/);
  });
});
