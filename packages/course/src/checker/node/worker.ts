/**
 * The worker thread of a check, in Node.
 *
 * Learner code is compiled by `vm.compileFunction` without a way to import, so that `import()` is
 * refused wherever it is written; the module loader refuses everything from then on; `process`,
 * `require`, `fetch` and the like are taken off the globals.
 */
import { registerHooks } from 'node:module';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import * as checks from '../checks.ts';
import type { LinkHost } from '../link.ts';
import type { CheckJob } from '../result.ts';
import { closeGlobals, type FromWorker, postingConsole, serve } from '../sandbox.ts';

const port = parentPort;
if (port === null) throw new Error('this file is a worker');
// taken now: the globals are closed later
const { setTimeout, performance } = globalThis;
const post = (message: FromWorker): void => port.postMessage(message);

/** The modules of the library that jobs of this worker may import. */
const wanted: readonly string[] = Array.isArray(workerData) ? workerData.map(String) : [];
const modules: Record<string, object> = { '@limpide/course/checks': checks };
for (const name of wanted) modules[name] = await import(name);

const host: LinkHost = {
  modules,
  compile: (body, parameters, file) => {
    const made = vm.compileFunction(body, [...parameters], { filename: file });
    return (...args) => Reflect.apply(made, undefined, args);
  },
};

registerHooks({
  resolve: (specifier) => {
    throw new Error(`import of ${specifier} refused`);
  },
});
closeGlobals();
Reflect.set(globalThis, 'console', postingConsole(post));

port.on('message', (job: CheckJob) => {
  const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
  void serve(job, { ...host, now: () => performance.now(), wait }, post);
});
post({ type: 'ready' });
