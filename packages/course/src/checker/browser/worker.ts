/**
 * The worker of a check, in a page. What leads outside is taken off the globals; the content
 * security policy of the page (`connect-src`) is the second wall.
 */
import * as checks from '../checks.ts';
import type { Compile } from '../link.ts';
import type { CheckJob } from '../result.ts';
import { closeGlobals, type FromWorker, postingConsole, serve } from '../sandbox.ts';

// taken now: the globals are closed before learner code runs
const { setTimeout, performance, Function: MakeFunction } = globalThis;
const post = globalThis.postMessage.bind(globalThis) as (message: FromWorker) => void;

const compile: Compile = (body, parameters, file) => {
  const made: unknown = new MakeFunction(...parameters, `${body}\n//# sourceURL=${file}`);
  if (typeof made !== 'function') throw new Error('no function');
  return (...args) => Reflect.apply(made, undefined, args);
};

/** The library is loaded only for jobs that name it: most exercises of the first path do not. */
async function libraryOf(names: readonly string[]): Promise<Record<string, object>> {
  const modules: Record<string, object> = { '@limpide/course/checks': checks };
  if (names.includes('limpide')) modules['limpide'] = await import('limpide');
  if (names.includes('limpide/nn')) modules['limpide/nn'] = await import('limpide/nn');
  if (names.includes('limpide/optim')) modules['limpide/optim'] = await import('limpide/optim');
  if (names.includes('limpide/data')) modules['limpide/data'] = await import('limpide/data');
  if (names.includes('limpide/train')) modules['limpide/train'] = await import('limpide/train');
  return modules;
}

addEventListener(
  'message',
  async (event: MessageEvent<{ readonly job: CheckJob; readonly modules: readonly string[] }>) => {
    const { job, modules: names } = event.data;
    const modules = await libraryOf(names);
    closeGlobals();
    Reflect.set(globalThis, 'console', postingConsole(post));
    const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
    post({ type: 'ready' });
    await serve(job, { modules, compile, now: () => performance.now(), wait }, post);
  },
  { once: true },
);
