/** The worker in which the laboratory trains: the page only draws. */
import { getDevice, setLanguage, setNumThreads } from 'limpide';
import { decodeSafetensors, encodeSafetensors } from 'limpide/files';
import { dataOf } from '../../../shared/models/data.ts';
import { EngineProblem, engineOf, piecesIn, problemOf } from '../../../shared/models/engine.ts';
import type { Learner } from '../../../shared/models/learner.ts';
import { LimpideLearner } from '../../../shared/models/limpide.ts';
import { OwnLearner } from '../../../shared/models/own.ts';
import type { FrameRequest, FromWorker, Opened, Resume, Speed, ToWorker } from './protocol.ts';
import { Session } from './session.ts';

/** Milliseconds of steps before messages have their turn. */
const turn = 10;
/** Milliseconds between two signs of life. */
const pulse = 1000;

let session: Session | null = null;
let speed: Speed = 'full';
/** A frame that was asked for before there was anything new to show. */
let waiting: FrameRequest | null = null;
/** Grows when another laboratory is opened: what belongs to the one before is dropped. */
let generation = 0;
/** The state was asked for: it is taken between two steps. */
let saving = false;
let language: 'fr' | 'en' = 'fr';
let beaten = 0;
/** Says that it is still there: who watches stops an engine that has not come back for long. */
function beat(): void {
  const now = performance.now();
  if (now - beaten < pulse) return;
  beaten = now;
  say({ type: 'alive' });
}

const say = (message: FromWorker, transfer: Transferable[] = []): void =>
  postMessage(message, { transfer });
function fail(error: unknown): void {
  const plain = error instanceof Error ? error.message : String(error);
  const message = error instanceof EngineProblem ? error.sentence[language] : plain;
  say({ type: 'failed', message });
}

const messages = new MessageChannel();
let resume: () => void = () => undefined;
messages.port1.onmessage = () => resume();
/** Lets messages in. A message channel has no minimal delay, as timers have. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    resume = resolve;
    messages.port2.postMessage(null);
  });
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function open(order: Extract<ToWorker, { type: 'open' }>): Promise<void> {
  const { spec, served, engine } = order;
  const mine = ++generation;
  session?.learner.dispose();
  session = null;
  language = order.language;
  setLanguage(language);
  const data = await dataOf(spec, () =>
    served ? Promise.resolve(served) : Promise.reject(new RangeError(spec.data)),
  );
  // one core stays with the page, so that it moves while this works
  const cores = Math.max(1, navigator.hardwareConcurrency - 1);
  let learner: Learner;
  let own: Pick<Opened, 'pieces' | 'gradientsAgree' | 'digest'> = {
    pieces: [],
    gradientsAgree: null,
    digest: null,
  };
  if (engine === null) {
    await setNumThreads(cores);
    learner = new LimpideLearner(spec, data);
  } else {
    const { module, digest } = await loadEngine(engine);
    const created = new OwnLearner(spec, data, engineOf(module, spec));
    learner = created;
    own = { pieces: piecesIn(module), gradientsAgree: created.gradientsAgree, digest };
  }
  if (mine !== generation) return learner.dispose();
  const opened = new Session(learner, data);
  const resumed = takeUp(opened, order.resume, own.digest);
  session = opened;
  if (resumed !== 'whole') await opened.measure();
  say({
    type: 'opened',
    number: order.number,
    sizes: learner.sizes,
    parameters: learner.parameters,
    batches: learner.batches,
    classes: data.classes,
    examples: [data.train.count, data.test.count],
    threads: engine === null ? getDevice().statistics().threads : 1,
    resumed,
    step: opened.step,
    ...own,
  });
}

/** Goes on from what was kept, if it was kept by the same engine and is whole. */
function takeUp(opened: Session, kept: Resume | null, digest: string | null): Opened['resumed'] {
  if (kept === null) return null;
  if (kept.digest !== null && !digest?.startsWith(kept.digest)) return 'engine';
  try {
    opened.restore(kept.bytes);
    return 'whole';
  } catch {
    return 'damaged';
  }
}

/** One's own engine as a module, and its digest. @throws EngineProblem when it cannot be loaded */
async function loadEngine(url: string): Promise<{
  readonly module: Readonly<Record<string, unknown>>;
  readonly digest: string;
}> {
  const response = await fetch(url);
  const text = await response.text();
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const digest = [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, '0')).join('');
  try {
    const module: unknown = await import(/* @vite-ignore */ `${url}&v=${digest.slice(0, 12)}`);
    return { module: module as Readonly<Record<string, unknown>>, digest };
  } catch (error) {
    throw problemOf(error);
  }
}

/** Trains while it is playing, to a step at most: slices of steps, measures in between. */
async function play(until = Number.POSITIVE_INFINITY): Promise<void> {
  const own = session;
  if (!own || own.playing || own.diverged) return;
  own.playing = true;
  let counted = own.step;
  let since = performance.now();
  const goesOn = (): boolean => own.playing && own === session && !own.diverged && own.step < until;
  try {
    while (goesOn()) {
      const slice = performance.now();
      const most = speed === 'full' ? Number.POSITIVE_INFINITY : 1;
      for (let i = 0; i < most && goesOn() && performance.now() - slice < turn; i++) {
        if (own.advance()) {
          await own.measure();
          break;
        }
      }
      const elapsed = performance.now() - since;
      if (elapsed > 500) {
        own.stepsPerSecond = (1000 * (own.step - counted)) / elapsed;
        [counted, since] = [own.step, performance.now()];
      }
      beat();
      await keep();
      await answer();
      if (speed === 'full') await breathe();
      else await sleep(Math.max(0, 1000 / speed - (performance.now() - slice)));
    }
    if (own === session && own.step >= until) await own.measure();
  } catch (error) {
    // what was let go in the middle of a step does not matter any more
    if (own === session) throw error;
  } finally {
    own.playing = false;
  }
  await answer();
}

async function oneBatch(): Promise<void> {
  const own = session;
  if (!own || own.diverged) return;
  own.playing = false;
  own.advance();
  await own.measure();
  await answer();
}

/** Tells the state, if it was asked for. */
async function keep(): Promise<void> {
  const own = session;
  if (!saving || !own) return;
  saving = false;
  try {
    const { bytes, points } = await own.save();
    say({ type: 'saved', step: own.step, points, bytes }, [bytes.buffer]);
  } catch (error) {
    // an optimiser's state that is more than numbers and lists: the training goes on, it only cannot be resumed
    const message = error instanceof Error ? error.message : String(error);
    say({ type: 'saved', step: own.step, points: [], bytes: null, message });
  }
}

let shown = { step: -1, playing: false };
/** Answers a frame that is waiting, if there is something new. */
async function answer(): Promise<void> {
  const own = session;
  if (!own || waiting === null) return;
  const changed = own.step !== waiting.after || own.playing !== shown.playing;
  if (!changed) return;
  const want = waiting;
  waiting = null;
  const frame = await own.frame(want);
  if (own !== session) return; // another model was opened meanwhile
  shown = { step: frame.step, playing: frame.playing };
  say({ type: 'frame', frame });
}

/** Weights as safetensors. */
async function weights(): Promise<void> {
  if (!session) return;
  const bytes = encodeSafetensors(await session.learner.weights());
  say({ type: 'weights', bytes }, [bytes.buffer]);
}

/** Takes weights that were trained elsewhere: a run of the server is shown like one of the page. */
async function load(bytes: Uint8Array<ArrayBuffer>, step: number): Promise<void> {
  const own = session;
  if (!own) return;
  own.learner.loadWeights(decodeSafetensors(bytes).tensors);
  own.step = step;
  await answer();
}

async function hear(message: ToWorker): Promise<void> {
  switch (message.type) {
    case 'open':
      waiting = null;
      shown = { step: -1, playing: false };
      return open(message);
    case 'play':
      speed = message.speed;
      return play();
    case 'pause':
      if (session) session.playing = false;
      return undefined;
    case 'step': {
      if (message.what === 'batch' || !session) return oneBatch();
      const { batches } = session.learner;
      speed = 'full';
      return play(session.step + batches - (session.step % batches));
    }
    case 'frame':
      waiting = message.want;
      return session?.playing ? undefined : answer();
    case 'read': {
      const probabilities = await session?.learner.predict(message.pixels, 1);
      if (probabilities) say({ type: 'read', probabilities });
      return undefined;
    }
    case 'save':
      saving = true;
      return session?.playing ? undefined : keep();
    case 'weights':
      return weights();
    case 'load':
      return load(message.bytes, message.step);
  }
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  hear(data).catch(fail);
});
