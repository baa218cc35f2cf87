/** The editor's side of the worker that knows TypeScript. */
import { autocompletion } from '@codemirror/autocomplete';
import { type Diagnostic, linter } from '@codemirror/lint';
import { type Extension, StateEffect } from '@codemirror/state';
import {
  tsAutocompleteWorker,
  tsFacetWorker,
  tsHoverWorker,
  tsSyncWorker,
} from '@valtown/codemirror-ts';
import type { EditorFiles } from '../../../shared/exercises.ts';
import { language } from '../lib/i18n.svelte.ts';
import type { Objection, TypesAnswer, TypesCall } from './types-worker.ts';

type Method = TypesCall['method'];

/** The reader has chosen another language: what TypeScript says is said again. */
export const reworded = StateEffect.define<null>();

/** A text whose parts between backticks are code. */
function withCode(text: string): Node {
  const place = document.createElement('span');
  for (const [i, part] of text.split('`').entries()) {
    if (i % 2 === 0) place.append(part);
    else place.appendChild(document.createElement('code')).textContent = part;
  }
  return place;
}
const isObjection = (value: unknown): value is Objection =>
  typeof value === 'object' && value !== null && 'from' in value && 'message' in value;

export class TypesClient {
  readonly #worker = new Worker(new URL('./types-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, (answer: TypesAnswer) => void>();
  #count = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<TypesAnswer>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    });
  }

  /** Loads TypeScript and the files; gives what the editor needs to show errors, completions and types. */
  async open(files: EditorFiles): Promise<Extension> {
    await this.#call('open', files);
    const remote = {
      updateFile: (argument: unknown) => this.#call('updateFile', argument),
      // the linter below asks in its own way
      getLints: () => [],
      getAutocompletion: (argument: unknown) => this.#call('getAutocompletion', argument),
      getHover: (argument: unknown) => this.#call('getHover', argument),
    };
    return [
      tsFacetWorker.of({ path: files.path, worker: remote }),
      tsSyncWorker(),
      linter(() => this.#objections(files.path), {
        needsRefresh: ({ transactions }) =>
          transactions.some(({ effects }) => effects.some((effect) => effect.is(reworded))),
      }),
      tsHoverWorker(),
      autocompletion({ override: [tsAutocompleteWorker()] }),
    ];
  }
  /** What TypeScript objects to, in the reader's language. */
  async #objections(path: string): Promise<Diagnostic[]> {
    const found = await this.#call('objections', path);
    if (!Array.isArray(found)) return [];
    const lang = language.current;
    return found.filter(isObjection).map(({ from, to, severity, message, advice }) => {
      const text = [message[lang], advice?.[lang]].filter(Boolean).join('\n');
      return { ...{ from, to, severity }, message: text, renderMessage: () => withCode(text) };
    });
  }
  close(): void {
    this.#worker.terminate();
    this.#waiting.clear();
  }

  #call(method: Method, argument: unknown): Promise<unknown> {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, ({ value, error }) => {
        if (error === undefined) resolve(value);
        else reject(new Error(error));
      });
      const call: TypesCall = { id, method, argument };
      this.#worker.postMessage(call);
    });
  }
}
