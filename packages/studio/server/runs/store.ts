/** Runs in the database: what each was told, what it measured, which files it left. */
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import {
  type Artefact,
  artefactSchema,
  type Comparison,
  type Curves,
  curvesOf,
  diagnoseRun,
  type MetricPoint,
  parametersSchema,
  type Run,
  type RunChange,
  type RunDetail,
  runSchema,
} from '../../shared/runs.ts';
import { transaction } from '../database/open.ts';
import { notFound, type Sentences } from '../errors.ts';
import type { Events } from '../events.ts';

/** Where a training goes on from. */
export const checkpointName = 'training.safetensors';
/** The weights alone. */
export const weightsName = 'model.safetensors';
/** The learner's engine as it was, where it was the one that learnt. */
export const engineName = 'engine.js';

/** What is known of a run when it is written down for the first time. */
export type FirstEntry = Pick<
  Run,
  'place' | 'engine' | 'state' | 'recipe' | 'parameters' | 'seed' | 'codeVersion'
> & {
  readonly id?: string;
  readonly name?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly createdAt?: string;
};

/** Changes that the server itself makes. */
export interface Advance {
  readonly state?: Run['state'];
  readonly error?: Sentences | null;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
  readonly parameters?: Run['parameters'];
  readonly seed?: number | null;
  readonly recipe?: string;
}

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const json = (value: unknown): unknown => JSON.parse(String(value));

/** Sortable by time, and different for two runs of the same second: `20260305-141503-k3f9`. */
export function newRunId(now = new Date()): string {
  const time = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}

export class RunStore {
  /** The learner's folder. */
  readonly folder: string;
  readonly #database: DatabaseSync;
  readonly #events: Events;

  constructor(folder: string, database: DatabaseSync, events: Events) {
    this.folder = folder;
    this.#database = database;
    this.#events = events;
  }

  /** The folder of a run's files. */
  folderOf(id: string): string {
    return path.join(this.folder, 'runs', id);
  }
  /** Where a run goes on from, if there is a checkpoint. */
  checkpointOf(id: string): string | null {
    const kept = this.artefacts(id).find(({ name }) => name === checkpointName);
    const file = kept
      ? path.resolve(this.folder, kept.file)
      : path.join(this.folderOf(id), checkpointName);
    return fs.existsSync(file) ? file : null;
  }

  // ---- runs ------------------------------------------------------------------------------------------

  create(entry: FirstEntry): Run {
    const id = entry.id ?? newRunId();
    const now = new Date().toISOString();
    transaction(this.#database, () => {
      this.#database
        .prepare(
          `INSERT INTO runs (id, name, place, engine, state, recipe, parameters, seed, code_version, created_at, started_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          id,
          entry.name ?? entry.recipe,
          entry.place,
          entry.engine,
          entry.state,
          entry.recipe,
          JSON.stringify(entry.parameters),
          entry.seed,
          entry.codeVersion,
          entry.createdAt ?? now,
          entry.state === 'running' ? now : null,
        );
      this.#setTags(id, entry.tags ?? []);
    });
    return this.#told(id);
  }

  list(): Run[] {
    const tags = new Map<string, string[]>();
    for (const row of this.#database.prepare('SELECT run, tag FROM run_tags ORDER BY tag').all()) {
      const run = String(row['run']);
      tags.set(run, [...(tags.get(run) ?? []), String(row['tag'])]);
    }
    const rows = this.#database
      .prepare('SELECT * FROM runs ORDER BY created_at DESC, id DESC')
      .all();
    return rows.map((row) => this.#runOf(row, tags.get(String(row['id'])) ?? []));
  }

  find(id: string): Run | null {
    const row = this.#database.prepare('SELECT * FROM runs WHERE id = ?').get(id);
    if (!row) return null;
    const tags = this.#database
      .prepare('SELECT tag FROM run_tags WHERE run = ? ORDER BY tag')
      .all(id)
      .map(({ tag }) => String(tag));
    return this.#runOf(row, tags);
  }

  /** @throws StudioError when there is no such run */
  get(id: string): Run {
    const run = this.find(id);
    if (!run) throw notFound({ en: `run "${id}"`, fr: `expérience « ${id} »` });
    return run;
  }

  detail(id: string): RunDetail {
    const run = this.get(id);
    const curves = this.curves(id);
    return { run, curves, artefacts: this.artefacts(id), diagnoses: diagnoseRun(run, curves) };
  }

  change(id: string, change: RunChange): Run {
    this.get(id);
    const { name, note, tags, state } = change;
    transaction(this.#database, () => {
      if (name !== undefined) this.#set(id, 'name', name);
      if (note !== undefined) this.#set(id, 'note', note);
      if (tags !== undefined) this.#setTags(id, tags);
      if (state !== undefined) this.#setState(id, state);
    });
    return this.#told(id);
  }

  advance(id: string, advance: Advance): Run | null {
    if (this.find(id) === null) return null; // deleted meanwhile
    const { state, error, startedAt, endedAt, parameters, seed, recipe } = advance;
    transaction(this.#database, () => {
      if (state !== undefined) this.#setState(id, state);
      if (error !== undefined) this.#set(id, 'error', error && JSON.stringify(error));
      if (startedAt !== undefined) this.#set(id, 'started_at', startedAt);
      if (endedAt !== undefined) this.#set(id, 'ended_at', endedAt);
      if (parameters !== undefined) this.#set(id, 'parameters', JSON.stringify(parameters));
      if (seed !== undefined) this.#set(id, 'seed', seed);
      if (recipe !== undefined) this.#set(id, 'recipe', recipe);
    });
    return this.#told(id);
  }

  /** Forgets a run and removes the files that the studio made for it (not those of the terminal). */
  remove(id: string): void {
    const { place } = this.get(id);
    this.#database.prepare('DELETE FROM runs WHERE id = ?').run(id);
    if (place === 'terminal') {
      this.#database.prepare('INSERT OR IGNORE INTO forgotten_runs (id) VALUES (?)').run(id);
    } else fs.rmSync(this.folderOf(id), { recursive: true, force: true });
    this.#events.tell('run', { id, run: null });
  }

  /** Whether a run of the terminal was deleted here. */
  isForgotten(id: string): boolean {
    return (
      this.#database.prepare('SELECT 1 FROM forgotten_runs WHERE id = ?').get(id) !== undefined
    );
  }

  #set(id: string, column: string, value: string | number | null): void {
    this.#database.prepare(`UPDATE runs SET ${column} = ? WHERE id = ?`).run(value, id);
  }
  #setState(id: string, state: Run['state']): void {
    this.#set(id, 'state', state);
    const running = state === 'running' || state === 'waiting';
    this.#set(id, 'ended_at', running ? null : new Date().toISOString());
  }
  #setTags(id: string, tags: readonly string[]): void {
    this.#database.prepare('DELETE FROM run_tags WHERE run = ?').run(id);
    const insert = this.#database.prepare(
      'INSERT OR IGNORE INTO run_tags (run, tag) VALUES (?, ?)',
    );
    for (const tag of tags) insert.run(id, tag);
  }
  #told(id: string): Run {
    const run = this.get(id);
    this.#events.tell('run', { id, run });
    return run;
  }
  #runOf(found: unknown, tags: readonly string[]): Run {
    const row = rowSchema.parse(found);
    const id = String(row['id']);
    return runSchema.parse({
      id,
      name: row['name'],
      place: row['place'],
      engine: row['engine'],
      state: row['state'],
      recipe: row['recipe'],
      parameters: parametersSchema.parse(json(row['parameters'])),
      seed: row['seed'],
      codeVersion: row['code_version'],
      summary: json(row['summary']),
      note: row['note'],
      tags,
      error: row['error'] === null ? null : json(row['error']),
      createdAt: row['created_at'],
      startedAt: row['started_at'],
      endedAt: row['ended_at'],
      resumable: row['place'] !== 'terminal' && this.checkpointOf(id) !== null,
    });
  }

  // ---- metrics ---------------------------------------------------------------------------------------

  /** Writes points down, all or nothing; a point that is there already is replaced. */
  addMetrics(id: string, points: readonly MetricPoint[]): void {
    if (points.length === 0 || this.find(id) === null) return;
    const now = new Date().toISOString();
    transaction(this.#database, () => {
      const insert = this.#database.prepare(
        'INSERT OR REPLACE INTO metrics (run, name, step, value, at) VALUES (?, ?, ?, ?, ?)',
      );
      const summary = this.get(id).summary;
      for (const { name, step, value } of points) {
        const kept = value !== null && Number.isFinite(value) ? value : null;
        insert.run(id, name, step, kept, now);
        summary[name] = kept;
        summary['step'] = Math.max(step, summary['step'] ?? 0);
      }
      this.#set(id, 'summary', JSON.stringify(summary));
    });
    this.#events.tell('metrics', { run: id, points });
  }
  /** What was measured after a step is measured again when a run goes on from there. */
  forgetAfter(id: string, step: number): void {
    this.#database.prepare('DELETE FROM metrics WHERE run = ? AND step > ?').run(id, step);
    const summary: Run['summary'] = {};
    for (const [name, { steps, values }] of Object.entries(this.curves(id))) {
      summary[name] = values.at(-1) ?? null;
      summary['step'] = Math.max(steps.at(-1) ?? 0, summary['step'] ?? 0);
    }
    this.#set(id, 'summary', JSON.stringify(summary));
  }
  points(id: string): MetricPoint[] {
    return this.#database
      .prepare('SELECT name, step, value FROM metrics WHERE run = ? ORDER BY name, step')
      .all(id)
      .map(({ name, step, value }) => ({
        name: String(name),
        step: Number(step),
        value: value === null || value === undefined ? null : Number(value),
      }));
  }
  curves(id: string): Curves {
    return curvesOf(this.points(id));
  }
  /** When a run last measured something. */
  lastSign(id: string): number {
    const row = this.#database.prepare('SELECT max(at) AS at FROM metrics WHERE run = ?').get(id);
    return row?.['at'] ? Date.parse(String(row['at'])) : Date.parse(this.get(id).createdAt);
  }

  // ---- files -----------------------------------------------------------------------------------------

  /** Puts a file into a run's folder, whole or not at all, and writes it down. */
  keepFile(id: string, name: string, bytes: Uint8Array): void {
    const folder = this.folderOf(id);
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, name);
    fs.writeFileSync(`${file}.new`, bytes);
    fs.renameSync(`${file}.new`, file);
    const digest = createHash('sha256').update(bytes).digest('hex');
    this.addArtefact(id, file, bytes.length, digest);
  }

  artefacts(id: string): Artefact[] {
    const rows = this.#database
      .prepare('SELECT name, file, bytes, sha256 FROM artefacts WHERE run = ? ORDER BY name')
      .all(id);
    return z.array(artefactSchema).parse(rows.map((row) => ({ ...row })));
  }
  /** @param file kept relative to the learner's folder when the studio made it, whole otherwise */
  addArtefact(id: string, file: string, bytes: number, sha256: string): void {
    if (this.find(id) === null) return;
    const own = file.startsWith(this.folderOf(id) + path.sep);
    const kept = own ? path.relative(this.folder, file) : file;
    this.#database
      .prepare(
        'INSERT OR REPLACE INTO artefacts (run, name, file, bytes, sha256) VALUES (?, ?, ?, ?, ?)',
      )
      .run(id, path.basename(file), kept, bytes, sha256);
  }

  compare(ids: readonly string[]): Comparison {
    const runs = ids.map((id) => this.detail(id));
    const flat = runs.map(({ run }) => ({
      recipe: run.recipe,
      place: run.place,
      engine: run.engine,
      codeVersion: run.codeVersion,
      ...run.parameters,
      ...(run.seed !== null && { seed: run.seed }),
    }));
    const names = [...new Set(flat.flatMap((values) => Object.keys(values)))];
    const shown = (value: unknown): string | null =>
      value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
    const rows = names.map((name) => ({
      name,
      values: flat.map((values) =>
        shown(Object.entries(values).find(([key]) => key === name)?.[1]),
      ),
    }));
    return { runs, differing: rows.filter(({ values }) => new Set(values).size > 1) };
  }
}
