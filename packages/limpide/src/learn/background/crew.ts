/**
 * Background threads: `worker_threads` in Node, module workers in a browser, behind one face. One that has done
 * its work is kept for the next (loading the library takes a tenth of a second or more); one that is stopped in
 * its work is ended, which is at once.
 */
import type { Order, Reply } from './orders.ts';

interface NodeWorker {
  on(event: 'message', listener: (reply: Reply) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'exit', listener: (code: number) => void): void;
  postMessage(order: Order, transfer: readonly ArrayBuffer[]): void;
  terminate(): Promise<unknown>;
  ref(): void;
  unref(): void;
}
interface NodeThreads {
  readonly Worker: new (url: URL, options: object) => NodeWorker;
}
interface NodeProcess {
  readonly getBuiltinModule?: (name: string) => unknown;
}
const node = (globalThis as { process?: NodeProcess }).process;
const nodeThreads = (): NodeThreads | undefined =>
  node?.getBuiltinModule?.('node:worker_threads') as NodeThreads | undefined;

/** Who hears a thread while it works. */
export interface Listener {
  reply(reply: Reply): void;
  /** It has ended, or could not start. */
  lost(reason: string, started: boolean): void;
}

/** One background thread. */
export class Hand {
  #listener: Listener | undefined;
  #started = false;
  #ended = false;
  readonly #post: (order: Order, transfer: ArrayBuffer[]) => void;
  readonly #end: () => Promise<unknown>;
  /** Whether the process should wait for it (Node). */
  readonly #hold: (busy: boolean) => void;

  /** @throws what the platform throws where there are no threads */
  constructor() {
    const api = nodeThreads();
    if (api) {
      const worker = new api.Worker(new URL(/* @vite-ignore */ './worker.ts', import.meta.url), {
        execArgv: [],
      });
      worker.on('message', (reply) => this.#hear(reply));
      worker.on('error', (error) => this.#lose(error.message));
      worker.on('exit', (code) => this.#lose(`exit ${code}`));
      this.#post = (order, transfer) => worker.postMessage(order, transfer);
      this.#end = () => worker.terminate();
      this.#hold = (busy) => (busy ? worker.ref() : worker.unref());
      return;
    }
    // bundlers find the worker's file by these very words
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#hear(data));
    worker.addEventListener('error', (event) => this.#lose(event.message || 'worker.js'));
    this.#post = (order, transfer) => worker.postMessage(order, transfer);
    this.#end = async () => worker.terminate();
    this.#hold = () => undefined;
  }

  get ended(): boolean {
    return this.#ended;
  }
  work(order: Order, transfer: ArrayBuffer[], listener: Listener): void {
    this.#listener = listener;
    this.#hold(true);
    this.#post(order, transfer);
  }
  rest(): void {
    this.#listener = undefined;
    this.#hold(false);
  }
  async end(): Promise<void> {
    this.#listener = undefined;
    this.#ended = true;
    await this.#end();
  }

  #hear(reply: Reply): void {
    if (reply.is === 'ready') this.#started = true;
    else this.#listener?.reply(reply);
  }
  #lose(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#listener?.lost(reason, this.#started);
  }
}

let resting: Hand | undefined;

/** A thread that has nothing to do: the one that rests, or a new one. */
export function takeHand(): Hand {
  const known = resting;
  resting = undefined;
  return known && !known.ended ? known : new Hand();
}

/** Keeps one thread for the next piece of work. */
export function giveBack(hand: Hand): void {
  hand.rest();
  if (resting || hand.ended) void hand.end();
  else resting = hand;
}

/** Ends the thread that rests. */
export async function dismissHands(): Promise<void> {
  const known = resting;
  resting = undefined;
  await known?.end();
}
