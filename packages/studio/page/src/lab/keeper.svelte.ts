/** Keeps a training of the page as a run: made once it has lasted a little, its measures sent every second. */
import { z } from 'zod';
import type { LabSpec } from '../../../shared/models.ts';
import { labRecipe, type MetricPoint, type NewRun, runSchema } from '../../../shared/runs.ts';
import { api } from '../lib/api.ts';

/** Milliseconds of training before it counts as a run. */
const worthKeeping = 2000;
const pace = 1000;
const answerSchema = z.object({ id: z.string() });

export class RunKeeper {
  /** Whether trainings are kept. */
  on = $state(true);
  /** The run that is being kept. */
  id = $state<string | null>(null);
  #order: NewRun | null = null;
  #waiting: MetricPoint[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #begun = 0;
  #busy = false;
  #state: 'running' | 'paused' | 'finished' = 'running';

  begin(spec: LabSpec, digest: string | null): void {
    if (!this.on) return;
    if (this.#timer !== undefined) {
      void this.#tell('running');
      return;
    }
    this.#order = {
      place: 'page',
      recipe: labRecipe,
      parameters: { ...spec },
      engine: spec.engine,
      ...(digest !== null && { engineDigest: digest }),
    };
    this.#begun = performance.now();
    this.#timer = setInterval(() => void this.#send(), pace);
    addEventListener('pagehide', this.#hide);
  }
  add(points: readonly MetricPoint[]): void {
    if (this.on || this.id !== null) this.#waiting.push(...points);
  }
  /** Training pauses or has ended: the run says so, and takes its weights along. */
  async settle(ended: boolean, weights: () => Promise<Uint8Array<ArrayBuffer>>): Promise<void> {
    if (this.id === null || this.#state !== 'running') return;
    await this.#tell(ended ? 'finished' : 'paused');
    const { id } = this;
    if (this.#order?.engine !== 'limpide' || id === null) return;
    const body = await weights();
    await fetch(`/api/runs/${id}/weights`, { method: 'PUT', body }).catch(() => undefined);
  }
  /** Another training begins: this one has stopped. */
  leave(): void {
    const { id } = this;
    clearInterval(this.#timer);
    this.#timer = undefined;
    removeEventListener('pagehide', this.#hide);
    if (id !== null) {
      void this.#flush(id).then(() =>
        api.patch(`/api/runs/${id}`, runSchema, { state: 'stopped' }).catch(() => undefined),
      );
    }
    this.id = null;
    this.#state = 'running';
    this.#waiting = [];
  }

  readonly #hide = (): void => {
    if (this.id !== null) navigator.sendBeacon(`/api/runs/${this.id}/stop`);
  };

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
        this.id = id;
      }
      await this.#flush(this.id);
    } catch {
      // the server is away: what was measured waits for it
    } finally {
      this.#busy = false;
    }
  }
  async #flush(id: string): Promise<void> {
    const points = this.#waiting.splice(0, 5000);
    if (points.length === 0) return;
    try {
      await api.post(`/api/runs/${id}/metrics`, answerSchema, { points });
    } catch {
      this.#waiting.unshift(...points);
    }
  }
  async #tell(state: 'running' | 'paused' | 'finished'): Promise<void> {
    this.#state = state;
    const { id } = this;
    if (id === null) return;
    await this.#flush(id);
    await api.patch(`/api/runs/${id}`, runSchema, { state }).catch(() => undefined);
  }
}
