/**
 * The learner's own function in a picture, once they have written it: called in a worker, stopped when it never
 * ends. Until it answers, and where it cannot, the picture shows what the widget's own copy of the course's gives.
 */
import { untrack } from 'svelte';
import { engineSchema } from '../../../../shared/exercises.ts';
import { api } from '../../lib/api.ts';
import type { OwnAnswer, OwnOrder } from './own-worker.ts';

const engineAddress = '/api/engine/module.js';
/** Milliseconds after which a call is given up. */
const patience = 2000;

type Settle = (answer: OwnAnswer) => void;

/** One worker for all widgets of the page, with the engine as it was when it was started. */
class Caller {
  #worker: Worker | null = null;
  #version = '';
  #count = 0;
  readonly #waiting = new Map<number, { settle: Settle; timer: ReturnType<typeof setTimeout> }>();

  /** A piece of another version of the engine wants another worker: modules are loaded once. */
  call(
    version: string,
    name: string,
    args: readonly unknown[],
    times: number | null,
  ): Promise<OwnAnswer> {
    if (version !== this.#version) this.#stop();
    this.#version = version;
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = ++this.#count;
    return new Promise((settle) => {
      const timer = setTimeout(() => this.#stop(), patience);
      this.#waiting.set(id, { settle, timer });
      const url = `${engineAddress}?${encodeURIComponent(version)}`;
      worker.postMessage({ id, url, name, args, times } satisfies OwnOrder);
    });
  }
  #start(): Worker {
    const worker = new Worker(new URL('./own-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<OwnAnswer>) => this.#settle(data);
    worker.onerror = () => this.#stop();
    return worker;
  }
  #settle(answer: OwnAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(answer.id);
    waiting.settle(answer);
  }
  #stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const id of [...this.#waiting.keys()]) this.#settle({ id, ok: false });
  }
}
const caller = new Caller();

/** Whose function a picture shows: the course's, the learner's, or the course's because the learner's failed. */
export type Whose = 'reference' | 'mine' | 'trouble';

/**
 * Follows a piece of the learner's engine. Call it while the component is made.
 *
 * @param name the piece
 * @param args its arguments, plain values; what they are computed from is followed
 * @param read what the picture shows of what it gave, and of its arguments afterwards; null when that does not fit
 * @param times to call it so many times, one after the other: `read` gets the list of what it gave
 * @returns `value` is null as long as it is the course's function that is to be shown
 */
export function ownPiece<R>(
  name: string,
  args: () => readonly unknown[],
  read: (result: unknown, args: readonly unknown[]) => R | null,
  times?: () => number,
): { readonly value: R | null; readonly whose: Whose } {
  let version = $state('');
  let value = $state.raw<R | null>(null);
  let whose = $state<Whose>('reference');
  let asked = 0;
  $effect(() => {
    api
      .get('/api/engine', engineSchema)
      .then((pieces) => {
        if (pieces.some((piece) => piece.name === name && piece.from === 'mine'))
          version = pieces.map((piece) => `${piece.from[0]}${piece.version ?? 0}`).join('.');
      })
      // without a server, the course's function is shown
      .catch(() => undefined);
  });
  $effect(() => {
    if (version === '' || untrack(() => whose) === 'trouble') return;
    const order = ++asked;
    value = null;
    void caller.call(version, name, args(), times?.() ?? null).then((answer) => {
      if (order !== asked) return;
      value = answer.ok ? read(answer.result, answer.args) : null;
      whose = value === null ? 'trouble' : 'mine';
    });
  });
  return {
    get value() {
      return value;
    },
    get whose() {
      return whose;
    },
  };
}

/** A matrix of the course's exercises, [rows, cols], row after row. */
export interface OwnMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}
/** A matrix of this shape in what a function gave. */
export function readMatrix(value: unknown, rows: number, cols: number): OwnMatrix | null {
  if (typeof value !== 'object' || value === null || !('data' in value)) return null;
  const { data } = value;
  return data instanceof Float64Array && data.length === rows * cols ? { rows, cols, data } : null;
}
/** What a value has under a name, if it is an object. */
export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
