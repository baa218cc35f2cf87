/**
 * A thread of the pool (Node). It waits for a job in its event loop, loads the task's module, then takes
 * inputs until none is left.
 */
import type { MessagePort } from 'node:worker_threads';
import { board, type JobMessage, type ResultMessage } from './board.ts';
import { enterPool, taskNamed } from './tasks.ts';
import { errorData } from './wire.ts';

interface NodeProcess {
  getBuiltinModule(name: 'node:worker_threads'): { workerData: { port: MessagePort } };
}

async function work(message: JobMessage, send: (result: ResultMessage) => void): Promise<void> {
  const { job, board: words, inputs, shared } = message;
  if (!taskNamed(message.name)) await import(/* @vite-ignore */ message.url);
  const run = taskNamed(message.name) as ((input: unknown, shared: unknown) => unknown) | undefined;
  if (!run) return;
  for (;;) {
    const index = Atomics.add(words, board.next, 1);
    if (index >= Atomics.load(words, board.total)) return;
    let result: ResultMessage;
    try {
      result = { job, index, output: run(inputs[index], shared) };
    } catch (error) {
      result = { job, index, error: errorData(error) };
    }
    send(result);
    Atomics.add(words, board.sent, 1);
    Atomics.notify(words, board.sent);
  }
}

function serve(): void {
  const node = (globalThis as { process?: NodeProcess }).process;
  const port = node?.getBuiltinModule('node:worker_threads').workerData.port;
  if (!port) return;
  enterPool();
  port.on('message', (message: JobMessage) => {
    // A module that does not load here takes no inputs: the caller runs them all.
    work(message, (result) => port.postMessage(result)).catch(() => port.close());
  });
}

serve();
