/** The laboratory as the page holds it: description, worker, frames as they come, the run that is kept. */
import { z } from 'zod';
import { decodeData, type ServedData, type ServedName, servedNames } from '../../../shared/data.ts';
import { type Diagnosis, diagnose } from '../../../shared/diagnosis.ts';
import { defaultLab, type LabSpec, labToQuery } from '../../../shared/models.ts';
import type { Curves } from '../../../shared/runs.ts';
import { ApiError } from '../lib/api.ts';
import { language } from '../lib/i18n.svelte.ts';
import { router } from '../lib/router.svelte.ts';
import { CurveBook } from './curve-book.ts';
import { RunKeeper } from './keeper.svelte.ts';
import type { Frame, FrameRequest, FromWorker, Opened, Speed, ToWorker } from './protocol.ts';

export const engineAddress = '/api/engine/module.js';
/** Milliseconds between two frames of a training, and between two drawings of its curves: the page keeps breathing. */
const framePace = 45;
const curvePace = 200;
/** A learner's engine that says nothing for so long is stopped. */
const patience = 8000;

const sets = new Map<ServedName, Promise<ServedData>>();
/** A set of the server, asked for once. */
export function askForSet(name: ServedName): Promise<ServedData> {
  const known = sets.get(name);
  if (known) return known;
  const asked = fetch(`/api/data/${name}`, {
    headers: { 'accept-language': language.current },
  }).then(async (response) => {
    if (response.ok) return decodeData(new Uint8Array(await response.arrayBuffer()));
    const said = errorSchema.safeParse(await response.json().catch(() => null));
    const sentence = said.success ? said.data.sentence[language.current] : '';
    throw new ApiError(response.status, 'data', sentence);
  });
  sets.set(name, asked);
  asked.catch(() => sets.delete(name));
  return asked;
}
const errorSchema = z.object({ sentence: z.object({ fr: z.string(), en: z.string() }) });
const isServed = (name: string): name is ServedName => servedNames.some((own) => own === name);

export class Laboratory {
  spec = $state.raw<LabSpec>(defaultLab);
  opened = $state.raw<Opened | null>(null);
  frame = $state.raw<Frame | null>(null);
  curves = $state.raw<Curves>({});
  diagnoses = $state.raw<readonly Diagnosis[]>(diagnose({}));
  playing = $state(false);
  speed = $state<Speed>('full');
  trouble = $state.raw<unknown>(null);
  /** What one's own engine did wrong, when Limpide has taken over. */
  engineTrouble = $state('');
  /** What a digit that was drawn looks like to the model. */
  read = $state.raw<Float32Array | null>(null);
  readonly keeper = new RunKeeper();
  /** What the next frame should show. */
  want: Omit<FrameRequest, 'after'> = { map: 72, neurons: 28, layers: true, results: true };
  #worker: Worker | null = null;
  readonly #book = new CurveBook();
  #drawn = 0;
  #pending = false;
  /** It was asked to train before it was ready. */
  #eager = false;
  /** Models that the worker was asked for and has not opened yet. */
  #opening = 0;
  /** The frame under way was asked for before training began: what it says of that is old. */
  #stale = false;
  #lastFrame = 0;
  #asked = false;
  #silent: ReturnType<typeof setTimeout> | undefined;
  #diagnosed = 0;
  #generation = 0;
  #weights: ((bytes: Uint8Array<ArrayBuffer>) => void) | null = null;

  constructor(spec: LabSpec) {
    this.spec = spec;
    void this.open();
  }

  /** Another description: the address follows, training begins anew. */
  change(change: Partial<LabSpec>): void {
    this.spec = { ...this.spec, ...change };
    router.setQuery(labToQuery(this.spec));
    void this.open();
  }

  /** Begins anew from the seed. */
  async open(): Promise<void> {
    const mine = ++this.#generation;
    this.keeper.leave();
    this.playing = false;
    this.#eager = false;
    this.trouble = null;
    this.read = null;
    this.#book.clear();
    this.curves = {};
    this.diagnoses = diagnose({});
    const { spec } = this;
    try {
      const served = isServed(spec.data) ? await askForSet(spec.data) : null;
      if (mine !== this.#generation) return;
      if (spec.data === 'points' && spec.points.length < 2) {
        this.opened = null;
        this.frame = null;
        return;
      }
      this.#asked = false;
      const engine = spec.engine === 'mine' ? engineAddress : null;
      this.#opening++;
      this.#send({ type: 'open', spec, served, language: language.current, engine });
    } catch (error) {
      if (mine === this.#generation) this.trouble = error;
    }
  }

  play(): void {
    if (!this.opened || this.#opening > 0) {
      this.#eager = true; // as soon as it is ready
      return;
    }
    if (this.frame?.diverged) return;
    this.playing = true;
    this.#stale = this.#asked;
    this.keeper.begin(this.spec, this.opened.digest);
    this.#send({ type: 'play', speed: this.speed });
  }
  pause(): void {
    this.#eager = false;
    this.playing = false;
    this.#send({ type: 'pause' });
  }
  step(what: 'batch' | 'epoch'): void {
    this.playing = false;
    this.#send({ type: 'step', what });
  }
  setSpeed(speed: Speed): void {
    this.speed = speed;
    if (!this.playing) return;
    this.#send({ type: 'pause' });
    this.#send({ type: 'play', speed });
  }
  readDigit(pixels: Float32Array): void {
    this.#send({ type: 'read', pixels });
  }
  /** Weights trained on the server, shown as if they had been trained here. */
  show(bytes: Uint8Array<ArrayBuffer>, step: number): void {
    this.#send({ type: 'load', bytes, step });
  }
  weights(): Promise<Uint8Array<ArrayBuffer>> {
    return new Promise((resolve) => {
      this.#weights = resolve;
      this.#send({ type: 'weights' });
    });
  }

  /** Called once a frame of the screen: asks for what is new, one question at a time. */
  look(): void {
    if (this.#asked || !this.opened || !this.#worker) return;
    const now = performance.now();
    if (this.playing && now - this.#lastFrame < framePace) return;
    this.#lastFrame = now;
    this.#asked = true;
    const after = this.frame?.step ?? -1;
    this.#post({ type: 'frame', want: { ...this.want, after } });
  }
  /** Asks for the present state again, for something that was not shown before. */
  refresh(): void {
    if (!this.opened) return;
    this.#asked = true;
    this.#post({ type: 'frame', want: { ...this.want, after: -1 } });
  }

  close(): void {
    this.#generation++;
    this.keeper.leave();
    clearTimeout(this.#silent);
    this.#worker?.terminate();
    this.#worker = null;
  }

  #post(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }
  #send(message: ToWorker): void {
    if (!this.#worker) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#hear(data));
      worker.addEventListener('error', (event) => {
        this.trouble = new Error(event.message || language.t('laboratory.workerFailed'));
      });
      this.#worker = worker;
    }
    if (message.type === 'open') {
      this.opened = null;
      this.frame = null;
    }
    if (this.spec.engine === 'mine' && ['open', 'step', 'play'].includes(message.type))
      this.#watch();
    this.#post(message);
  }
  /** One's own engine may never come back: then Limpide takes over, and says so. */
  #watch(): void {
    clearTimeout(this.#silent);
    this.#silent = setTimeout(() => {
      if (this.spec.engine === 'mine') this.#takeOver(language.t('laboratory.engine.silent'));
    }, patience);
  }
  #takeOver(message: string): void {
    clearTimeout(this.#silent);
    this.#worker?.terminate();
    this.#worker = null;
    this.#opening = 0;
    this.engineTrouble = message;
    this.change({ engine: 'limpide' });
  }

  #hear(message: FromWorker): void {
    clearTimeout(this.#silent);
    switch (message.type) {
      case 'opened':
        if (this.spec.engine === 'mine') this.engineTrouble = '';
        this.#opening = Math.max(0, this.#opening - 1);
        this.opened = message;
        this.refresh();
        if (this.#eager) this.play();
        break;
      case 'frame':
        this.#asked = false;
        this.#take(message.frame);
        break;
      case 'read':
        this.read = message.probabilities;
        break;
      case 'weights':
        this.#weights?.(message.bytes);
        this.#weights = null;
        break;
      case 'failed':
        this.#opening = 0;
        if (this.spec.engine === 'mine') this.#takeOver(message.message);
        else this.trouble = new Error(message.message);
        break;
    }
  }
  #take(frame: Frame): void {
    const before = this.frame;
    // what was left out of this frame stays as it was
    this.frame = {
      ...frame,
      layers: frame.layers.length > 0 ? frame.layers : (before?.layers ?? []),
      pictures: frame.layers.length > 0 ? frame.pictures : (before?.pictures ?? []),
      results: frame.results ?? before?.results ?? null,
    };
    if (frame.playing && this.spec.engine === 'mine') this.#watch();
    const stale = this.#stale;
    this.#stale = false;
    if (!frame.playing && this.playing && !stale) {
      // it ended by itself
      this.playing = false;
    }
    if (frame.points.length > 0) {
      this.#book.add(frame.points);
      this.#pending = true;
      this.keeper.add(frame.points);
    }
    const now = performance.now();
    if (this.#pending && (!frame.playing || now - this.#drawn > curvePace)) {
      this.#pending = false;
      this.#drawn = now;
      this.curves = this.#book.read();
    }
    if (!frame.playing || now - this.#diagnosed > 400) {
      this.#diagnosed = now;
      this.diagnoses = diagnose(this.curves);
    }
    if (!frame.playing) void this.keeper.settle(frame.diverged, () => this.weights());
  }
}

/** Whether one's own engine can be loaded, and if not, why. */
export async function ownEngineState(): Promise<'ready' | 'absent' | 'incomplete'> {
  try {
    const response = await fetch(engineAddress);
    if (!response.ok) return 'absent';
    const text = await response.text();
    return ['createMlp', 'forwardMlp', 'backwardMlp'].every((name) =>
      text.includes(`export const ${name} =`),
    )
      ? 'ready'
      : 'incomplete';
  } catch {
    return 'absent';
  }
}
