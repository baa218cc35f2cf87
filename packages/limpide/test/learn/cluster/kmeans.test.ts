import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onWarning, RandomStream } from '../../../src/learn/base/index.ts';
import { KMeans } from '../../../src/learn/cluster/index.ts';
import { CSRMatrix, Matrix } from '../../../src/linalg/index.ts';
import { tensor } from '../../../src/tensor/index.ts';
import { expectClose, flat, golden } from '../neighbors/golden.ts';
import { smallData } from '../small-data.ts';

type Rows = number[][];
const g = golden<{
  kmeans: {
    centres: Rows;
    labels: number[];
    inertia: number;
    iterations: number;
    weighted: Rows;
    weightedInertia: number;
    distances: Rows;
  };
  digits: Record<'mean' | 'std' | 'best' | 'randomMean' | 'randomStd', number>;
}>('cluster', 'cluster');
const { X } = smallData('iris');
const digits = smallData('digits').X;
const start = [0, 60, 120].map((i) => X[i]!);
const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;

describe('KMeans', () => {
  it('from the same centres goes where scikit-learn goes, by both algorithms', () => {
    for (const algorithm of ['lloyd', 'elkan'] as const) {
      const model = new KMeans({ nClusters: 3, init: start, tol: 0, algorithm }).fit(X);
      expectClose(model.clusterCenters_, g.kmeans.centres, 1e-8);
      expect(flat(model.labels_)).toEqual(g.kmeans.labels);
      expectClose(model.inertia_, g.kmeans.inertia, 1e-9);
      expect(model.nIter_).toBe(g.kmeans.iterations);
      expectClose(model.transform(X.slice(0, 5)), g.kmeans.distances, 1e-8);
      expect(model.score(X)).toBeCloseTo(-g.kmeans.inertia, 8);
      const sampleWeight = X.map((_, i) => 1 + (i % 3));
      model.fit(X, undefined, { sampleWeight });
      expectClose(model.clusterCenters_, g.kmeans.weighted, 1e-8);
      expectClose(model.inertia_, g.kmeans.weightedInertia, 1e-9);
    }
  });

  it('over seeds, inertias are distributed as those of scikit-learn', () => {
    const { mean: m, std, best, randomMean, randomStd } = g.digits;
    const runs = (options: object): number[] =>
      Array.from(
        { length: 12 },
        (_, s) => new KMeans({ nClusters: 10, randomState: s, ...options }).fit(digits).inertia_,
      );
    expect(Math.abs(mean(runs({})) - m)).toBeLessThan(1.2 * std);
    expect(Math.abs(mean(runs({ init: 'random', nInit: 1 })) - randomMean)).toBeLessThan(
      1.2 * randomStd,
    );
    const ten = new KMeans({ nClusters: 10, nInit: 10, randomState: 0 }).fit(digits);
    expect(ten.inertia_).toBeLessThan(1.01 * best);
  });

  it('by the engine and by plain loops: the same clusters', () => {
    // 1797 × 64 numbers go to the engine; a part of them does not
    const part = digits.slice(0, 400);
    const few = new KMeans({ nClusters: 5, init: part.slice(0, 5), tol: 0 }).fit(part);
    const many = [...part, ...part, ...part];
    const all = new KMeans({ nClusters: 5, init: part.slice(0, 5), tol: 0 }).fit(many);
    expectClose(all.clusterCenters_, few.clusterCenters_, 1e-9);
    expect(flat(all.labels_).slice(400, 800)).toEqual(flat(few.labels_));
    const single = tensor(Float32Array.from(many.flat()), { shape: [1200, 64] });
    const f32 = new KMeans({ nClusters: 5, init: part.slice(0, 5), tol: 0 }).fit(single);
    expectClose(f32.inertia_, all.inertia_, 1e-3);
    expect(flat(f32.predict(single))).toEqual(flat(f32.labels_));
  });

  it('sparse rows give what dense rows give', () => {
    const dense = Matrix.from(digits.slice(0, 300));
    const options = { nClusters: 6, randomState: 3 };
    const a = new KMeans(options).fit(dense);
    const b = new KMeans(options).fit(CSRMatrix.fromDense(dense));
    expectClose(b.inertia_, a.inertia_, 1e-9);
    expect(flat(b.predict(CSRMatrix.fromDense(dense)))).toEqual(flat(a.labels_));
    expectClose(b.transform(dense), a.transform(dense), 1e-6);
  });

  it('a weight counts like copies, weight 0 like absence; order and shifts do not matter', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.constantFrom('lloyd', 'elkan'),
        (seed, algorithm) => {
          const stream = new RandomStream(seed);
          const rows = Array.from({ length: 40 }, () => [stream.normal(), stream.normal()]);
          const counts = rows.map(() => stream.int(3));
          counts[0] = 1;
          const copies = rows.flatMap((r, i) => Array.from({ length: counts[i]! }, () => r));
          const init = [
            [-1, 0],
            [1, 0],
            [0, 1],
          ];
          const options = { nClusters: 3, init, tol: 0, algorithm };
          const weighted = new KMeans(options).fit(rows, undefined, { sampleWeight: counts });
          const repeated = new KMeans(options).fit(copies);
          expectClose(weighted.clusterCenters_, repeated.clusterCenters_, 1e-9);
          expectClose(weighted.inertia_, repeated.inertia_, 1e-9);
          const order = stream.permutation(40);
          const moved = Array.from(order, (i) => rows[i]!.map((v) => v + 100));
          const shifted = new KMeans({ ...options, init: init.map((r) => r.map((v) => v + 100)) });
          const plain = new KMeans(options).fit(rows);
          const labels = flat(plain.labels_);
          expect(flat(shifted.fit(moved).labels_)).toEqual(Array.from(order, (i) => labels[i]));
          // both algorithms agree, and nothing is nearer to another centre
          const other = new KMeans({
            ...options,
            algorithm: algorithm === 'lloyd' ? 'elkan' : 'lloyd',
          });
          expect(flat(other.fit(rows).labels_)).toEqual(labels);
          expect(flat(plain.predict(rows))).toEqual(labels);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('empty clusters take the farthest samples', () => {
    const rows = [[0], [0.1], [0.2], [9], [10]];
    for (const algorithm of ['lloyd', 'elkan'] as const) {
      const model = new KMeans({ nClusters: 3, init: [[0], [500], [600]], algorithm }).fit(rows);
      expect(new Set(flat(model.labels_)).size).toBe(3);
      expect(model.inertia_).toBeLessThan(0.6);
    }
  });

  it('fewer distinct samples than clusters: it ends, and says so', () => {
    for (const algorithm of ['lloyd', 'elkan'] as const) {
      for (const init of ['k-means++', 'random'] as const) {
        const heard: string[] = [];
        const stop = onWarning(({ code }) => heard.push(code));
        const model = new KMeans({ nClusters: 4, algorithm, init, randomState: 0 });
        model.fit([[1], [1], [1], [2], [2]]);
        stop();
        expect(heard).toContain('learn.fewClusters');
        expect(model.inertia_).toBe(0);
      }
    }
  });

  it('seeds repeat; progress and abort work; a copy needs only what was learned', () => {
    const a = new KMeans({ nClusters: 4, randomState: 7 }).fit(X);
    const b = new KMeans({ nClusters: 4, randomState: 7 }).fit(X);
    expect(flat(a.clusterCenters_)).toEqual(flat(b.clusterCenters_));
    const copy = new KMeans({ nClusters: 4 }).setLearned(a.getLearned());
    expect(flat(copy.predict(X))).toEqual(flat(a.labels_));
    const control = new AbortController();
    let calls = 0;
    const onProgress = (): void => {
      if (++calls === 2) control.abort();
    };
    const model = new KMeans({ nClusters: 4 });
    expect(() => model.fit(X, undefined, { signal: control.signal, onProgress })).toThrow(
      /stopped/,
    );
    expect(model.isFitted).toBe(false);
  });

  it('says what is wrong', () => {
    const fit =
      (options: object, data: Rows = X) =>
      () =>
        new KMeans(options).fit(data);
    expect(fit({ nClusters: 151 })).toThrow(/150 samples/);
    expect(fit({ nClusters: 0 })).toThrow(/nClusters/);
    expect(fit({ nClusters: 3, init: [[1, 2, 3, 4]] })).toThrow(/3 centres of 4 features/);
    expect(fit({ init: 'anywhere' })).toThrow(/init/);
    expect(fit({ nInit: 0 })).toThrow(/nInit/);
    expect(fit({ tol: -1 })).toThrow(/tol/);
    expect(fit({}, [[1, Number.NaN]])).toThrow(/column 1/);
    expect(() => new KMeans({ nClusters: 2 }).fit(X).predict([[1]])).toThrow(/4 features/);
    expect(() => new KMeans().predict(X)).toThrow(/fit/);
    expect(() => new KMeans().fit(X, undefined, { sampleWeight: X.map(() => 0) })).toThrow(
      /weight/,
    );
    const one = new KMeans({ nClusters: 1 }).fit([[3, 4]]);
    expect(flat(one.clusterCenters_)).toEqual([3, 4]);
    const heard: string[] = [];
    const stop = onWarning(({ code }) => heard.push(code));
    new KMeans({ nClusters: 8, maxIter: 1, randomState: 1 }).fit(X);
    stop();
    expect(heard).toEqual(['learn.notConverged']);
  });

  it('labels are those of float64, however little float32 can tell', () => {
    const [n, d, k] = [3000, 20, 5]; // enough for the engine
    const stream = new RandomStream(7);
    const noise = Float64Array.from({ length: n * d }, () => stream.uniform(-0.5, 0.5));
    const cases: Record<string, Float64Array<ArrayBuffer>> = {
      'far from the origin': noise.map((v) => v + 1e5),
      'one feature that drowns the others': noise.map((v, at) => (at % d === 0 ? 1e6 * v : v)),
      'many ties': noise.map((v) => Math.round(2 * v)),
      'each sample twice': noise.map((_, at) => noise[at % ((n / 2) * d)]!),
      'tiny numbers': noise.map((v) => 1e-30 * v),
      'huge numbers': noise.map((v) => 1e30 * v),
    };
    for (const [name, data] of Object.entries(cases)) {
      const x = new Matrix(data, n, d);
      const init = Array.from({ length: k }, (_, c) => Array.from(x.row(97 * c)));
      const nearest = (c: readonly (readonly number[])[], i: number): number => {
        const gaps = c.map((centre) => centre.reduce((a, v, j) => a + (x.at(i, j) - v) ** 2, 0));
        return gaps.indexOf(Math.min(...gaps));
      };
      const model = new KMeans({ nClusters: k, init, maxIter: 4, tol: 0 });
      const silent = onWarning(() => undefined);
      model.fit(x);
      silent();
      const rows = flat(model.clusterCenters_);
      const centres = init.map((_, c) => rows.slice(c * d, (c + 1) * d));
      const labels = flat(model.labels_);
      // cases whose search has not ended have labels of these centres, the others of equal ones
      const wrong = labels.filter((label, i) => label !== nearest(centres, i));
      expect(wrong.length, name).toBe(0);
    }
  });
});
