/** From samples to the table and to the file. */
import type { Side } from './sides.ts';
import { inUnit, median, quantile, type Work } from './works.ts';

export interface Measure {
  readonly side: Side;
  readonly samples: readonly number[];
  readonly note?: string | undefined;
}

export interface Line {
  readonly work: Work;
  readonly measures: readonly Measure[];
}

export interface Found {
  readonly threads: number;
  readonly setting: string;
  readonly seconds: number;
  readonly value: number;
}

/** The fastest of a peer's settings with at most so many threads. */
export function best(line: Line, peer: string, threads: number): Found | undefined {
  const found = line.measures
    .filter((m) => m.side.peer === peer && m.side.threads <= threads && m.samples.length > 0)
    .filter((m) => peer !== 'Limpide' || m.side.threads === threads)
    .map((m) => {
      const seconds = median(m.samples);
      const { threads: used, setting } = m.side;
      return { threads: used, setting, seconds, value: inUnit(line.work, seconds) };
    });
  return found.sort((a, b) => a.seconds - b.seconds)[0];
}

/** How many times faster Limpide is. */
const ratio = (ours: Found | undefined, theirs: Found | undefined): number | undefined =>
  ours && theirs ? theirs.seconds / ours.seconds : undefined;

const peers = ['PyTorch', 'tfjs-wasm', 'jax-js'];

export function toJson(line: Line, threads: readonly number[]): unknown {
  return {
    work: line.work.id,
    title: line.work.title,
    unit: line.work.unit,
    target: line.work.target ?? null,
    limit: line.work.limit ?? null,
    measures: line.measures.map((m) => ({
      peer: m.side.peer,
      threads: m.side.threads,
      settings: m.side.setting,
      seconds_median: median(m.samples),
      seconds_p10: quantile(m.samples, 0.1),
      seconds_p90: quantile(m.samples, 0.9),
      samples: m.samples.length,
      value: inUnit(line.work, median(m.samples)),
      note: m.note ?? null,
    })),
    ratios: threads.map((t) => ({
      threads: t,
      ...Object.fromEntries(
        peers.map((p) => [p, ratio(best(line, 'Limpide', t), best(line, p, t)) ?? null]),
      ),
    })),
  };
}

const number = (v: number | undefined): string => {
  if (v === undefined || Number.isNaN(v)) return '–';
  if (v >= 1000) return Math.round(v).toLocaleString('en').replaceAll(',', ' ');
  return v.toPrecision(3);
};

function verdict(work: Work, ours: Found | undefined, r: number | undefined): string {
  if (work.limit !== undefined) {
    if (!ours) return '';
    return ours.value <= work.limit ? `≤ ${work.limit} ✓` : `≤ ${work.limit} ✗`;
  }
  if (work.target === undefined || r === undefined) return work.target ? `≥ ${work.target}×` : '';
  return `≥ ${work.target}× ${r >= work.target ? '✓' : '✗'}`;
}

export const header = (threads: readonly number[]): string[] => [
  'work',
  'unit',
  ...threads.flatMap((t) => [`Limpide ${t}t`, `PyTorch ${t}t`, 'ratio', 'asked']),
  'tfjs-wasm',
  'jax-js',
];

export function cells(line: Line, threads: readonly number[]): string[] {
  const { work } = line;
  return [
    work.title,
    work.unit,
    ...threads.flatMap((t) => {
      const ours = best(line, 'Limpide', t);
      const torch = best(line, 'PyTorch', t);
      const r = ratio(ours, torch);
      return [
        number(ours?.value),
        number(torch?.value),
        r === undefined ? '–' : `${r.toFixed(2)}×`,
        verdict(work, ours, r),
      ];
    }),
    ...['tfjs-wasm', 'jax-js'].map((p) => number(best(line, p, Math.max(...threads))?.value)),
  ];
}

/** Rows as lines of equal columns; the first two columns to the left, numbers to the right. */
export function align(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((r) => r[c]!.length)));
  return rows.map((r) =>
    r
      .map((cell, c) => (c < 2 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!)))
      .join('  ')
      .trimEnd(),
  );
}
