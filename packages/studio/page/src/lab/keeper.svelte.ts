/**
 * Keeps a training of the page as a run: made once it has lasted a little, its measures sent every second, its state
 * every few seconds, so that it goes on from there after the page was closed.
 */
import { z } from 'zod';
import type { LabSpec } from '../../../shared/models.ts';
import { labRecipe, type MetricPoint, type NewRun, runSchema } from '../../../shared/runs.ts';
import { api } from '../lib/api.ts';
import type { Saved } from './protocol.ts';

/** Milliseconds of training before it counts as a run. */
const worthKeeping = 2000;
const pace = 1000;
/** Milliseconds between two states; more where keeping one takes long. */
const savePace = 5000;
const saveShare = 10;
const answerSchema = z.object({ id: z.string() });

/** What the keeper asks of the training. */
export interface Kept {
  /** The state as it is between two steps. */
  save(): Promise<Saved>;
  weights(): Promise<Uint8Array<ArrayBuffer>>;
}

type State = 'running' | 'paused' | 'finished';

export class RunKeeper {
  /** Whether trainings are kept. */
  on = $state(true);
  /** The run that is being kept. */
  id = $state<string | null>(null);
  readonly #training: Kept;
  readonly #named: (id: string | null) => void;
  #order: NewRun | null = null;
  #waiting: MetricPoint[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  /** It pauses, and the state of that step is not kept yet. */
  #unsaved = false;
  #begun = 0;
  #busy = false;
  #state: State = 'running';
  /** What the server was told last. */
  #told: State | null = null;
  #nextSave = 0;
  /** The run was taken up at this step: the server does not know yet. */
  #takenUp: number | null = null;
  #release: (() => void) | null = null;
  /** Grows when a training is left. */
  #generation = 0;

  /** @param named is told which run it is, as soon as that is known */
  constructor(training: Kept, named: (id: string | null) => void) {
    this.#training = training;
    this.#named = named;
  }

  /** Training begins, or goes on. */
  begin(spec: LabSpec, digest: string | null): void {
    if (!this.on) return;
    this.#state = 'running';
    if (this.#timer !== undefined) {
      void this.#tell();
      return;
    }
    this.#order = {
      place: 'page',
      recipe: labRecipe,
      parameters: { ...spec },
      ...(digest !== null && { engineDigest: digest }),
    };
    this.#begun = performance.now();
    this.#nextSave = this.#begun + savePace;
    this.#timer = setInterval(() => void this.#send(), pace);
    addEventListener('pagehide', this.#hide);
    if (this.id !== null) void this.#tell();
  }
  /**
   * The training is a run that was kept before: it goes on under its name.
   *
   * @returns whether it may: not while another page trains it
   */
  async adopt(id: string): Promise<boolean> {
    const mine = this.#generation;
    if (!(await this.#hold(id))) return false;
    if (mine !== this.#generation) {
      this.#release?.(); // left meanwhile
      return false;
    }
    this.id = id;
    this.#state = 'paused';
    this.#told = 'paused';
    return true;
  }
  /** Its state was taken up at this step; what was measured later is measured again. */
  takenUp(step: number): void {
    this.#takenUp = step;
  }
  add(points: readonly MetricPoint[]): void {
    if (this.on || this.id !== null) this.#waiting.push(...points);
  }
  /** Training pauses or has ended: the run says so, and takes its state and its weights along. */
  async settle(ended: boolean): Promise<void> {
    if (this.#timer === undefined || this.#state !== 'running') return;
    // a run that is not made yet will begin with that
    this.#state = ended ? 'finished' : 'paused';
    this.#unsaved = !ended;
    await this.#tell();
  }
  /** Another training begins: this one has stopped. */
  leave(): void {
    this.#generation++;
    const { id } = this;
    clearInterval(this.#timer);
    this.#timer = undefined;
    removeEventListener('pagehide', this.#hide);
    const open = this.#state !== 'finished' && this.#takenUp === null;
    if (id !== null && open) {
      void this.#flush(id)
        .then(() => api.patch(`/api/runs/${id}`, runSchema, { state: 'stopped' }))
        .catch(() => undefined);
    }
    this.id = null;
    this.#order = null;
    this.#state = 'running';
    this.#told = null;
    // not the same list: what is being sent empties it
    this.#waiting = [];
    this.#takenUp = null;
    this.#release?.();
    this.#release = null;
  }

  readonly #hide = (): void => {
    if (this.id === null || this.#state === 'finished') return;
    navigator.sendBeacon(`/api/runs/${this.id}/stop`);
  };

  /** A run is trained by one page at a time: a lock that goes when the page does. */
  #hold(id: string): Promise<boolean> {
    return new Promise((resolve) => {
      void navigator.locks.request(`run ${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise<void>((release) => {
          this.#release = release;
        });
      });
    });
  }

  async #send(): Promise<void> {
    if (this.#busy || !this.#order) return;
    if (this.id === null && performance.now() - this.#begun < worthKeeping) return;
    this.#busy = true;
    try {
      if (this.id === null) {
        const order = this.#order;
        const { id } = await api.post('/api/runs', runSchema, order);
        if (order !== this.#order || this.#timer === undefined) {
          await api.patch(`/api/runs/${id}`, runSchema, { state: 'stopped' });
          return;
        }
        await this.#hold(id);
        this.id = id;
        this.#told = 'running';
        this.#named(id);
      }
      await this.#flush(this.id);
      if (this.#told !== this.#state) await this.#tell(); // the server was away
      if (this.#state === 'running' && performance.now() > this.#nextSave) {
        await this.#save(this.id);
      } else if (this.#state === 'paused' && this.#told === 'paused' && this.#unsaved) {
        await this.#save(this.id); // the first try failed
      }
    } catch {
      // the server is away: what was measured waits for it
    } finally {
      this.#busy = false;
    }
  }
  async #flush(id: string): Promise<void> {
    const waiting = this.#waiting;
    while (waiting.length > 0) {
      const points = waiting.splice(0, 5000);
      try {
        await api.post(`/api/runs/${id}/metrics`, answerSchema, { points });
      } catch (error) {
        waiting.unshift(...points);
        throw error;
      }
    }
  }
  /** What was measured first, then the state: nothing is missing before the step where it goes on. */
  async #save(id: string): Promise<void> {
    const began = performance.now();
    const paused = this.#state === 'paused';
    this.#nextSave = Number.POSITIVE_INFINITY;
    try {
      const { bytes, step, points } = await this.#training.save();
      this.#waiting.push(...points);
      await this.#flush(id);
      if (bytes === null) this.#unsaved = false; // it cannot be resumed: asking again would not help
      if (bytes === null || this.id !== id) return;
      const address = `/api/runs/${id}/checkpoint?step=${step}`;
      const { ok } = await fetch(address, { method: 'PUT', body: bytes });
      if (ok && paused) this.#unsaved = false;
    } catch {
      // the server is away: the state of before stands
    } finally {
      const now = performance.now();
      this.#nextSave = now + Math.max(savePace, saveShare * (now - began));
    }
  }
  /** Tells the server what has become of the training. What fails is told again a second later. */
  async #tell(): Promise<void> {
    const { id } = this;
    const state = this.#state;
    if (id === null) return;
    try {
      if (state === 'running' && this.#takenUp !== null) {
        await api.post(`/api/runs/${id}/resume`, runSchema, { step: this.#takenUp });
        this.#takenUp = null;
      }
      await this.#flush(id);
      await api.patch(`/api/runs/${id}`, runSchema, { state });
      if (this.id === id) this.#told = state;
    } catch {
      return;
    }
    if (state === 'running') return;
    if (state === 'paused') await this.#save(id);
    const body = await this.#training.weights();
    await fetch(`/api/runs/${id}/weights`, { method: 'PUT', body }).catch(() => undefined);
  }
}
