/** What the pages of this room share: names of metrics, addresses, order of runs. */
import { type LabSpec, labAddress, labSchema } from '../../../../shared/models.ts';
import { type Curves, labRecipe, type Run } from '../../../../shared/runs.ts';
import type { Line } from '../../components/charts/line-chart.svelte';
import { language, t } from '../../lib/i18n.svelte.ts';

/** The laboratory that a run was, where it was one. */
export function specOf(run: Run): LabSpec | null {
  if (run.recipe !== labRecipe) return null;
  const known = labSchema.safeParse(run.parameters);
  return known.success ? known.data : null;
}
export const laboratoryOf = (run: Run, change: Partial<LabSpec> = {}): string => {
  const spec = specOf(run);
  return spec ? labAddress({ ...spec, ...change }) : '/laboratory';
};
/** The laboratory in which a run of the page goes on. */
export const takeUpOf = (run: Run): string => {
  const room = laboratoryOf(run);
  return `${room}${room.includes('?') ? '&' : '?'}run=${encodeURIComponent(run.id)}`;
};
export const hoodOf = (run: Run): string => {
  const spec = specOf(run);
  return spec ? labAddress(spec, '/hood') : `/hood?recipe=${encodeURIComponent(run.recipe)}`;
};

export const recipeName = (run: Run): string => {
  const spec = specOf(run);
  if (!spec) return run.recipe;
  return `${t(`laboratory.data.${spec.data}`)} · ${spec.layers.join('-') || '–'}`;
};

/** What describes any run, in the words of the room. */
const runWords: Readonly<Record<string, string>> = {
  recipe: 'runs.recipe',
  place: 'runs.place',
  engine: 'laboratory.engine.label',
  codeVersion: 'runs.code',
  seed: 'runs.seed',
};
/** Settings of the laboratory, in the words of its controls. */
const labWords: Readonly<Record<string, string>> = {
  data: 'laboratory.data.label',
  count: 'laboratory.count',
  noise: 'laboratory.noise',
  examples: 'laboratory.examples',
  testShare: 'laboratory.test',
  points: 'laboratory.data.points',
  layers: 'laboratory.layers',
  activation: 'laboratory.activation',
  loss: 'laboratory.loss',
  optimizer: 'laboratory.optimizer',
  rate: 'laboratory.rate',
  batch: 'laboratory.batch',
  l1: 'laboratory.l1',
  l2: 'laboratory.l2',
  dropout: 'laboratory.dropout',
  batchNorm: 'laboratory.norm',
  epochs: 'laboratory.place.epochs',
};
/** Where the words for the values of a setting are. */
const valueWords: Readonly<Record<string, string>> = {
  place: 'runs.places',
  engine: 'laboratory.engine',
  data: 'laboratory.data',
  activation: 'laboratory.activations',
  loss: 'laboratory.losses',
  optimizer: 'laboratory.optimizers',
};
const isLab = (run: Run | undefined): boolean => run?.recipe === labRecipe;

/** The name of a setting that these runs have; null for one of a recipe, which goes by what the terminal calls it. */
export function settingName(name: string, runs: readonly Run[]): string | null {
  const known = runWords[name] ?? (runs.every(isLab) ? labWords[name] : undefined);
  return known === undefined ? null : t(known);
}

/** A setting of a run as a table shows it: in words, lists of layers, points by their number. */
export function shownSetting(name: string, text: string | null, run?: Run): string {
  if (text === null) return '–';
  if (name === 'recipe' && isLab(run)) return t('nav.laboratory');
  const words = name in runWords || isLab(run) ? valueWords[name] : undefined;
  if (words !== undefined) return t(`${words}.${text}`);
  if (text === 'true' || text === 'false') return t(text === 'true' ? 'runs.yes' : 'runs.no');
  if (!text.startsWith('[')) return inNumbers(text);
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list) || list.length === 0) return '–';
  return name === 'points' ? String(list.length) : list.join(' - ');
}

/** `0.01` as the language writes it, no digit less; other texts as they are. */
const inNumbers = (text: string): string =>
  /^-?\d+(\.\d+)?(e[-+]?\d+)?$/.test(text)
    ? language.number(Number(text), { maximumSignificantDigits: 15, useGrouping: false })
    : text;

export function metricName(name: string): string {
  const [kind = '', layer] = name.split('.');
  return layer === undefined ? t(`runs.metrics.${kind}`) : t(`runs.metrics.${kind}`, { layer });
}

/** Charts of one run, each with the metrics that share a scale. */
export const charts: readonly (readonly [
  title: string,
  metrics: readonly string[],
  share: boolean,
])[] = [
  ['loss', ['loss', 'valLoss', 'batchLoss'], false],
  ['accuracy', ['accuracy', 'valAccuracy'], true],
];

export function linesOf(curves: Curves, metrics: readonly string[]): Line[] {
  return metrics.flatMap((name, i): Line[] => {
    const curve = curves[name];
    return curve
      ? [{ label: metricName(name), ...curve, colour: i, dashed: name.startsWith('val') }]
      : [];
  });
}

export const isUnderWay = ({ state }: Run): boolean => state === 'running' || state === 'waiting';

export const sorts = ['newest', 'name', 'loss', 'accuracy'] as const;
export type SortName = (typeof sorts)[number];

const lossOf = ({ summary }: Run): number | null => summary['valLoss'] ?? summary['loss'] ?? null;
export const accuracyOf = ({ summary }: Run): number | null =>
  summary['valAccuracy'] ?? summary['accuracy'] ?? null;
/**
 * By a figure of the test, then by that of the training where there was no test: a network judges itself more kindly
 * on what it learnt from, the two do not compare. Runs without a figure (or whose figure is not a number) go last.
 */
function byFigure(tested: string, figureOf: (run: Run) => number | null, sign: 1 | -1) {
  const group = (run: Run): number =>
    figureOf(run) === null ? 2 : (run.summary[tested] ?? null) === null ? 1 : 0;
  return (a: Run, b: Run): number =>
    group(a) - group(b) || sign * ((figureOf(a) ?? 0) - (figureOf(b) ?? 0));
}
export const orders: Readonly<Record<SortName, (a: Run, b: Run) => number>> = {
  newest: (a, b) => b.createdAt.localeCompare(a.createdAt),
  name: (a, b) => a.name.localeCompare(b.name),
  loss: byFigure('valLoss', lossOf, 1),
  accuracy: byFigure('valAccuracy', accuracyOf, -1),
};
