/** What the pages of this room share: names of metrics, addresses, order of runs. */
import { type LabSpec, labAddress, labSchema } from '../../../../shared/models.ts';
import { type Curves, labRecipe, type Run } from '../../../../shared/runs.ts';
import type { Line } from '../../components/charts/line-chart.svelte';
import { t } from '../../lib/i18n.svelte.ts';

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

/** A setting of a run as a table shows it: lists of layers, points by their number. */
export function shownSetting(name: string, text: string | null): string {
  if (text === null) return '–';
  if (!text.startsWith('[')) return text;
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list) || list.length === 0) return '–';
  return name === 'points' ? String(list.length) : list.join(' - ');
}

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

/** The value by which runs are ranked; NaN goes last. */
const lossOf = ({ summary }: Run): number =>
  summary['valLoss'] ?? summary['loss'] ?? Number.POSITIVE_INFINITY;
export const accuracyOf = ({ summary }: Run): number | null =>
  summary['valAccuracy'] ?? summary['accuracy'] ?? null;
export const orders: Readonly<Record<SortName, (a: Run, b: Run) => number>> = {
  newest: (a, b) => b.createdAt.localeCompare(a.createdAt),
  name: (a, b) => a.name.localeCompare(b.name),
  loss: (a, b) => lossOf(a) - lossOf(b) || 0,
  accuracy: (a, b) => (accuracyOf(b) ?? -1) - (accuracyOf(a) ?? -1),
};
