/** Embeddings give scikit-learn's values, or reach its quality where they are random. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { curveOf } from '../../../src/learn/manifold/fuzzy-graph.ts';
import {
  Isomap,
  MDS,
  SpectralEmbedding,
  TSNE,
  trustworthiness,
  UMAP,
} from '../../../src/learn/manifold/index.ts';
import { listOf, near, rowsOf } from '../decomposition/support.ts';
import { smallData } from '../small-data.ts';

const golden = JSON.parse(
  readFileSync(new URL('../../golden/learn/manifold/manifold.json', import.meta.url), 'utf8'),
);
const digits = smallData('digits').X.slice(0, 300);
const labels = smallData('digits').y.slice(0, 300);
/** Rows sorted, each one once. */
const iris = [...new Map(smallData('iris').X.map((row) => [row.join(), row])).values()].sort(
  (p, q) => {
    const at = p.findIndex((v, j) => v !== q[j]);
    return at < 0 ? 0 : p[at]! - q[at]!;
  },
);
/** A rolled sheet. */
const roll = Array.from({ length: 120 }, (_, i) => {
  const t = 3 + 6 * ((i * 0.618034) % 1);
  return [t * Math.cos(t), 8 * ((i * 0.414214) % 1), t * Math.sin(t)];
});
const sizes = (rows: readonly number[][]): number[][] => rows.map((row) => row.map(Math.abs));
const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;

test('Isomap', () => {
  const expected = golden.isomap;
  const model = new Isomap({ nNeighbors: 7 }).fit(roll);
  near(rowsOf(model.distMatrix_)[0]!.slice(0, 8), expected.paths, 1e-9);
  near(model.eigenvalues_, expected.values, 1e-9);
  near(sizes(rowsOf(model.embedding_).slice(0, 6)), expected.embedding, 1e-7);
  near([model.reconstructionError()], [expected.error], 1e-8);
  const shifted = roll.slice(0, 3).map((row) => row.map((v) => v + 0.1));
  near(sizes(rowsOf(model.transform(shifted))), expected.new, 1e-7);
});

test('SpectralEmbedding', () => {
  const near1 = new SpectralEmbedding({ nNeighbors: 12, randomState: 0 }).fit(roll);
  near(sizes(rowsOf(near1.embedding_).slice(0, 6)), golden.spectral.neighbours, 1e-6);
  const near2 = new SpectralEmbedding({ affinity: 'rbf', gamma: 0.05, randomState: 0 }).fit(roll);
  near(sizes(rowsOf(near2.embedding_).slice(0, 6)), golden.spectral.rbf, 1e-6);
});

test('MDS reaches the least stress', () => {
  const X = iris.filter((_, i) => i % 3 === 0);
  const model = new MDS({ nInit: 8, eps: 1e-6, randomState: 1 }).fit(X);
  expect(model.stress_).toBeLessThan(golden.mds.stress * 1.02);
  const plane = roll.map((row) => [row[0]!, row[1]!]);
  const exact = new MDS({ method: 'classical' }).fit(plane);
  expect(exact.stress_).toBeLessThan(1e-12);
});

test('trustworthiness', () => {
  const map = digits.map((row) => row.slice(20, 22));
  // columns of whole numbers have ties, which either side may order in its own way
  for (const [i, nNeighbors] of [3, 5, 12].entries())
    expect(Math.abs(trustworthiness(digits, map, { nNeighbors }) - golden.trust[i])).toBeLessThan(
      0.02,
    );
});

describe('TSNE', () => {
  test('the same path from the same positions', () => {
    const X = iris.filter((_, i) => i % 4 === 0);
    const init = X.map((_, i) => [1e-2 * Math.cos(i), 1e-2 * Math.sin(2 * i)]);
    const model = new TSNE({
      perplexity: 8,
      method: 'exact',
      init,
      learningRate: 20,
      maxIter: 300,
      earlyExaggeration: 2,
    });
    near([model.fit(X).klDivergence_], [golden.tsne.path.kl], 5e-3);
  });
  test.each([
    ['exact', { method: 'exact', init: 'random' }, 2],
    ['tree', { init: 'random' }, 4],
  ] as const)('%s: KL over seeds', (name, options, count) => {
    const expected = golden.tsne[name];
    const kl = Array.from(
      { length: count },
      (_, randomState) =>
        new TSNE({ perplexity: 15, maxIter: 500, randomState, ...options }).fit(digits)
          .klDivergence_,
    );
    expect(Math.abs(mean(kl) - expected.mean)).toBeLessThan(
      0.01 * expected.mean + 2 * expected.std,
    );
  });
  test('in space, at least as good: the gradient is that of KL (scikit-learn takes one power too many)', () => {
    const options = {
      perplexity: 15,
      maxIter: 500,
      nComponents: 3,
      init: 'random',
      randomState: 0,
    } as const;
    const tree = new TSNE(options).fit(digits).klDivergence_;
    expect(tree).toBeLessThan(golden.tsne.three.mean + 2 * golden.tsne.three.std);
  });
  test('from principal components', () => {
    const model = new TSNE({ perplexity: 15, maxIter: 500, randomState: 0 });
    const map = model.fitTransform(digits);
    expect(Math.abs(model.klDivergence_ / golden.tsne.pca.mean - 1)).toBeLessThan(0.025);
    expect(trustworthiness(digits, map, { nNeighbors: 10 })).toBeGreaterThan(
      golden.tsne.trust - 0.01,
    );
  });
});

describe('UMAP', () => {
  test('the curve of minDist and spread', () => {
    for (const { spread, minDist, a, b } of golden.curves) {
      const found = curveOf(spread, minDist);
      expect(found.a).toBeCloseTo(a, 4);
      expect(found.b).toBeCloseTo(b, 4);
    }
  });
  test('keeps neighbourhoods, and puts new samples among theirs', () => {
    const model = new UMAP({ randomState: 1 });
    const map = model.fitTransform(digits.slice(0, 240));
    expect(trustworthiness(digits.slice(0, 240), map, { nNeighbors: 10 })).toBeGreaterThan(0.94);
    const places = rowsOf(map);
    const fresh = rowsOf(model.transform(digits.slice(240)));
    let right = 0;
    for (const [i, p] of fresh.entries()) {
      const distances = places.map((q) => Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!));
      const nearest = distances.indexOf(Math.min(...distances));
      if (labels[nearest] === labels[240 + i]) right++;
    }
    expect(right / fresh.length).toBeGreaterThan(0.85);
    const again = new UMAP({ randomState: 1 }).fitTransform(digits.slice(0, 240));
    expect(listOf(again)).toEqual(listOf(map));
    // one at a time or together: the same places
    near(model.transform(digits.slice(241, 242)), fresh[1]!, 1e-12);
    near(model.transform(digits.slice(0, 3)), places.slice(0, 3), 1e-12);
  });
});
