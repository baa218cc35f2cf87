/** Checks in a page: a fresh worker for each, stopped at its time limit. */
import { libraryModules } from '../library.ts';
import type { CheckJob, CheckResult } from '../result.ts';
import type { FromWorker } from '../sandbox.ts';
import { Collector, limitsOf } from '../supervise.ts';

/** Loading the library may take this long; it is not the learner's time. */
const LOADING = 20_000;

/**
 * Checks a job in a worker of the page.
 *
 * @param spawn makes the worker, where a bundler wants to see the URL itself
 * @throws when the course itself is wrong
 */
export function checkInPage(
  job: CheckJob,
  spawn: () => Worker = () =>
    new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
): Promise<CheckResult> {
  const worker = spawn();
  const collector = new Collector(job);
  return new Promise<CheckResult>((resolve, reject) => {
    const late = (): void => resolve(collector.stopped({ why: 'time' }));
    let timer = setTimeout(late, LOADING);
    worker.addEventListener('message', (event: MessageEvent<FromWorker>) => {
      if (event.data.type === 'ready') {
        clearTimeout(timer);
        timer = setTimeout(late, 1000 * limitsOf(job).seconds);
        return;
      }
      try {
        const result = collector.take(event.data);
        if (result !== undefined) resolve(result);
      } catch (error) {
        reject(error);
      }
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      resolve(collector.stopped({ why: 'crash', what: event.message }));
    });
    worker.postMessage({ job, modules: libraryModules(job) });
  }).finally(() => worker.terminate());
}
