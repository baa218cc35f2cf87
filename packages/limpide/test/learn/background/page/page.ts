/** A page that fits in the background while it stays alive; its bundle is tested in Chromium. */
import { AbortError } from 'limpide';
import { clone, fitInBackground, GradientBoostingClassifier, stopBackground } from 'limpide/learn';

export interface Told {
  /** Predictions of the model fitted here, and of the one fitted in the background. */
  readonly here: readonly unknown[];
  readonly there: readonly unknown[];
  readonly done: number;
  /** Turns of the page's event loop while it waited. */
  readonly turns: number;
  /** What the stopped fit said, after how many milliseconds. */
  readonly stopped: string;
  readonly after: number;
}

/** Fits here, in the background, and once more with a stop. */
async function tell(X: number[][], y: number[]): Promise<Told> {
  const model = new GradientBoostingClassifier({ nEstimators: 25, randomState: 0 });
  const here = clone(model).fit(X, y).predict(X);
  let [turns, done] = [0, 0];
  const clock = setInterval(() => turns++, 1);
  await fitInBackground(model, X, y, { onProgress: (progress) => (done = progress.done) });
  clearInterval(clock);
  const endless = clone(model).setParams({ nEstimators: 1_000_000 });
  const stop = new AbortController();
  let start = 0;
  const onProgress = (): void => {
    if (stop.signal.aborted) return;
    start = performance.now();
    stop.abort();
  };
  const stopped = await fitInBackground(endless, X, y, { signal: stop.signal, onProgress }).then(
    () => 'not at all',
    (error: unknown) => (error instanceof AbortError ? error.code : String(error)),
  );
  const after = performance.now() - start;
  await stopBackground();
  return { here, there: model.predict(X), done, turns, stopped, after };
}

Object.assign(globalThis, { tell });
