/**
 * The thread in which the learner's own engine trains on the server. Before their code is loaded, what leads outside
 * is taken away, as for the checks of exercises: no module can be imported, no file read, nothing sent but reports.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { closeGlobals } from '@limpide/course/checker/sandbox';
import { encodeSafetensors } from 'limpide/files';
import { z } from 'zod';
import type { Examples } from '../../shared/data.ts';
import { engineOf, problemOf } from '../../shared/models/engine.ts';
import { accuracyOf, layerMetrics } from '../../shared/models/learner.ts';
import { OwnLearner, type OwnState } from '../../shared/models/own.ts';
import { packState, unpackState } from '../../shared/models/snapshot.ts';
import { pointsAt } from './journal.ts';
import type { OwnOrder, OwnReport } from './own.ts';

const port = parentPort;
if (port === null) throw new Error('this file is a thread');
const { spec, data, engine, resume, stop } = workerData as OwnOrder;
const halted = new Int32Array(stop);
// taken now: the globals are closed later
const { performance } = globalThis;
const say = (report: OwnReport): void => port.postMessage(report);

/** Examples of the training part on which loss and accuracy are measured; the test part is measured whole. */
const measured = 2000;
const pulse = 1000;

const stateSchema = z.object({
  step: z.number(),
  /** Losses of this epoch, each by its number of examples. */
  sum: z.number(),
  samples: z.number(),
  /** The same when a point of `batchLoss` was last made. */
  before: z.object({ sum: z.number(), samples: z.number() }),
  learner: z.unknown(),
});

/** Mean loss and accuracy of the first rows of a part, some at a time. */
async function scores(
  learner: OwnLearner,
  part: Examples,
  most: number,
): Promise<[number, number]> {
  const count = Math.min(part.count, most);
  let [loss, right] = [0, 0];
  for (let from = 0; from < count; from += learner.sample) {
    const to = Math.min(count, from + learner.sample);
    const x = part.x.slice(from * data.features, to * data.features);
    const y = part.y.slice(from, to);
    loss += (to - from) * (await learner.loss(x, y));
    right += (to - from) * accuracyOf(await learner.classes(x, to - from), y);
  }
  return [loss / count, right / count];
}

async function train(learner: OwnLearner): Promise<void> {
  const { batches } = learner;
  const last = spec.epochs * batches;
  const size = Math.min(spec.batch, data.train.count);
  const every = batches < 40 ? 0 : Math.floor(batches / 20);
  let now = { step: 0, sum: 0, samples: 0, before: { sum: 0, samples: 0 } };
  if (resume !== null) {
    const { learner: own, ...rest } = stateSchema.parse(unpackState(resume));
    learner.restore(own as OwnState);
    now = rest;
  }
  let resumable = true;
  let savedAt = Number.NEGATIVE_INFINITY;
  let beaten = performance.now();
  const save = (): void => {
    if (!resumable) return;
    try {
      say({ type: 'state', bytes: packState({ ...now, learner: learner.save() }) });
      savedAt = performance.now();
    } catch {
      resumable = false;
      say({ type: 'stateless' });
    }
  };
  const measure = async (own: Readonly<Record<string, number>>): Promise<void> => {
    const [loss, accuracy] = await scores(learner, data.train, measured);
    const values: Record<string, number> = { loss, accuracy, ...own };
    if (data.test.count > 0) {
      const [valLoss, valAccuracy] = await scores(learner, data.test, data.test.count);
      Object.assign(values, { valLoss, valAccuracy });
    }
    Object.assign(values, layerMetrics(await learner.look()));
    say({ type: 'metrics', points: pointsAt(now.step, values) });
  };

  say({ type: 'begun', step: now.step });
  if (now.step === 0) {
    await measure({});
    save();
  }
  let began = performance.now();
  let from = now.samples;
  let finite = true;
  while (now.step < last && finite && Atomics.load(halted, 0) === 0) {
    const at = now.step % batches;
    const count = at === batches - 1 ? data.train.count - at * size : size;
    const loss = learner.step();
    finite = Number.isFinite(loss);
    now.step++;
    now.sum += loss * count;
    now.samples += count;
    if (performance.now() - beaten > pulse) {
      beaten = performance.now();
      say({ type: 'alive' });
    }
    if (every > 0 && (at + 1) % every === 0) {
      const { sum, samples } = now.before;
      const batchLoss = (now.sum - sum) / (now.samples - samples);
      now.before = { sum: now.sum, samples: now.samples };
      say({ type: 'metrics', points: pointsAt(now.step, { batchLoss }) });
    }
    if (at < batches - 1 && finite) continue;
    const seconds = (performance.now() - began) / 1000;
    await measure({
      loss: now.sum / now.samples,
      epoch: now.step / batches,
      learningRate: spec.rate,
      samplesPerSecond: (now.samples - from) / seconds,
    });
    now = { step: now.step, sum: 0, samples: 0, before: { sum: 0, samples: 0 } };
    from = 0;
    began = performance.now();
    if (finite && (now.step >= last || performance.now() - savedAt > 1000)) save();
  }
  const stopped = now.step < last && finite;
  if (stopped) save();
  const weights = encodeSafetensors(await learner.weights());
  say({ type: 'done', state: stopped ? 'stopped' : 'finished', weights });
}

const address = pathToFileURL(engine).href;
registerHooks({
  resolve: (specifier, _context, next) => {
    if (specifier === address) return next(specifier);
    throw new Error(`import of ${specifier} refused`);
  },
});
closeGlobals();
try {
  const module = (await import(address)) as Readonly<Record<string, unknown>>;
  await train(new OwnLearner(spec, data, engineOf(module, spec)));
} catch (error) {
  say({ type: 'failed', sentence: problemOf(error).sentence });
}
