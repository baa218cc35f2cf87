/**
 * One exercise that is open: the code is saved as it is written, over what was read and nothing else; until the server
 * has it, the browser keeps a copy. What another editor changes meanwhile appears here, or is shown as a conflict.
 */
import {
  checkedSchema,
  codeNewsSchema,
  type EditorFiles,
  type ExercisePage,
  editorFilesSchema,
  exercisePageSchema,
  hintsSchema,
  resetSchema,
  savedSchema,
  saveSchema,
  solutionSchema,
} from '../../../../shared/exercises.ts';
import { api, onEvent } from '../../lib/api.ts';
import { language } from '../../lib/i18n.svelte.ts';

type SaveState = 'saved' | 'waiting' | 'failed' | 'conflict';

/** After the last key, in milliseconds. */
const calm = 500;
/** Between two tries when the server does not answer. */
const again = 2000;

/** What the browser kept; null when that is not what this page writes there. */
function draftOf(text: string): { code: string; base: string } | null {
  try {
    return draftSchema.parse(JSON.parse(text));
  } catch {
    return null; // nothing that could be given back to the learner
  }
}
const draftSchema = saveSchema.pick({ code: true, base: true });

export class ExerciseSession {
  readonly id: string;
  page = $state.raw<ExercisePage | null>(null);
  code = $state('');
  saving = $state<SaveState>('saved');
  /** What stands in the file instead, and where the text of this page was kept. */
  conflict = $state.raw<{ source: string; hash: string; aside: string | null } | null>(null);
  checking = $state(false);
  joined = $state.raw<readonly string[]>([]);
  /** The code that the shown result is about. */
  checked = $state<string | null>(null);
  aside = $state<string | null>(null);
  /** The reference is shown beside the code. */
  comparing = $state(false);
  trouble = $state.raw<unknown>(null);
  #base = '';
  #kept = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #flight: Promise<void> | null = null;
  #closed = false;
  readonly #stop: () => void;

  constructor(id: string) {
    this.id = id;
    this.#stop = onEvent('code', (data) => void this.#heard(data));
  }
  get #address(): string {
    return `/api/exercises/${this.id}`;
  }
  get #draft(): string {
    return `limpide.draft.${this.id}`;
  }

  async load(): Promise<ExercisePage> {
    // a studio that does not answer is said by the next save
    const page = await this.#read();
    this.#accept(page.code);
    const { last } = page;
    this.checked = last && last.hash === page.code.hash ? page.code.source : null;
    this.#restore();
    return page;
  }
  async #read(): Promise<ExercisePage> {
    const page = await api.get(`${this.#address}?lang=${language.current}`, exercisePageSchema);
    this.page = page;
    return page;
  }
  /** The text of the file is what is shown. */
  #accept({ source, hash }: { source: string; hash: string }): void {
    this.code = source;
    this.#kept = source;
    this.#base = hash;
    this.saving = 'saved';
    this.conflict = null;
  }
  /** What was written here and never reached the server. */
  #restore(): void {
    const text = localStorage.getItem(this.#draft);
    if (text === null) return;
    const draft = draftOf(text);
    if (draft === null || draft.code === this.#kept) {
      localStorage.removeItem(this.#draft);
      return;
    }
    this.code = draft.code;
    this.#base = draft.base;
    void this.save();
  }

  types = (): Promise<EditorFiles> => api.get(`${this.#address}/types`, editorFilesSchema);

  /** The learner has written. */
  write(text: string): void {
    if (text === this.code) return;
    this.code = text;
    if (text === this.#kept) return;
    localStorage.setItem(this.#draft, JSON.stringify({ code: text, base: this.#base }));
    if (this.saving !== 'conflict') this.saving = 'waiting';
    this.#later(calm);
  }
  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.save(), ms);
  }

  /** Saves what is not saved yet; `over` replaces what another editor wrote (which is kept aside). */
  async save(over = false): Promise<void> {
    clearTimeout(this.#timer);
    await this.#flight;
    if (this.saving === 'conflict' && !over) return;
    if (this.code === this.#kept && !over) {
      this.saving = 'saved';
      return;
    }
    this.#flight = this.#put(this.code, over);
    await this.#flight;
    this.#flight = null;
    if (this.saving === 'saved' && this.code !== this.#kept) this.#later(calm);
  }
  async #put(code: string, over: boolean): Promise<void> {
    this.saving = 'waiting';
    try {
      const body = { code, base: this.#base, over };
      const answer = await api.put(`${this.#address}/code`, savedSchema, body);
      if (!answer.saved) {
        this.saving = 'conflict';
        this.conflict = { ...answer.theirs, aside: answer.aside };
        return;
      }
      this.#base = answer.hash;
      this.#kept = code;
      this.aside = answer.aside ?? this.aside;
      this.conflict = null;
      this.saving = 'saved';
      if (this.code === code) localStorage.removeItem(this.#draft);
    } catch {
      // said beside the button (« l’atelier ne répond pas »); the browser keeps the text until it is saved
      this.saving = 'failed';
      this.#later(again);
    }
  }
  /** The text of the other editor takes the place of this one. */
  takeTheirs(): void {
    if (!this.conflict) return;
    this.aside = this.conflict.aside;
    this.#accept(this.conflict);
    localStorage.removeItem(this.#draft);
  }
  keepMine(): Promise<void> {
    return this.save(true);
  }
  async #heard(data: unknown): Promise<void> {
    const news = codeNewsSchema.safeParse(data);
    if (!news.success || news.data.exercise !== this.id || this.#closed) return;
    await this.#flight;
    if (news.data.hash === this.#base) return;
    if (this.code !== this.#kept) return void this.save();
    const page = await this.#read().catch(() => null);
    // something may have been written while the question was on its way
    if (page && this.code === this.#kept) this.#accept(page.code);
  }

  async check(): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    this.trouble = null;
    const { code } = this;
    try {
      await this.save();
      const { result, standing, joined } = await api.post(`${this.#address}/check`, checkedSchema, {
        code,
      });
      this.checked = code;
      this.joined = joined;
      if (this.page) {
        const solution = standing.state === 'passed' ? await this.#reference() : this.page.solution;
        this.page = { ...this.page, standing, solution, last: { result, hash: this.#base } };
      }
    } catch (error) {
      this.trouble = error;
    } finally {
      this.checking = false;
    }
  }
  /** The reference of a solved exercise, which comes with its page. */
  async #reference(): Promise<string | null> {
    if (this.page?.solution) return this.page.solution;
    const page = await api.get(`${this.#address}?lang=${language.current}`, exercisePageSchema);
    return page.solution;
  }

  async hint(task: string): Promise<void> {
    const address = `${this.#address}/hint?lang=${language.current}`;
    const { hints } = await api.post(address, hintsSchema, { task });
    if (!this.page) return;
    const tasks = this.page.tasks.map((each) => (each.id === task ? { ...each, hints } : each));
    this.page = { ...this.page, tasks };
  }
  async showSolution(): Promise<void> {
    const { solution } = await api.post(`${this.#address}/solution`, solutionSchema);
    if (this.page) this.page = { ...this.page, solution };
  }
  async reset(): Promise<void> {
    const address = `${this.#address}/reset?lang=${language.current}`;
    const { code, aside } = await api.post(address, resetSchema);
    this.#accept(code);
    this.aside = aside;
    this.checked = null;
    localStorage.removeItem(this.#draft);
  }

  close(): void {
    this.#closed = true;
    this.#stop();
    if (this.code !== this.#kept) void this.save();
    clearTimeout(this.#timer);
  }
}
