/** What the server and the process that trains say to each other. */
import fs from 'node:fs';
import { type MetricPoint, metricPointSchema, type Parameters } from '../../shared/runs.ts';
import type { Sentences } from '../errors.ts';

/** To the child, once. */
export interface Order {
  readonly type: 'train';
  readonly recipe: string;
  readonly parameters: Parameters;
  /** Where it keeps its files. */
  readonly folder: string;
  /** A checkpoint to go on from. */
  readonly resume: string | null;
}
/** To the child: stop after this step, keep everything. */
export interface StopOrder {
  readonly type: 'stop';
}

/** From the child. */
export type Report =
  /** Steps that were done before, by the checkpoint. */
  | { readonly type: 'begun'; readonly step: number }
  | { readonly type: 'metrics'; readonly points: readonly MetricPoint[] }
  | { readonly type: 'done'; readonly state: 'finished' | 'stopped' }
  | { readonly type: 'failed'; readonly error: Sentences };

/** One JSON object per line with every point, written before it is told: the server may be dead by then. */
export const metricsName = 'metrics.jsonl';
/** The child's process number, while it lives. */
export const pidName = 'pid';

/** The points of such a file; a last line that was cut by a kill is left aside. */
export function pointsIn(file: string): MetricPoint[] {
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [metricPointSchema.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    });
}
