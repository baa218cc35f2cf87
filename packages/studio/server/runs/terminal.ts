/**
 * Runs of the terminal: `limpide train` keeps a folder with `log.jsonl` (one JSON object per line), checkpoint
 * and weights. Folders under `runs/` of the learner's folder and of where the studio was started are looked at
 * every second; a training is known by its place and its first line of results, so that a new training in the
 * same folder is another run.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { readCheckpoint } from 'limpide/files';
import { z } from 'zod';
import type { MetricPoint } from '../../shared/runs.ts';
import { digestOf, limpideVersion } from './provenance.ts';
import { checkpointName, type RunStore, weightsName } from './store.ts';

const logName = 'log.jsonl';
/** A log that has not grown for so long has no training behind it any more. */
const silence = 120_000;

const number = z.union([z.number(), z.string().transform(Number)]);
const lineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begin'), batches: z.number() }),
  z.looseObject({ type: z.literal('epoch'), epoch: z.number() }),
  z.object({ type: z.literal('end'), stopped: z.string().nullable() }),
]);
type Line = z.infer<typeof lineSchema>;
const descriptionSchema = z.object({
  description: z.object({
    recipe: z.string(),
    values: z.record(z.string(), z.union([z.number(), z.string()])),
  }),
});

/** What a log says. */
interface Log {
  readonly id: string;
  readonly points: readonly MetricPoint[];
  readonly ended: 'finished' | 'stopped' | null;
}

/** @returns null before the first epoch has ended */
export function readLog(folder: string, text: string): Log | null {
  const lines = text.split('\n').flatMap((line): Line[] => {
    try {
      return [lineSchema.parse(JSON.parse(line))];
    } catch {
      return []; // the last line, half written
    }
  });
  const first = lines.find((line) => line.type === 'epoch');
  if (first === undefined) return null;
  let batches = 1;
  let ended: Log['ended'] = null;
  const points: MetricPoint[] = [];
  for (const line of lines) {
    if (line.type === 'begin') {
      batches = line.batches;
      ended = null;
    } else if (line.type === 'end') {
      ended = line.stopped === 'signal' ? 'stopped' : 'finished';
    } else {
      const { type: _type, epoch, ...values } = line;
      for (const [name, given] of Object.entries({ ...values, epoch })) {
        const value = number.safeParse(given);
        if (!value.success) continue;
        const kept = Number.isFinite(value.data) ? value.data : null;
        points.push({ name, step: epoch * batches, value: kept });
      }
    }
  }
  const digest = createHash('sha256')
    .update(`${folder}\n${JSON.stringify(first)}`)
    .digest('hex');
  return { id: `terminal-${digest.slice(0, 12)}`, points, ended };
}

export class TerminalRuns {
  readonly #store: RunStore;
  readonly #places: readonly string[];
  /** By log: its size and date when it was last read. */
  readonly #seen = new Map<string, string>();
  #timer: NodeJS.Timeout | null = null;

  /** @param places folders that may have a `runs` folder */
  constructor(store: RunStore, places: readonly string[]) {
    this.#store = store;
    this.#places = [...new Set(places.map((place) => path.resolve(place, 'runs')))];
  }

  /** Looks now, then every `pace` milliseconds. */
  watch(pace = 1000): void {
    const again = (): void => {
      void this.look()
        .catch(() => undefined) // a folder that is being removed, a disk that is full: next time
        .then(() => {
          if (this.#timer !== null) this.#timer = setTimeout(again, pace).unref();
        });
    };
    this.#timer = setTimeout(again, 0).unref();
  }
  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async look(): Promise<void> {
    for (const place of this.#places) {
      for (const folder of foldersIn(place)) await this.#read(folder);
    }
  }

  async #read(folder: string): Promise<void> {
    const file = path.join(folder, logName);
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    const silent = Date.now() - stat.mtimeMs > silence;
    const stamp = `${stat.size} ${stat.mtimeMs} ${silent}`;
    if (this.#seen.get(file) === stamp) return;
    this.#seen.set(file, stamp);
    const log = readLog(folder, fs.readFileSync(file, 'utf8'));
    if (log === null || this.#store.isForgotten(log.id)) return;
    const before = this.#store.find(log.id);
    const state = log.ended ?? (silent ? 'stopped' : 'running');
    if (before === null) {
      this.#store.create({
        id: log.id,
        place: 'terminal',
        engine: 'limpide',
        state: 'running',
        recipe: path.basename(folder),
        parameters: {},
        seed: null,
        codeVersion: limpideVersion(),
        createdAt: stat.birthtime.toISOString(),
      });
    }
    const known = new Set(this.#store.points(log.id).map(({ name, step }) => `${name} ${step}`));
    this.#store.addMetrics(
      log.id,
      log.points.filter(({ name, step }) => !known.has(`${name} ${step}`)),
    );
    await this.#describe(log.id, folder);
    if (this.#store.find(log.id)?.state !== state) this.#store.advance(log.id, { state });
  }

  /** Recipe, parameters and seed from the checkpoint; digests of the files. */
  async #describe(id: string, folder: string): Promise<void> {
    for (const name of [checkpointName, weightsName]) {
      const file = path.join(folder, name);
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (!stat) continue;
      const sha256 = await digestOf(file);
      const known = this.#store.artefacts(id).find((artefact) => artefact.name === name);
      if (known?.sha256 === sha256) continue;
      this.#store.addArtefact(id, file, stat.size, sha256);
      if (name !== checkpointName) continue;
      const { state } = await readCheckpoint(file);
      const found = descriptionSchema.safeParse(state);
      if (!found.success) continue;
      const { recipe, values } = found.data.description;
      const seed = typeof values['seed'] === 'number' ? values['seed'] : null;
      this.#store.advance(id, { recipe, parameters: values, seed });
    }
  }
}

function foldersIn(place: string): string[] {
  try {
    const entries = fs.readdirSync(place, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(place, name));
  } catch {
    return []; // nothing was trained there yet
  }
}
