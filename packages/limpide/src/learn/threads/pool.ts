/**
 * The pool's threads (Node only): started at the first large job, kept for the next ones, never a reason for
 * the process to stay alive. Elsewhere there are none, and jobs run on the caller's thread.
 */
import type { MessagePort, Worker } from 'node:worker_threads';
import type { JobMessage, ResultMessage } from './board.ts';
import { insidePool } from './tasks.ts';

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  gone: boolean;
}
type Threads = typeof import('node:worker_threads');

interface NodeProcess {
  readonly versions?: { readonly node?: string };
  readonly getBuiltinModule?: (name: string) => unknown;
}
const node = (globalThis as { process?: NodeProcess }).process;

const threads: Thread[] = [];
/** After some threads would not start, no more are tried. */
let failures = 0;

/** Node's threads, where there are some and this thread may use them. */
function module(): Threads | undefined {
  if (typeof SharedArrayBuffer === 'undefined' || insidePool() || failures > 2) return undefined;
  return node?.getBuiltinModule?.('node:worker_threads') as Threads | undefined;
}

/**
 * Whether threads could find this task. In a bundle all modules have one address: loading it again would run
 * the whole program, so there is no second thread.
 */
export const canThread = (url: string): boolean =>
  module() !== undefined && url.startsWith('file:') && url !== import.meta.url;

/** Threads that are started already. */
export const startedThreads = (): number => threads.filter((thread) => !thread.gone).length;

/** At least `count` threads, as far as they can be had. They may still be starting. */
export function threadsFor(count: number): readonly Thread[] {
  const api = module();
  while (api && startedThreads() < count && failures <= 2) start(api);
  return threads.filter((thread) => !thread.gone).slice(0, count);
}

function start(api: Threads): void {
  try {
    const { port1, port2 } = new api.MessageChannel();
    const worker = new api.Worker(new URL(/* @vite-ignore */ './worker.ts', import.meta.url), {
      workerData: { port: port2 },
      transferList: [port2],
      execArgv: [],
      env: { LIMPIDE_THREADS: '1' },
    });
    const thread: Thread = { worker, port: port1, gone: false };
    // An 'error' that nobody hears would end the process; the thread's inputs are run by the caller.
    worker.on('error', () => {
      failures++;
      thread.gone = true;
    });
    worker.on('exit', () => {
      thread.gone = true;
      threads.splice(threads.indexOf(thread), 1);
    });
    worker.unref();
    port1.unref();
    threads.push(thread);
  } catch {
    failures = 3;
  }
}

/** Gives a job to a thread. */
export const assign = (thread: Thread, message: JobMessage): void =>
  thread.port.postMessage(message);

/** What a thread has sent since it was last asked. */
export function received(thread: Thread): ResultMessage | undefined {
  const api = module();
  const item = api?.receiveMessageOnPort(thread.port) as { message: ResultMessage } | undefined;
  return item?.message;
}

/** Ends all threads; the next large job starts new ones. For tests, and for programs that measure. */
export async function stopThreads(): Promise<void> {
  const all = threads.splice(0);
  for (const thread of all) thread.gone = true;
  await Promise.all(all.map((thread) => thread.worker.terminate()));
}
