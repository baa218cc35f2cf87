/** How far the learner is: kept by the server, shared with the terminal, heard of by events. */
import { type Progress, progressSchema } from '../../../shared/progress.ts';
import { api, onEvent } from './api.ts';

class ProgressStore {
  #known = $state.raw<Progress | null>(null);
  #asked: Promise<Progress> | null = null;

  load(): Promise<Progress> {
    if (this.#asked) return this.#asked;
    const asked = this.#read();
    this.#asked = asked;
    onEvent('progress', () => void this.#read().catch(() => undefined));
    asked.catch(() => {
      this.#asked = null;
    });
    return asked;
  }
  async #read(): Promise<Progress> {
    const progress = await api.get('/api/progress', progressSchema);
    this.#known = progress;
    return progress;
  }
  /** Every exercise of the lesson is solved, or it was marked as read where it has none. */
  isDone(lesson: string): boolean {
    return this.#known?.lessons[lesson]?.done ?? false;
  }
  isStarted(lesson: string): boolean {
    return this.#known?.lessons[lesson] !== undefined && !this.isDone(lesson);
  }
  /** How an exercise stands: `passed` alone, with hints or after its solution; started; not yet. */
  exercise(id: string): Progress['exercises'][string] | undefined {
    return this.#known?.exercises[id];
  }
  /** Questions to review today. */
  get due(): number {
    return this.#known?.due ?? 0;
  }
}

export const progress = new ProgressStore();
