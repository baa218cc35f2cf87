import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as m from '../../../src/learn/metrics/index.ts';
import { tensor } from '../../../src/tensor/index.ts';
import { golden, near } from '../golden.ts';

type Values = Record<string, never>;
const g = golden<{
  data: Record<'y2' | 'p2' | 's2' | 'w' | 'y3' | 'p3' | 'k1' | 'k2', number[]> &
    Record<'q3' | 'yt' | 'yp' | 'rel' | 'sc' | 'lab' | 'X', number[][]>;
  classification: Record<string, Values>;
  regression: Record<string, Values>;
  ranking: Values;
  clustering: Values;
}>('metrics');
const { y2, p2, s2, w, y3, p3, q3, yt, yp, rel, sc, lab, X, k1, k2 } = g.data;

describe.each(['plain', 'weighted'])('classification, %s: as scikit-learn', (name) => {
  const want = g.classification[name]!;
  const o = name === 'weighted' ? { sampleWeight: w } : {};

  it('counts of a confusion matrix', () => {
    near(m.accuracyScore(y3, p3, o), want['accuracy']);
    near(m.balancedAccuracyScore(y3, p3, o), want['balanced']);
    near(m.balancedAccuracyScore(y3, p3, { ...o, adjusted: true }), want['balancedAdjusted']);
    near(m.matthewsCorrcoef(y3, p3, o), want['mcc']);
    near(m.cohenKappaScore(y3, p3, o), want['kappa']);
    near(m.cohenKappaScore(y3, p3, { ...o, weights: 'quadratic' }), want['kappaQuadratic']);
    near(m.hammingLoss(y3, p3, o), want['hamming']);
    near(m.confusionMatrix(y3, p3, o), want['confusion']);
  });

  it('precision, recall, F, Jaccard in all averages', () => {
    for (const average of ['micro', 'macro', 'weighted'] as const) {
      const options = { ...o, average };
      near(m.precisionScore(y3, p3, options), want[`precision${average}`]);
      near(m.recallScore(y3, p3, options), want[`recall${average}`]);
      near(m.f1Score(y3, p3, options), want[`f1${average}`]);
      near(m.fbetaScore(y3, p3, { ...options, beta: 2 }), want[`fbeta${average}`]);
      near(m.jaccardScore(y3, p3, options), want[`jaccard${average}`]);
    }
    const each = { ...o, average: null };
    near(m.precisionScore(y3, p3, each), want['precisionNone']);
    near(m.fbetaScore(y3, p3, { ...each, beta: 2 }), want['fbetaNone']);
    near(m.jaccardScore(y3, p3, each), want['jaccardNone']);
    near(m.precisionScore(y2, p2, o), want['precisionBinary']);
    near(m.f1Score(y2, p2, o), want['f1Binary']);
  });

  it('curves and areas', () => {
    const roc = m.rocCurve(y2, s2, o);
    near([roc.fpr, roc.tpr, roc.thresholds.slice(1)], want['roc']);
    expect(roc.thresholds[0]).toBe(Infinity);
    near(m.rocAucScore(y2, s2, o), want['auc']);
    near(m.averagePrecisionScore(y2, s2, o), want['ap']);
    const pr = m.precisionRecallCurve(y2, s2, o);
    near([pr.precision, pr.recall, pr.thresholds], want['pr']);
    const det = m.detCurve(y2, s2, o);
    near([det.fpr, det.fnr, det.thresholds], want['det']);
    near(m.rocAucScore(y3, q3, { ...o, multiClass: 'ovr' }), want['ovr']);
    near(
      m.rocAucScore(y3, q3, { ...o, multiClass: 'ovr', average: 'weighted' }),
      want['ovrWeighted'],
    );
  });

  it('losses of probabilities and margins', () => {
    near(m.logLoss(y3, q3, o), want['logLoss']);
    near(m.logLoss(y2, s2, o), want['logLoss2']);
    near(m.brierScoreLoss(y2, s2, o), want['brier']);
    const margin = s2.map((s) => 4 * s - 2);
    near(m.hingeLoss(y2, margin, o), want['hinge']);
    const margins = q3.map((row) => row.map((q) => 4 * q));
    near(m.hingeLoss(y3, margins, o), want['hinge3']);
    near(m.topKAccuracyScore(y3, q3, o), want['topK']);
  });
});

describe.each(['plain', 'weighted'])('regression, %s: as scikit-learn', (name) => {
  const want = g.regression[name]!;
  const o = name === 'weighted' ? { sampleWeight: w } : {};
  const [a, b] = [yt.map((row) => row[0]!), yp.map((row) => row[0]!)];
  it('errors of one and of several outputs', () => {
    const table = {
      mse: m.meanSquaredError,
      mae: m.meanAbsoluteError,
      medae: m.medianAbsoluteError,
      mape: m.meanAbsolutePercentageError,
      r2: m.r2Score,
      evs: m.explainedVarianceScore,
      msle: m.meanSquaredLogError,
    };
    for (const [key, metric] of Object.entries(table)) {
      near(metric(a, b, o), want[key]);
      near(metric(yt, yp, { ...o, multioutput: 'raw_values' }), want[`${key}Raw`]);
      near(
        metric(tensor(yt, { dtype: 'float64' }), yp, { ...o, multioutput: [0.3, 0.7] }),
        want[`${key}Mixed`],
      );
    }
    near(m.rootMeanSquaredError(yt, yp, o), want['rmse']);
    near(m.meanPinballLoss(a, b, { ...o, alpha: 0.2 }), want['pinball']);
    near(m.meanPoissonDeviance(a, b, o), want['poisson']);
    near(m.meanGammaDeviance(a, b, o), want['gamma']);
    near(m.meanTweedieDeviance(a, b, { ...o, power: 1.5 }), want['tweedie']);
    near(m.d2TweedieScore(a, b, { ...o, power: 1 }), want['d2']);
    near(m.maxError(a, b), g.regression['plain']!['maxError']);
  });
});

it('rankings: as scikit-learn', () => {
  const want = g.ranking;
  near(m.dcgScore(rel, sc), want['dcg']);
  near(m.dcgScore(rel, sc, { k: 3 }), want['dcg3']);
  near(m.ndcgScore(rel, sc), want['ndcg']);
  near(m.ndcgScore(rel, sc, { k: 3 }), want['ndcg3']);
  near(m.labelRankingAveragePrecisionScore(lab, sc), want['lrap']);
  near(m.coverageError(lab, sc), want['coverage']);
  near(m.labelRankingLoss(lab, sc), want['loss']);
});

it('areas for three classes, each against each; partial area', () => {
  const want = g.classification['plain']!;
  near(m.rocAucScore(y3, q3, { multiClass: 'ovo' }), want['ovo']);
  near(m.rocAucScore(y3, q3, { multiClass: 'ovo', average: 'weighted' }), want['ovoWeighted']);
  near(m.rocAucScore(y2, s2, { maxFpr: 0.3 }), want['partialAuc']);
});

it('clusters: as scikit-learn', () => {
  const want = g.clustering;
  near(m.adjustedRandScore(k1, k2), want['ari']);
  near(m.randScore(k1, k2), want['ri']);
  near(m.mutualInfoScore(k1, k2), want['mi']);
  near(m.normalizedMutualInfoScore(k1, k2), want['nmi']);
  near(m.adjustedMutualInfoScore(k1, k2), want['ami']);
  near(m.adjustedMutualInfoScore(k1, k2, { averageMethod: 'max' }), want['amiMax']);
  near(m.homogeneityScore(k1, k2), want['h']);
  near(m.completenessScore(k1, k2), want['c']);
  near(m.vMeasureScore(k1, k2, { beta: 0.5 }), want['v']);
  near(m.fowlkesMallowsScore(k1, k2), want['fm']);
  near(m.silhouetteSamples(X, k1), want['sil']);
  near(m.silhouetteScore(X, k2, { metric: 'manhattan' }), want['silMan']);
  near(m.calinskiHarabaszScore(X, k2), want['ch']);
  near(m.daviesBouldinScore(X, k2), want['db']);
});

describe('properties', () => {
  const labels = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
    {
      minLength: 2,
      maxLength: 40,
    },
  );
  it('clusters have no names, and agreement is symmetric', () => {
    fc.assert(
      fc.property(labels, (pairs) => {
        const a = pairs.map(([x]) => x);
        const b = pairs.map(([, y]) => y);
        const renamed = b.map((y) => ['q', 'a', 'z', 'm'][y]!);
        for (const score of [m.adjustedRandScore, m.vMeasureScore, m.fowlkesMallowsScore]) {
          expect(score(a, renamed)).toBeCloseTo(score(a, b), 10);
          expect(score(b, a)).toBeCloseTo(score(a, b), 10);
        }
        expect(m.adjustedRandScore(a, a)).toBe(1);
      }),
    );
  });
  it('a weight of 2 is a sample twice; rows in another order change nothing', () => {
    fc.assert(
      fc.property(labels, (pairs) => {
        const a = pairs.map(([x]) => x);
        const b = pairs.map(([, y]) => y);
        const weights = a.map((_, i) => 1 + (i % 2));
        const twice = <T>(list: T[]): T[] => list.flatMap((v, i) => (i % 2 ? [v, v] : [v]));
        const weighted = m.f1Score(a, b, { average: 'macro', sampleWeight: weights });
        expect(weighted).toBeCloseTo(m.f1Score(twice(a), twice(b), { average: 'macro' }), 10);
        expect(m.accuracyScore([...a].reverse(), [...b].reverse())).toBeCloseTo(
          m.accuracyScore(a, b),
          12,
        );
      }),
    );
  });
  it('the area under ROC depends on the order of scores only', () => {
    const bent = s2.map((s) => Math.exp(5 * s));
    expect(m.rocAucScore(y2, bent)).toBeCloseTo(m.rocAucScore(y2, s2), 12);
    expect(
      m.rocAucScore(
        y2,
        s2.map((s) => -s),
      ),
    ).toBeCloseTo(1 - m.rocAucScore(y2, s2), 12);
  });
});

it('the report is data and text', () => {
  const report = m.classificationReport(y3, p3, { targetNames: ['un', 'deux', 'trois'] });
  expect(report.classes.map((line) => line.name)).toEqual(['un', 'deux', 'trois']);
  expect(report.accuracy).toBeCloseTo(m.accuracyScore(y3, p3), 12);
  expect(report.macro.f1).toBeCloseTo(m.f1Score(y3, p3, { average: 'macro' }), 12);
  expect(String(report)).toMatch(/precision +recall +f1 +support/);
  expect(String(report).split('\n')).toHaveLength(9);
});

describe('bad input is named', () => {
  it.each([
    ['lengths', () => m.accuracyScore([1, 2], [1]), /2.*1/],
    ['nothing', () => m.accuracyScore([], []), /no samples/],
    ['mixed labels', () => m.accuracyScore([1, 2], ['1', '2']), /mixes/],
    ['three classes', () => m.f1Score([0, 1, 2], [0, 1, 2]), /average/],
    ['posLabel', () => m.f1Score(['a', 'b'], ['a', 'b']), /posLabel/],
    ['one class', () => m.rocAucScore([1, 1], [0.2, 0.4]), /only one class/],
    ['NaN score', () => m.rocAucScore([0, 1], [0.2, Number.NaN]), /NaN/],
    ['NaN number', () => m.meanSquaredError([1, Number.NaN], [1, 2]), /NaN/],
    ['text', () => m.meanSquaredError([1, 2], ['1', '2']), /text/],
    ['probability', () => m.logLoss([0, 1], [0.5, 1.5]), /0 … 1/],
    [
      'columns',
      () =>
        m.logLoss(
          [0, 1, 2],
          [
            [0.5, 0.5],
            [1, 0],
            [0, 1],
          ],
        ),
      /column/,
    ],
    ['deviance', () => m.meanPoissonDeviance([1, 2], [0, 1]), /> 0/],
    ['clusters', () => m.silhouetteScore([[1], [2]], [0, 1]), /clusters/],
    ['scorer', () => m.getScorer('acuracy'), /accuracy/],
    ['option', () => m.f1Score([0, 1], [0, 1], { average: 'makro' as 'macro' }), /macro/],
    ['weights', () => m.accuracyScore([0, 1], [0, 1], { sampleWeight: [1, -1] }), /-1/],
  ])('%s', (_name, call, sentence) => {
    expect(call).toThrow(sentence);
  });
});
