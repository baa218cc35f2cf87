/** A run as a file for other programs: JSON (everything), CSV (what was measured, a row per step). */
import type { Curves, RunDetail } from '../../shared/runs.ts';

export const toJson = (detail: RunDetail): string => `${JSON.stringify(detail, null, 2)}\n`;

/** A column per metric, a row per step at which anything was measured; empty where it was not. */
export function toCsv(curves: Curves): string {
  const names = Object.keys(curves).sort();
  const steps = new Set(names.flatMap((name) => curves[name]?.steps ?? []));
  const columns = names.map((name) => {
    const { steps: own, values } = curves[name] ?? { steps: [], values: [] };
    return new Map(own.map((step, i) => [step, values[i] ?? null]));
  });
  const rows = [...steps]
    .sort((a, b) => a - b)
    .map((step) => {
      const cells = columns.map((column) => {
        if (!column.has(step)) return '';
        const value = column.get(step) ?? null;
        return value === null ? 'NaN' : String(value);
      });
      return [step, ...cells].join(',');
    });
  return `${['step', ...names].join(',')}\r\n${rows.map((row) => `${row}\r\n`).join('')}`;
}

/** A name that every system takes as a file's. */
export const fileName = (name: string, extension: string): string =>
  `${
    name
      .normalize('NFKD')
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[-.]+|-+$/g, '')
      .slice(0, 80) || 'run'
  }.${extension}`;
