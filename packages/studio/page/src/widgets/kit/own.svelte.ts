/**
 * The learner's own function in a picture, once they have written it: called in a worker, stopped when it never
 * ends. Until it answers, and where it cannot, the picture shows what the widget's own copy of the course's gives.
 */
import { engineSchema } from '../../../../shared/exercises.ts';
import { api, onEvent } from '../../lib/api.ts';
import type { DriveName } from './own-drives.ts';
import type { OwnAnswer, OwnOrder } from './own-worker.ts';

const engineAddress = '/api/engine/module.js';
/** Milliseconds after which a call is given up. */
const patience = 2000;

interface Call {
  readonly order: OwnOrder;
  readonly settle: (answer: OwnAnswer) => void;
}
/** How a function is called: once unless one of these says otherwise. */
export interface Manner {
  /** So many times with the same arguments: the result is the list of what it gave. */
  readonly times?: number;
  /** By a loop of the worker: the arguments are those of the loop. */
  readonly drive?: DriveName;
}

/** One worker for all widgets of the page, with the engine as it was when it was started. One call at a time. */
class Caller {
  #worker: Worker | null = null;
  #version = '';
  #count = 0;
  #now: Call | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #waiting: Call[] = [];

  call(
    version: string,
    name: string,
    args: readonly unknown[],
    { times, drive }: Manner = {},
  ): Promise<OwnAnswer> {
    const url = `${engineAddress}?${encodeURIComponent(version)}`;
    const id = ++this.#count;
    return new Promise((settle) => {
      const order = { id, url, name, args, times: times ?? null, drive: drive ?? null };
      this.#waiting.push({ order, settle });
      this.#next();
    });
  }
  #next(): void {
    if (this.#now) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#now = next;
    // a piece of another version of the engine wants another worker: modules are loaded once
    if (next.order.url !== this.#version) this.#stop();
    this.#version = next.order.url;
    this.#worker ??= this.#start();
    this.#timer = setTimeout(() => this.#fail(), patience);
    this.#worker.postMessage(next.order);
  }
  #start(): Worker {
    const worker = new Worker(new URL('./own-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<OwnAnswer>) => this.#settle(data);
    worker.onerror = () => this.#fail();
    return worker;
  }
  #settle(answer: OwnAnswer): void {
    const now = this.#now;
    if (now?.order.id !== answer.id) return;
    clearTimeout(this.#timer);
    this.#now = null;
    now.settle(answer);
    this.#next();
  }
  #stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
  /** Only the call that never ends fails: those that wait go to another worker. */
  #fail(): void {
    this.#stop();
    if (this.#now) this.#settle({ id: this.#now.order.id, ok: false });
  }
}
const caller = new Caller();

type EnginePieces = ReturnType<typeof engineSchema.parse>;
let asking: Promise<EnginePieces> | null = null;
/** The pieces of the engine; widgets that are made together ask once. */
function enginePieces(): Promise<EnginePieces> {
  asking ??= api.get('/api/engine', engineSchema).finally(() => {
    asking = null;
  });
  return asking;
}

/** Whose function a picture shows: the course's, the learner's, or the course's because the learner's failed. */
export type Whose = 'reference' | 'mine' | 'trouble';

/** The version of the engine in which a piece is the learner's; empty while it is not. Call it while the component is made. */
function ownVersion(name: string): { readonly version: string } {
  let version = $state('');
  const look = (): void => {
    enginePieces()
      .then((pieces) => {
        version = pieces.some((piece) => piece.name === name && piece.from === 'mine')
          ? pieces.map((piece) => `${piece.from[0]}${piece.version ?? 0}`).join('.')
          : '';
      })
      // without a server, the course's function is shown
      .catch(() => undefined);
  };
  $effect(() => {
    look();
    // an exercise of the same page may have been solved
    return onEvent('progress', look);
  });
  return {
    get version() {
      return version;
    },
  };
}

/**
 * A piece of the learner's engine, called when the widget wants it. Call it while the component is made.
 *
 * @returns `call` gives null when the piece is not the learner's, or did not answer; the widget says `trouble` when
 * what it gave does not fit
 */
export function ownCalls(name: string): {
  readonly whose: Whose;
  call(
    args: readonly unknown[],
    manner?: Manner,
  ): Promise<{ readonly result: unknown; readonly args: readonly unknown[] } | null>;
  trouble(): void;
} {
  const engine = ownVersion(name);
  let failed = $state('');
  return {
    get whose() {
      if (engine.version === '') return 'reference';
      return failed === engine.version ? 'trouble' : 'mine';
    },
    async call(args, manner) {
      const { version } = engine;
      if (version === '' || failed === version) return null;
      const answer = await caller.call(version, name, args, manner);
      if (answer.ok) return answer;
      failed = version;
      return null;
    },
    trouble() {
      failed = engine.version;
    },
  };
}

interface Wanted {
  readonly order: number;
  readonly version: string;
  readonly args: readonly unknown[];
  readonly manner: Manner;
}

/**
 * Follows a piece of the learner's engine. Call it while the component is made. While something is dragged, only the
 * last of the calls that wait is made.
 *
 * @param name the piece
 * @param args its arguments, plain values; what they are computed from is followed. Null: there is nothing to ask
 * @param read what the picture shows of what it gave, and of its arguments afterwards; null when that does not fit
 * @param times to call it so many times, one after the other: `read` gets the list of what it gave
 * @param drive a loop of the worker that calls it: `args` are the arguments of the loop, `read` gets what the loop gave
 * @returns `value` is null as long as it is the course's function that is to be shown
 */
export function ownPiece<R>(
  name: string,
  args: () => readonly unknown[] | null,
  read: (result: unknown, args: readonly unknown[]) => R | null,
  times?: () => number,
  drive?: DriveName,
): { readonly value: R | null; readonly whose: Whose } {
  const engine = ownVersion(name);
  let value = $state.raw<R | null>(null);
  let whose = $state<Whose>('reference');
  let failed = '';
  let order = 0;
  let wanted: Wanted | null = null;
  let busy = false;
  function fail(version: string): void {
    failed = version;
    whose = 'trouble';
    wanted = null;
  }
  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    while (wanted) {
      const now: Wanted = wanted;
      wanted = null;
      const answer = await caller.call(now.version, name, now.args, now.manner);
      if (!answer.ok) fail(now.version);
      // what a later order asks is not what this answer is to be read with
      if (!answer.ok || now.order !== order) continue;
      const given = read(answer.result, answer.args);
      if (given === null) fail(now.version);
      else {
        value = given;
        whose = 'mine';
      }
    }
    busy = false;
  }
  $effect(() => {
    const { version } = engine;
    value = null;
    wanted = null;
    order++;
    if (version === '') whose = 'reference';
    if (version === '' || version === failed) return;
    const asked = args();
    if (asked === null) return;
    const count = times?.();
    wanted = {
      ...{ order, version },
      args: $state.snapshot(asked) as readonly unknown[],
      manner: { ...(count === undefined ? {} : { times: count }), ...(drive ? { drive } : {}) },
    };
    void run();
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

export * from './own-values.ts';
