/** The worker in which the laboratory trains: the page only draws. */
import { getDevice, setLanguage, setNumThreads, tensor } from 'limpide';
import { decodeSafetensors, encodeSafetensors, type HostArray } from 'limpide/files';
import { dataOf } from '../../../shared/models/data.ts';
import type { Learner } from '../../../shared/models/learner.ts';
import { LimpideLearner } from '../../../shared/models/limpide.ts';
import { engineOf, OwnLearner, usedPieces } from './own.ts';
import type { FrameRequest, FromWorker, Opened, Piece, Speed, ToWorker } from './protocol.ts';
import { Session } from './session.ts';

/** Milliseconds of steps before messages have their turn. */
const turn = 10;

let session: Session | null = null;
let speed: Speed = 'full';
/** A frame that was asked for before there was anything new to show. */
let waiting: FrameRequest | null = null;
/** Grows when another laboratory is opened: what belongs to the one before is dropped. */
let generation = 0;

const say = (message: FromWorker, transfer: Transferable[] = []): void =>
  postMessage(message, { transfer });
function fail(error: unknown): void {
  say({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
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
  const { spec, served, language, engine } = order;
  const mine = ++generation;
  session?.learner.dispose();
  session = null;
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
    const loaded = await loadEngine(engine);
    const created = new OwnLearner(spec, data, engineOf(loaded.module));
    learner = created;
    own = {
      pieces: loaded.pieces,
      gradientsAgree: created.gradientsAgree,
      digest: loaded.digest,
    };
  }
  if (mine !== generation) return learner.dispose();
  session = new Session(learner, data);
  await session.measure();
  say({
    type: 'opened',
    sizes: learner.sizes,
    parameters: learner.parameters,
    batches: learner.batches,
    classes: data.classes,
    examples: [data.train.count, data.test.count],
    threads: engine === null ? getDevice().statistics().threads : 1,
    ...own,
  });
}

/** One's own engine as a module, its digest, and which of its pieces are one's own. */
async function loadEngine(url: string): Promise<{
  readonly module: Readonly<Record<string, unknown>>;
  readonly digest: string;
  readonly pieces: readonly Piece[];
}> {
  const text = await (await fetch(url)).text();
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const digest = [...new Uint8Array(hash)].map((b) => b.toString(16).padStart(2, '0')).join('');
  const module = (await import(/* @vite-ignore */ `${url}?${digest.slice(0, 12)}`)) as Readonly<
    Record<string, unknown>
  >;
  const own = module['mine'];
  const names = Array.isArray(own) ? own.map(String) : [];
  const pieces = usedPieces
    .filter((name) => typeof module[name] === 'function')
    .map((name) => ({ name, mine: names.includes(name) }));
  return { module, digest, pieces };
}

/** Trains while it is playing: slices of steps, measures in between. */
async function play(): Promise<void> {
  const own = session;
  if (!own || own.playing || own.diverged) return;
  own.playing = true;
  let counted = own.step;
  let since = performance.now();
  try {
    while (own.playing && own === session && !own.diverged) {
      const slice = performance.now();
      const most = speed === 'full' ? Number.POSITIVE_INFINITY : 1;
      for (let i = 0; i < most && performance.now() - slice < turn; i++) {
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
      await answer();
      if (speed === 'full') await breathe();
      else await sleep(Math.max(0, 1000 / speed - (performance.now() - slice)));
    }
  } finally {
    own.playing = false;
  }
  await answer();
}

async function stepOnce(what: 'batch' | 'epoch'): Promise<void> {
  const own = session;
  if (!own || own.diverged) return;
  own.playing = false;
  const steps = what === 'batch' ? 1 : own.learner.batches - (own.step % own.learner.batches);
  for (let i = 0; i < steps && !own.diverged; i++) {
    own.advance();
    if (i % 50 === 49) await breathe();
  }
  await own.measure();
  await answer();
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
  shown = { step: frame.step, playing: frame.playing };
  say({ type: 'frame', frame });
}

/** Weights as safetensors, when it is Limpide that learns. */
async function weights(): Promise<void> {
  const learner = session?.learner;
  if (!(learner instanceof LimpideLearner)) return;
  const arrays: Record<string, HostArray> = {};
  for (const [name, value] of Object.entries(learner.lab.network.stateDict())) {
    const data = await value.data();
    arrays[name] =
      value.dtype === 'int32'
        ? { dtype: 'int32', shape: [...value.shape], data: Int32Array.from(data) }
        : { dtype: 'float32', shape: [...value.shape], data: Float32Array.from(data) };
  }
  const bytes = encodeSafetensors(arrays);
  say({ type: 'weights', bytes }, [bytes.buffer]);
}

/** Takes weights that were trained elsewhere: a run of the server is shown like one of the page. */
async function load(bytes: Uint8Array<ArrayBuffer>, step: number): Promise<void> {
  const own = session;
  if (!(own?.learner instanceof LimpideLearner)) return;
  const { tensors } = decodeSafetensors(bytes);
  const state = Object.fromEntries(
    [...tensors].map(([name, { dtype, shape, data }]) => [
      name,
      dtype === 'int32'
        ? tensor(Int32Array.from(data, Number), { shape })
        : tensor(Float32Array.from(data, Number), { shape }),
    ]),
  );
  own.learner.lab.network.loadStateDict(state);
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
    case 'step':
      return stepOnce(message.what);
    case 'frame':
      waiting = message.want;
      return session?.playing ? undefined : answer();
    case 'read': {
      const probabilities = await session?.learner.predict(message.pixels, 1);
      if (probabilities) say({ type: 'read', probabilities });
      return undefined;
    }
    case 'weights':
      return weights();
    case 'load':
      return load(message.bytes, message.step);
  }
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  hear(data).catch(fail);
});
