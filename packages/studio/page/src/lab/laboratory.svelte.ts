/** The laboratory as the page holds it: description, worker, frames as they come, the run that is kept. */
import { z } from 'zod';
import { decodeData, type ServedData, type ServedName, servedNames } from '../../../shared/data.ts';
import { type Diagnosis, diagnose } from '../../../shared/diagnosis.ts';
import { trialSchema } from '../../../shared/exercises.ts';
import { engineAddress } from '../../../shared/models/engine.ts';
import {
  classesPutDown,
  defaultLab,
  type LabSpec,
  labAddress,
  labSchema,
  labToQuery,
} from '../../../shared/models.ts';
import { type Curves, type RunDetail, runDetailSchema } from '../../../shared/runs.ts';
import { ApiError, api } from '../lib/api.ts';
import { language } from '../lib/i18n.svelte.ts';
import { router } from '../lib/router.svelte.ts';
import { CurveBook } from './curve-book.ts';
import { RunKeeper } from './keeper.svelte.ts';
import type {
  Frame,
  FrameRequest,
  FromWorker,
  Opened,
  Resume,
  Saved,
  Speed,
  ToWorker,
} from './protocol.ts';

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
  /** Why a run that was to go on here does not. */
  notTakenUp = $state<'engine' | 'damaged' | 'elsewhere' | 'none' | ''>('');
  readonly keeper = new RunKeeper(
    { save: () => this.#save(), weights: () => this.#weights() },
    // the address names the run: after a reload it goes on
    (run) => router.setQuery({ run }),
  );
  /** What the next frame should show. */
  want: Omit<FrameRequest, 'after'> = { map: 72, neurons: 28, layers: true, results: true };
  #worker: Worker | null = null;
  readonly #book = new CurveBook();
  #drawn = 0;
  #pending = false;
  /** It was asked to train before it was ready. */
  #eager = false;
  /** Whether the worker has still to open the model that it was asked for last. */
  #opening = false;
  /** The frame under way was asked for before training began: what it says of that is old. */
  #stale = false;
  #lastFrame = 0;
  #asked = false;
  #silent: ReturnType<typeof setTimeout> | undefined;
  #diagnosed = 0;
  #generation = 0;
  /** Answers that are awaited of the worker. */
  #onWeights: PromiseWithResolvers<Uint8Array<ArrayBuffer>> | null = null;
  #onSaved: PromiseWithResolvers<Saved> | null = null;
  /** The run that is being taken up. */
  #before: RunDetail | null = null;

  /** @param run one that was kept and goes on here */
  constructor(spec: LabSpec, run: string | null) {
    this.spec = spec;
    void this.open(run);
  }

  /** Another description: the address follows, training begins anew. */
  change(change: Partial<LabSpec>): void {
    this.spec = { ...this.spec, ...change };
    router.setQuery(labToQuery(this.spec));
    void this.open();
  }

  /** Begins anew from the seed, or where a run was left. */
  async open(run: string | null = null): Promise<void> {
    const mine = ++this.#generation;
    this.keeper.leave();
    this.#forsake();
    this.notTakenUp = '';
    this.#before = null;
    if (run === null) router.setQuery({ run: null });
    this.playing = false;
    this.#eager = false;
    // at once: whoever asks to train from here on means the next model
    this.opened = null;
    this.trouble = null;
    this.read = null;
    this.#book.clear();
    this.curves = {};
    this.diagnoses = diagnose({}, classesPutDown(this.spec));
    const { spec } = this;
    try {
      const served = isServed(spec.data) ? await askForSet(spec.data) : null;
      if (mine !== this.#generation) return;
      if (spec.data === 'points' && spec.points.length < 2) {
        this.opened = null;
        this.frame = null;
        return;
      }
      const trouble = spec.engine === 'mine' ? await this.#tried(spec) : null;
      if (mine !== this.#generation) return;
      if (trouble !== null) return this.#takeOver(trouble);
      const resume = run === null ? null : await this.#kept(run, mine);
      if (mine !== this.#generation) return;
      this.#asked = false;
      const engine = spec.engine === 'mine' ? engineAddress(spec) : null;
      this.#opening = true;
      const number = mine;
      this.#send({
        type: 'open',
        number,
        spec,
        served,
        language: language.current,
        engine,
        resume,
      });
    } catch (error) {
      if (mine === this.#generation) this.trouble = error;
    }
  }

  /** One's own engine first makes a few steps on the server, where it can be stopped: what went wrong there. */
  async #tried(spec: LabSpec): Promise<string | null> {
    const answer = await api.post('/api/engine/trial', trialSchema, spec).catch(() => null);
    return answer?.trouble?.[language.current] ?? null;
  }
  /** What a run left to go on with; null when it cannot go on here. */
  async #kept(id: string, generation: number): Promise<Resume | null> {
    const refuse = (why: Laboratory['notTakenUp']): null => {
      if (generation === this.#generation) this.#notTakenUp(why);
      return null;
    };
    const detail = await api
      .get(`/api/runs/${encodeURIComponent(id)}`, runDetailSchema)
      .catch(() => null);
    const spec = labSchema.safeParse(detail?.run.parameters);
    const same = spec.success && labAddress(spec.data) === labAddress(this.spec);
    if (!detail?.run.resumable || detail.run.place !== 'page' || !same) return refuse('none');
    if (!(await this.keeper.adopt(id))) return refuse('elsewhere');
    const answer = await fetch(`/api/runs/${id}/checkpoint`);
    if (!answer.ok) return refuse('none');
    this.#before = detail;
    const digest = / moteur ([0-9a-f]+)$/.exec(detail.run.codeVersion)?.[1] ?? null;
    return { bytes: new Uint8Array(await answer.arrayBuffer()), digest };
  }
  #notTakenUp(why: Laboratory['notTakenUp']): void {
    this.notTakenUp = why;
    this.#before = null;
    this.keeper.takenUp(0); // it was never touched
    this.keeper.leave();
    router.setQuery({ run: null });
  }
  /** The run goes on: its curves up to here come back. */
  #takeUp(detail: RunDetail, step: number): void {
    this.keeper.takenUp(step);
    const points = Object.entries(detail.curves).flatMap(([name, { steps, values }]) =>
      steps.map((at, i) => ({ name, step: at, value: values[i] ?? null })),
    );
    const before = points.filter((point) => point.step <= step).sort((a, b) => a.step - b.step);
    this.#book.add(before);
    this.curves = this.#book.read();
    this.diagnoses = diagnose(this.curves, classesPutDown(this.spec));
  }

  play(): void {
    if (!this.opened || this.#opening) {
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
    if (!this.opened || this.frame?.diverged) return;
    // an epoch is a training that ends by itself
    this.playing = what === 'epoch';
    this.#stale = this.#asked;
    if (this.playing) this.keeper.begin(this.spec, this.opened.digest);
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
  #weights(): Promise<Uint8Array<ArrayBuffer>> {
    this.#onWeights ??= Promise.withResolvers();
    this.#send({ type: 'weights' });
    return this.#onWeights.promise;
  }
  #save(): Promise<Saved> {
    this.#onSaved ??= Promise.withResolvers();
    this.#send({ type: 'save' });
    return this.#onSaved.promise;
  }
  /** Another model is opened, or the worker is gone: nobody will answer. */
  #forsake(): void {
    const gone = new Error('another model was opened');
    for (const waiting of [this.#onWeights, this.#onSaved]) {
      waiting?.promise.catch(() => undefined);
      waiting?.reject(gone);
    }
    this.#onWeights = null;
    this.#onSaved = null;
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
    this.#forsake();
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
    this.#opening = false;
    this.#forsake();
    this.change({ engine: 'limpide' });
    this.engineTrouble = message;
  }

  #hear(message: FromWorker): void {
    clearTimeout(this.#silent);
    switch (message.type) {
      case 'opened':
        if (message.number !== this.#generation) break; // another one is on its way
        if (this.spec.engine === 'mine') this.engineTrouble = '';
        this.#opening = false;
        this.opened = message;
        if (message.resumed === 'whole' && this.#before) this.#takeUp(this.#before, message.step);
        else if (message.resumed !== null && message.resumed !== 'whole') {
          this.#notTakenUp(message.resumed);
        }
        this.refresh();
        if (this.#eager) this.play();
        break;
      case 'frame':
        if (!this.opened) break; // of the model before
        this.#asked = false;
        this.#take(message.frame);
        break;
      case 'read':
        this.read = message.probabilities;
        break;
      case 'weights':
        this.#onWeights?.resolve(message.bytes);
        this.#onWeights = null;
        break;
      case 'saved':
        this.#book.add(message.points);
        this.#pending ||= message.points.length > 0;
        this.#onSaved?.resolve(message);
        this.#onSaved = null;
        break;
      case 'alive':
        if (this.playing && this.spec.engine === 'mine') this.#watch();
        break;
      case 'failed':
        this.#opening = false;
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
      this.diagnoses = diagnose(this.curves, classesPutDown(this.spec));
    }
    if (!frame.playing) void this.keeper.settle(frame.diverged).catch(() => undefined);
  }
}
