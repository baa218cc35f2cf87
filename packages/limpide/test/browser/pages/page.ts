/** The page: trains on its main thread, or has its worker train. Tests call these two functions. */
import { type Order, type Report, train } from './train.ts';

/** Trains on the main thread, and counts how often it could do something else meanwhile. */
async function trainHere(order: Order): Promise<Report & { turns: number }> {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  try {
    return { ...(await train(order)), turns };
  } finally {
    clearInterval(timer);
  }
}

function trainInWorker(order: Order): Promise<Report> {
  const worker = new Worker(new URL('./dedicated.ts', import.meta.url), { type: 'module' });
  return new Promise<Report>((resolve, reject) => {
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<{ report?: Report; error?: string }>) => {
        if (data.report) resolve(data.report);
        else reject(new Error(data.error));
      },
    );
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}

Object.assign(globalThis, { trainHere, trainInWorker });
