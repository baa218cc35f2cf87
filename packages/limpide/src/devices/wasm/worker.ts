/**
 * A thread of the pool: waits for a job on the board, runs its share of the program, waits again.
 *
 * It gets the module's bytes from the shared memory and compiles them itself (engines share the machine
 * code of equal modules within a process), so it never has to return to its event loop.
 */
import { board, threadsMask } from './board.ts';
import { mathImports } from './math-imports.ts';

interface Start {
  readonly memory: WebAssembly.Memory;
  readonly index: number;
}

type Main = (args: number, tid: number, nth: number) => void;

function serve({ memory, index }: Start): void {
  let words = new Int32Array(memory.buffer);
  const mains = new Map<number, Main>();
  const at = (address: number): number => Atomics.load(words, address >> 2);
  // Threads come up in the order of their numbers: whoever counts n of them can rely on the first n.
  for (let up = at(board.ready); up !== index - 1; up = at(board.ready))
    Atomics.wait(words, board.ready >> 2, up, 1000);
  let seen = at(board.job);
  Atomics.add(words, board.ready >> 2, 1);
  Atomics.notify(words, board.ready >> 2);
  for (;;) {
    // A short spin catches the next step of a training loop; then sleep.
    const start = performance.now();
    let spins = 0;
    while (at(board.job) === seen) {
      if ((++spins & 63) === 0 && performance.now() - start > 0.2)
        Atomics.wait(words, board.job >> 2, seen, 1000);
    }
    seen = at(board.job);
    if (at(board.quit) === 1) return;
    // Said by the job's own word: who takes no part may look when the board already shows the next job.
    const threads = seen & threadsMask;
    if (index >= threads) continue;
    const program = at(board.program);
    let main = mains.get(program);
    if (!main) {
      // Growing by nothing shows the memory as other threads have grown it by now.
      memory.grow(0);
      words = new Int32Array(memory.buffer);
      const address = at(board.moduleAddress);
      const bytes = new Uint8Array(memory.buffer).slice(address, address + at(board.moduleBytes));
      try {
        const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
          env: { memory, ...mathImports },
        });
        main = instance.exports['main'] as Main;
      } catch (error) {
        // the others must not wait for this thread for ever
        Atomics.store(words, board.failed >> 2, 1);
        throw error;
      }
      if (mains.size > 600) mains.clear();
      mains.set(program, main);
    }
    try {
      main(at(board.args), index, threads);
    } catch (error) {
      Atomics.store(words, board.failed >> 2, 1);
      throw error;
    }
  }
}

const node = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process;
const threads = node?.getBuiltinModule?.('node:worker_threads') as
  | { workerData?: Start; parentPort?: unknown }
  | undefined;
if (threads?.parentPort) serve(threads.workerData!);
else {
  (globalThis as unknown as { onmessage: (event: { data: Start }) => void }).onmessage = (event) =>
    serve(event.data);
}
