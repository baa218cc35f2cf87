/** The editor's side of the worker that knows TypeScript. */
import { autocompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import {
  tsAutocompleteWorker,
  tsFacetWorker,
  tsHoverWorker,
  tsLinterWorker,
  tsSyncWorker,
} from '@valtown/codemirror-ts';
import type { EditorFiles } from '../../../shared/exercises.ts';
import type { TypesAnswer, TypesCall } from './types-worker.ts';

type Method = TypesCall['method'];

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
      getLints: (argument: unknown) => this.#call('getLints', argument),
      getAutocompletion: (argument: unknown) => this.#call('getAutocompletion', argument),
      getHover: (argument: unknown) => this.#call('getHover', argument),
    };
    return [
      tsFacetWorker.of({ path: files.path, worker: remote }),
      tsSyncWorker(),
      tsLinterWorker(),
      tsHoverWorker(),
      autocompletion({ override: [tsAutocompleteWorker()] }),
    ];
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
