/** What a training measures: written to its own folder first, told to the server then. */
import { existsSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { MetricPoint } from '../../shared/runs.ts';
import { metricsName, pointsIn, type Report } from './order.ts';

/** Points of one step from values by name. */
export const pointsAt = (step: number, values: Readonly<Record<string, number>>): MetricPoint[] =>
  Object.entries(values).map(([name, value]) => ({
    name,
    step,
    value: Number.isFinite(value) ? value : null,
  }));

export class Journal {
  readonly #file: string;
  readonly #tell: (report: Report) => void;

  constructor(folder: string, tell: (report: Report) => void) {
    this.#file = path.join(folder, metricsName);
    this.#tell = tell;
  }
  /** Begins, or goes on from a step: what was written after it is measured again. */
  async begin(step: number): Promise<void> {
    const kept =
      step > 0 && existsSync(this.#file)
        ? pointsIn(this.#file).filter((point) => point.step <= step)
        : [];
    await writeFile(this.#file, kept.map((point) => `${JSON.stringify(point)}\n`).join(''));
    this.#tell({ type: 'begun', step });
  }
  /** @param told points that the server knows, and that are not written down yet */
  async report(points: readonly MetricPoint[], told: readonly MetricPoint[] = []): Promise<void> {
    const all = [...told, ...points];
    if (all.length === 0) return;
    await appendFile(this.#file, all.map((point) => `${JSON.stringify(point)}\n`).join(''));
    if (points.length > 0) this.#tell({ type: 'metrics', points });
  }
}
