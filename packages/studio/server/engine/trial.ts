/**
 * A learner's engine is tried on the server before a page loads it: a few steps on made-up rows, in a thread with limits.
 * A worker of a page that fills its memory would take the page along.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Examples, type LabData, randomNumbers } from '../../shared/data.ts';
import { localData } from '../../shared/models/data.ts';
import { EngineProblem } from '../../shared/models/engine.ts';
import type { LabSpec } from '../../shared/models.ts';
import type { Sentences } from '../errors.ts';
import { trainOwn } from '../runs/own.ts';
import { engineName } from '../runs/store.ts';

const seconds = 8;
const megabytes = 512;

/** Rows of what a set has, of random numbers: two batches. */
function madeUp(spec: LabSpec): LabData {
  const local = localData(spec);
  const features = local?.features ?? (spec.data === 'iris' ? 4 : 784);
  const classes = local?.classes ?? Array.from({ length: spec.data === 'iris' ? 3 : 10 }, String);
  const random = randomNumbers(1);
  const count = 2 * spec.batch;
  const train: Examples = {
    x: Float32Array.from({ length: count * features }, random),
    y: Float32Array.from({ length: count }, (_, i) => i % classes.length),
    count,
  };
  const test: Examples = { x: new Float32Array(), y: new Float32Array(), count: 0 };
  return {
    ...{ task: 'classification', features, classes, train, test },
    ...{ image: false, scale: null, view: null },
  };
}

/** What went wrong, in words; null when nothing did. */
export async function tryEngine(text: string, spec: LabSpec): Promise<Sentences | null> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'limpide-trial-'));
  try {
    fs.writeFileSync(path.join(folder, engineName), text);
    await trainOwn({
      ...{ folder, resume: null, tell: () => undefined, signal: new AbortController().signal },
      ...{ spec: { ...spec, epochs: 1 }, data: madeUp(spec) },
      ...{ patience: seconds, memory: megabytes },
    });
    return null;
  } catch (error) {
    if (error instanceof EngineProblem) return error.sentence;
    throw error;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
