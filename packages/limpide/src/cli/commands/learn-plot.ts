/** The drawings of `limpide learn fit --svg`. */
import { learnCliErrors } from '../../errors/catalog/learn-cli.ts';
import { language, raise, UsageError } from '../../errors/index.ts';
import {
  AgglomerativeClustering,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  type Frame,
  KFold,
  type Label,
  learningCurve,
  PCA,
  type Pipeline,
  type Plot,
  permutationImportance,
  plotCalibration,
  plotConfusionMatrix,
  plotDecisionBoundary,
  plotDendrogram,
  plotImportances,
  plotLearningCurve,
  plotPrecisionRecall,
  plotPredictions,
  plotRocCurve,
  plotScatter,
  plotTree,
  StratifiedKFold,
  toSvg,
} from '../../learn/index.ts';
import { say } from '../command.ts';
import type { Output } from '../output.ts';
import type { Target } from './learn-data.ts';
import { predictionsOf } from './learn-scores.ts';
import { writeText } from './learn-work.ts';

/** What there is to draw: a fitted pipeline, and rows it has not seen (or all of them, without a target). */
export interface Seen {
  readonly pipeline: Pipeline;
  readonly target: Target | undefined;
  readonly X: Frame;
  readonly y: readonly Label[];
  readonly all: Frame;
  readonly seed: number;
}

type Maker = (seen: Seen, refuse: (why: string) => never) => Plot;

const classesOnly = ({ target }: Seen, refuse: (why: string) => never): void => {
  if (target?.task !== 'classification')
    refuse(say({ en: 'it is drawn for classes', fr: 'il se dessine pour des classes' }));
};
const forClasses =
  (make: Maker): Maker =>
  (seen, refuse) => {
    classesOnly(seen, refuse);
    return make(seen, refuse);
  };

const makers = {
  confusion: forClasses(({ pipeline, X, y }) => plotConfusionMatrix(y, predictionsOf(pipeline, X))),
  roc: forClasses(({ pipeline, X, y }) => plotRocCurve(pipeline, X, y)),
  precisionRecall: forClasses(({ pipeline, X, y }) => plotPrecisionRecall(pipeline, X, y)),
  calibration: forClasses(({ pipeline, X, y }) => plotCalibration(pipeline, X, y)),
  predictions: ({ pipeline, target, X, y }, refuse) =>
    target?.task === 'regression'
      ? plotPredictions(y, predictionsOf(pipeline, X))
      : refuse(say({ en: 'it is drawn for numbers', fr: 'il se dessine pour des nombres' })),
  importances: ({ pipeline, target, X, y, seed }, refuse) =>
    target
      ? plotImportances(permutationImportance(pipeline, X, y, { randomState: seed }))
      : refuse(say({ en: 'there is no target', fr: 'il n’y a pas de cible' })),
  learningCurve: ({ pipeline, target, all, seed }, refuse) => {
    if (!target) return refuse(say({ en: 'there is no target', fr: 'il n’y a pas de cible' }));
    const how = { nSplits: 5, shuffle: true, randomState: seed };
    const cv = target.task === 'classification' ? new StratifiedKFold(how) : new KFold(how);
    return plotLearningCurve(
      learningCurve(pipeline, all, target.values, { cv, shuffle: true, randomState: seed }),
    );
  },
  embedding: ({ pipeline, X, y }) => {
    const points = new PCA({ nComponents: 2 }).fitTransform(pipeline.slice(0, -1).transform(X));
    return plotScatter(points, y, { axes: ['PCA 1', 'PCA 2'] });
  },
  decisionBoundary: ({ pipeline, X, y }) => plotDecisionBoundary(pipeline, X, y),
  tree: ({ pipeline }, refuse) => {
    const model = pipeline.step(-1);
    return model instanceof DecisionTreeClassifier || model instanceof DecisionTreeRegressor
      ? plotTree(model)
      : refuse(say({ en: 'it is no decision tree', fr: 'ce n’est pas un arbre de décision' }));
  },
  dendrogram: ({ pipeline }, refuse) => {
    const model = pipeline.step(-1);
    return model instanceof AgglomerativeClustering
      ? plotDendrogram(model, { groups: model.nClusters_ })
      : refuse(say({ en: 'it builds no hierarchy', fr: 'il ne bâtit pas de hiérarchie' }));
  },
} as const satisfies Readonly<Record<string, Maker>>;

type PlotName = keyof typeof makers;
export const plotNames = Object.keys(makers) as PlotName[];
const isPlotName = (name: string): name is PlotName => Object.hasOwn(makers, name);

/** The drawing asked for, or the usual one: confusion, predictions against truth, groups in a plane. */
export function drawFit(asked: string | undefined, seen: Seen): string {
  const { target } = seen;
  const usual: PlotName =
    target === undefined
      ? 'embedding'
      : target.task === 'classification'
        ? 'confusion'
        : 'predictions';
  const name = asked !== undefined && isPlotName(asked) ? asked : usual;
  const make: Maker = makers[name];
  const model = seen.pipeline.step(-1);
  const plot = make(seen, (why) =>
    raise(UsageError, learnCliErrors, 'learnCli.plot', {
      plot: name,
      model: String(model),
      why,
      known: plotNames,
    }),
  );
  const size = plot.kind === 'tree' ? { width: 960, height: 540 } : {};
  return toSvg(plot, { ...size, lang: language() });
}

export async function writePlot(svg: string, path: string, out: Output): Promise<void> {
  await writeText(path, `${svg}\n`);
  out.object({ type: 'drawn', file: path });
  out.text(say({ en: `Drawn in ${path}`, fr: `Dessiné dans ${path}` }));
}
