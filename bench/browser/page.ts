/** The page of the bench: hands each question to its worker. */
import type { Sample } from './epoch.ts';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

const epoch = (threads: number): Promise<Sample> =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ sample?: Sample; error?: string }>) => {
      if (data.sample) resolve(data.sample);
      else reject(new Error(data.error));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(threads);
  });

Object.assign(globalThis, { epoch });
