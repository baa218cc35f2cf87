/** A background thread: it makes estimator and data again, does the work, and sends back what was learned. */
import { type Language, setLanguage } from '../../errors/index.ts';
import { defaultGenerator, setDefaultDevice, setNumThreads } from '../../tensor/index.ts';
import {
  type Estimator,
  type FitOptions,
  type Outputs,
  onWarning,
  type Progress,
  type Samples,
} from '../base/index.ts';
import { type CrossValidateOptions, crossValidate } from '../model-selection/index.ts';
import { decodeValue, encodeValue } from '../persistence/encode.ts';
import { errorData } from '../threads/wire.ts';
import { memoryOf, type Order, type Reply, type Work } from './orders.ts';

interface Content {
  readonly estimator: Estimator;
  readonly X: Samples;
  readonly y: Outputs | undefined;
  readonly options: object;
}

/** What can be done in the background, by name. */
const works: Readonly<
  Record<Work, (content: Content, report: Pick<FitOptions, 'onProgress'>) => unknown>
> = {
  fit: ({ estimator, X, y, options }, report) =>
    estimator.fit(X as Parameters<Estimator['fit']>[0], y, { ...options, ...report }).getLearned(),
  crossValidate: ({ estimator, X, y, options }, report) => {
    const how: CrossValidateOptions = options;
    return crossValidate(estimator, X, y, { ...how, ...report });
  },
};

/** Reports come thousands a second; nobody reads more than some. */
const interval = 40;

function listen(send: (reply: Reply) => void): (progress: Progress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < interval && progress.done < progress.total) return;
    last = now;
    send({ is: 'progress', progress });
  };
}

async function obey(
  order: Order,
  send: (reply: Reply, transfer?: ArrayBuffer[]) => void,
): Promise<void> {
  const language: Language = order.language;
  setLanguage(language);
  const deaf = onWarning(({ who, code, details }) => send({ is: 'warning', who, code, details }));
  try {
    setDefaultDevice(order.device);
    await setNumThreads(order.threads);
    defaultGenerator.setState(order.random);
    const content = decodeValue(order.content) as Content;
    const begun = performance.now();
    const result = works[order.work](content, order.reports ? { onProgress: listen(send) } : {});
    const seconds = (performance.now() - begun) / 1000;
    const encoded = encodeValue(result);
    const random = defaultGenerator.getState();
    send({ is: 'done', result: encoded, random, seconds }, memoryOf(encoded));
  } catch (error) {
    send({ is: 'failed', error: errorData(error) });
  } finally {
    deaf();
  }
}

interface Port {
  postMessage(reply: Reply, transfer?: ArrayBuffer[]): void;
  on(event: 'message', listener: (order: Order) => void): void;
}
interface PageWorker {
  postMessage(reply: Reply, transfer: ArrayBuffer[]): void;
  onmessage: ((event: { data: Order }) => void) | null;
}
interface NodeProcess {
  readonly getBuiltinModule?: (name: string) => unknown;
}

function serve(): void {
  const node = (globalThis as { process?: NodeProcess }).process;
  const threads = node?.getBuiltinModule?.('node:worker_threads') as
    | { parentPort: Port | null }
    | undefined;
  const port = threads?.parentPort;
  if (port) {
    const send = (reply: Reply, transfer?: ArrayBuffer[]) => port.postMessage(reply, transfer);
    port.on('message', (order) => void obey(order, send));
    send({ is: 'ready' });
    return;
  }
  const page = globalThis as unknown as PageWorker;
  const send = (reply: Reply, transfer: ArrayBuffer[] = []) => page.postMessage(reply, transfer);
  page.onmessage = ({ data }) => void obey(data, send);
  send({ is: 'ready' });
}

serve();
