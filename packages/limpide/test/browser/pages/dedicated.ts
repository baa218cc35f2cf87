/** The page's worker: trains when it is told to. */
import { type Order, train } from './train.ts';

addEventListener('message', (event: MessageEvent<Order>) => {
  train(event.data).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: String((error as Error).stack ?? error) }),
  );
});
