/** Plots: the data says what the metrics say, and the drawing is sound SVG in both languages and themes. */
import { describe, expect, it } from 'vitest';
import {
  AgglomerativeClustering,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  Frame,
  KMeans,
  LinearRegression,
  LogisticRegression,
  learningCurve,
  PCA,
  Perceptron,
  type Plot,
  partialDependence,
  permutationImportance,
  plotCalibration,
  plotConfusionMatrix,
  plotDecisionBoundary,
  plotDendrogram,
  plotImportances,
  plotLearningCurve,
  plotPartialDependence,
  plotPrecisionRecall,
  plotPredictions,
  plotRocCurve,
  plotScatter,
  plotTree,
  rocAucScore,
  StandardScaler,
  toSvg,
} from '../../../src/learn/index.ts';
import { smallData } from '../small-data.ts';

const iris = smallData('iris');
const wide = new Frame(
  Object.fromEntries(iris.names.map((name, j) => [name, iris.X.map((row) => row[j]!)])),
);
const names = ['setosa', 'versicolor', 'virginica'];
const species = iris.y.map((k) => names[k]!);
const two = iris.X.map((row) => [row[2]!, row[3]!]);
const cancer = smallData('breast-cancer');
const scaled = new StandardScaler().fitTransform(cancer.X);
const doctor = new LogisticRegression().fit(scaled, cancer.y);
const diabetes = smallData('diabetes');

const plots: Readonly<Record<string, () => Plot>> = {
  roc: () => plotRocCurve(doctor, scaled, cancer.y),
  rocOfThree: () =>
    plotRocCurve(new LogisticRegression({ maxIter: 300 }).fit(wide, species), wide, species),
  precisionRecall: () => plotPrecisionRecall(doctor, scaled, cancer.y),
  calibration: () => plotCalibration(doctor, scaled, cancer.y),
  learningCurve: () =>
    plotLearningCurve(
      learningCurve(new DecisionTreeClassifier({ randomState: 0 }), iris.X, species, {
        shuffle: true,
        randomState: 0,
      }),
    ),
  partialDependence: () => {
    const model = new DecisionTreeClassifier({ maxDepth: 3, randomState: 0 }).fit(wide, species);
    const result = partialDependence(model, wide, 'petal_length', { gridResolution: 30 });
    return plotPartialDependence(result, { feature: 'petal_length', classes: names });
  },
  confusion: () => plotConfusionMatrix(species, new KMeansNames().predict()),
  scatter: () => plotScatter(new PCA({ nComponents: 2 }).fitTransform(iris.X), species),
  numbers: () => plotScatter(new PCA({ nComponents: 2 }).fitTransform(diabetes.X), diabetes.y),
  predictions: () => {
    const model = new LinearRegression().fit(diabetes.X, diabetes.y);
    return plotPredictions(diabetes.y, model.predict(diabetes.X));
  },
  boundary: () => {
    const model = new LogisticRegression({ maxIter: 300 }).fit(two, species);
    return plotDecisionBoundary(model, two, species, { resolution: 60 });
  },
  surface: () => {
    const X = diabetes.X.map((row) => [row[2]!, row[8]!]);
    const model = new DecisionTreeRegressor({ maxDepth: 4 }).fit(X, diabetes.y);
    return plotDecisionBoundary(model, X, diabetes.y, { resolution: 60 });
  },
  groups: () => {
    const model = new KMeans({ nClusters: 3, randomState: 0 }).fit(two);
    return plotDecisionBoundary(model, two, model.labels_, { resolution: 40 });
  },
  importances: () => {
    const model = new DecisionTreeClassifier({ randomState: 0 }).fit(wide, species);
    return plotImportances(permutationImportance(model, wide, species, { randomState: 0 }));
  },
  tree: () =>
    plotTree(new DecisionTreeClassifier({ maxDepth: 4, randomState: 0 }).fit(wide, species)),
  regressionTree: () =>
    plotTree(new DecisionTreeRegressor({ maxDepth: 3 }).fit(diabetes.X, diabetes.y), {
      names: diabetes.names,
    }),
  dendrogram: () =>
    plotDendrogram(
      new AgglomerativeClustering({ nClusters: 3 }).fit(iris.X.filter((_, i) => i % 3 === 0)),
      { groups: 3 },
    ),
};

/** Answers of a kind to fill a matrix with mistakes. */
class KMeansNames {
  predict(): string[] {
    const model = new KMeans({ nClusters: 3, randomState: 0 }).fit(iris.X);
    const labels = Array.from(model.labels_.dataSync(), Number);
    const nameOf = new Map<number, string>();
    labels.forEach((label, i) => {
      if (!nameOf.has(label) && ![...nameOf.values()].includes(species[i]!))
        nameOf.set(label, species[i]!);
    });
    return labels.map((label) => nameOf.get(label) ?? names[0]!);
  }
}

/** Every opened element is closed, in order: what an XML reader asks first. */
function balanced(svg: string): boolean {
  const open: string[] = [];
  for (const [, close, name, attributes] of svg.matchAll(
    /<(\/?)([a-zA-Z]+)((?:[^<>"]|"[^"]*")*)>/g,
  )) {
    if (close) {
      if (open.pop() !== name) return false;
    } else if (!attributes!.endsWith('/')) open.push(name!);
  }
  return open.length === 0;
}

describe('every plot', () => {
  it.each(Object.entries(plots))('%s: plain data, and sound SVG', (_, make) => {
    const plot = make();
    expect(JSON.parse(JSON.stringify(plot))).toEqual(plot);
    const en = toSvg(plot, { lang: 'en' });
    const fr = toSvg(plot, { lang: 'fr', theme: 'dark', width: 500, height: 360 });
    for (const svg of [en, fr]) {
      expect(svg).toMatch(/^<svg xmlns=.*role="img".*aria-label="[^"]+"/);
      expect(balanced(svg)).toBe(true);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(svg.length).toBeLessThan(400_000);
    }
    expect(fr).toContain('lang="fr"');
    expect(fr).not.toBe(en);
  });
});

describe('what they say', () => {
  it('the ROC plot has the area of the metric, and one curve per class of three', () => {
    const plot = plotRocCurve(doctor, scaled, cancer.y);
    const p = Array.from(doctor.predictProba(scaled).dataSync(), Number).filter(
      (__, i) => i % 2 === 1,
    );
    expect(plot.curves).toHaveLength(1);
    expect(plot.curves[0]?.summary).toBeCloseTo(rocAucScore(cancer.y, p), 12);
    const three = plots['rocOfThree']!();
    expect(three.kind === 'roc' && three.curves.map(({ label }) => label)).toEqual(names);
  });
  it('a decision serves where there are no probabilities', () => {
    const model = new Perceptron({ randomState: 0 }).fit(scaled, cancer.y);
    expect(plotRocCurve(model, scaled, cancer.y).curves[0]?.summary).toBeGreaterThan(0.9);
  });
  it('the confusion plot counts every sample once', () => {
    const plot = plotConfusionMatrix(['a', 'b', 'b', 'c'], ['a', 'b', 'c', 'c']);
    expect(plot.counts).toEqual([
      [1, 0, 0],
      [0, 1, 1],
      [0, 0, 1],
    ]);
  });
  it('the boundary answers as the model does', () => {
    const model = new LogisticRegression({ maxIter: 300 }).fit(two, species);
    const { cells, labels, xRange, yRange, width, height } = plotDecisionBoundary(
      model,
      two,
      species,
      { resolution: 20 },
    );
    const at = (c: number, r: number): number[] => [
      xRange[0] + ((c + 0.5) / width) * (xRange[1] - xRange[0]),
      yRange[0] + ((r + 0.5) / height) * (yRange[1] - yRange[0]),
    ];
    for (const [c, r] of [
      [0, 0],
      [10, 9],
      [19, 19],
      [3, 17],
    ] as const)
      expect(labels?.[cells[r * width + c]!]).toBe(model.predict([at(c, r)])[0]);
  });
  it('importances come longest first, and the rest is counted', () => {
    const model = new DecisionTreeClassifier({ randomState: 0 }).fit(wide, species);
    const plot = plotImportances(model, { most: 2 });
    expect(plot.more).toBe(2);
    expect(plot.values[0]).toBeGreaterThanOrEqual(plot.values[1]!);
    expect(plot.names[0]).toMatch(/^petal/);
  });
  it('a dendrogram cut into three groups has three colours below the cut', () => {
    const model = new AgglomerativeClustering({ nClusters: 3 }).fit(iris.X);
    const plot = plotDendrogram(model, { groups: 3 });
    expect(plot.brackets.filter(({ height }) => height > plot.cut!)).toHaveLength(2);
    const strokes = new Set(toSvg(plot).match(/stroke="#[0-9a-f]{6}" stroke-width="1.4"/g));
    expect(strokes.size).toBe(4); // three groups, and what joins them
  });
  it('names from the data cannot break out of the drawing', () => {
    const svg = toSvg(plotConfusionMatrix(['<script>"x"&', 'b'], ['b', 'b']));
    expect(svg).not.toContain('<script');
    expect(balanced(svg)).toBe(true);
  });
});

describe('what cannot be drawn', () => {
  it('says why, and what to do', () => {
    expect(() => plotDecisionBoundary(doctor, scaled, cancer.y)).toThrow(
      /two columns of X; X has 30.*features/,
    );
    expect(() => plotDecisionBoundary(doctor, scaled, cancer.y, { features: [0, 99] })).toThrow(
      /no column 99/,
    );
    expect(() => plotScatter([[1], [2]])).toThrow(/at least two coordinates/);
    expect(() => plotRocCurve(new LinearRegression().fit(iris.X, iris.y), iris.X, species)).toThrow(
      /neither/,
    );
    expect(() => plotImportances(new KMeans({ nClusters: 2, randomState: 0 }).fit(two))).toThrow(
      /permutationImportance/,
    );
    expect(() =>
      plotDecisionBoundary(new AgglomerativeClustering().fit(two), two, species),
    ).toThrow(/does not predict/);
    expect(() =>
      plotCalibration(new Perceptron({ randomState: 0 }).fit(scaled, cancer.y), scaled, cancer.y),
    ).toThrow(/neither/);
  });
});
