/** How good predictions are, for `limpide learn`: the figures shown, and how they are written. */
import { language, type Sentence } from '../../errors/index.ts';
import {
  accuracyScore,
  answers,
  balancedAccuracyScore,
  confusionMatrix,
  type Estimator,
  type Features,
  f1Score,
  givesProbabilities,
  type Label,
  logLoss,
  meanAbsoluteError,
  type Pipeline,
  r2Score,
  rocAucScore,
  rootMeanSquaredError,
  sortedLabels,
} from '../../learn/index.ts';
import { Tensor } from '../../tensor/index.ts';
import { figure, percent, say } from '../command.ts';
import { table } from '../draw.ts';
import type { Output } from '../output.ts';
import type { Target } from './learn-data.ts';

/** What a score is called, for people. */
const titles: Readonly<Record<string, Sentence>> = {
  accuracy: { en: 'accuracy', fr: 'exactitude' },
  balancedAccuracy: { en: 'balanced accuracy', fr: 'exactitude équilibrée' },
  f1: { en: 'F1 (mean over classes)', fr: 'F1 (moyenne sur les classes)' },
  logLoss: { en: 'log loss', fr: 'perte logarithmique' },
  rocAuc: { en: 'area under the ROC curve', fr: 'aire sous la courbe ROC' },
  r2: { en: 'R²', fr: 'R²' },
  mae: { en: 'mean absolute error', fr: 'erreur absolue moyenne' },
  rmse: { en: 'root mean squared error', fr: 'racine de l’erreur quadratique moyenne' },
};
const shares = ['accuracy', 'balancedAccuracy', 'f1'];

export const scoreTitle = (name: string): string => say(titles[name] ?? { en: name, fr: name });
export const scoreText = (name: string, value: number): string =>
  shares.includes(name) ? percent(value) : number(value);
/** Four significant digits, as the language writes them. */
export const number = (value: number): string =>
  Number.isFinite(value)
    ? value.toLocaleString(language() === 'fr' ? 'fr-FR' : 'en-US', { maximumSignificantDigits: 4 })
    : String(value);

/** Predictions as a plain list. */
export function predictionsOf(model: Estimator, X: Features): Label[] {
  if (!answers(model, 'predict')) return [];
  const out = model.predict(X);
  return out instanceof Tensor ? Array.from(out.dataSync(), Number) : out;
}

/** Probabilities row by row, with the classes they are of; undefined where the model gives none. */
export function probabilitiesOf(
  model: Estimator,
  X: Features,
): { readonly classes: readonly Label[]; readonly rows: number[][] } | undefined {
  if (!givesProbabilities(model)) return undefined;
  const p = model.predictProba(X);
  const [n = 0, k = 0] = p.shape;
  const data = p.dataSync();
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: k }, (_, c) => Number(data[i * k + c])),
  );
  const known: unknown = Reflect.get(model, 'classes_');
  return {
    classes: Array.isArray(known) ? (known as Label[]) : (rows[0]?.map((_, c) => c) ?? []),
    rows,
  };
}

/** The scores of a fitted model on samples it has not seen. */
export function scoresOf(
  model: Pipeline,
  X: Features,
  wanted: readonly Label[],
  { task }: Target,
): Record<string, number> {
  const got = predictionsOf(model, X);
  if (task === 'regression') {
    const [y, p] = [wanted.map(Number), got.map(Number)];
    return {
      r2: r2Score(y, p),
      mae: meanAbsoluteError(y, p),
      rmse: rootMeanSquaredError(y, p),
    };
  }
  const scores: Record<string, number> = {
    accuracy: accuracyScore(wanted, got),
    balancedAccuracy: balancedAccuracyScore(wanted, got),
    f1: f1Score(wanted, got, { average: 'macro' }),
  };
  const p = probabilitiesOf(model, X);
  if (!p) return scores;
  const seen = new Set(wanted);
  scores['logLoss'] = logLoss(wanted, p.rows, { labels: p.classes });
  if (p.classes.length === 2 && seen.size === 2)
    scores['rocAuc'] = rocAucScore(
      wanted,
      p.rows.map((row) => row[1]!),
    );
  return scores;
}

/** True classes down, predicted ones across, as text. */
export function showConfusion(wanted: readonly Label[], got: readonly Label[], out: Output): void {
  const labels = sortedLabels([...wanted, ...got]);
  if (labels.length > 12) return;
  const cells = confusionMatrix(wanted, got, { labels }).dataSync();
  const head = [
    say({ en: 'true ↓  predicted →', fr: 'vraie ↓  prédite →' }),
    ...labels.map(String),
  ];
  const rows = labels.map((label, i) => [
    String(label),
    ...labels.map((_, j) => figure(Number(cells[i * labels.length + j]))),
  ]);
  for (const line of table([head, ...rows], out)) out.text(line);
}

/** Mean and spread of the scores of the folds. */
export function meanAndSpread(scores: ArrayLike<number>): { mean: number; std: number } {
  const list = Array.from(scores);
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  const variance = list.reduce((sum, score) => sum + (score - mean) ** 2, 0) / list.length;
  return { mean, std: Math.sqrt(variance) };
}
