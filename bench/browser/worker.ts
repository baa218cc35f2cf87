/** The page's worker: an epoch at each message that says how many threads. */
import { type Epochs, makeEpochs } from './epoch.ts';

let epochs: Promise<Epochs> | undefined;

async function load(): Promise<Epochs> {
  const [images, labels] = await Promise.all(
    ['images', 'labels'].map(async (name) => {
      const response = await fetch(`/mnist/${name}`);
      return new Uint8Array(await response.arrayBuffer());
    }),
  );
  return makeEpochs(images!, labels!);
}

addEventListener('message', async ({ data: threads }: MessageEvent<number>) => {
  try {
    epochs ??= load();
    postMessage({ sample: await (await epochs).run(threads) });
  } catch (error) {
    postMessage({ error: String((error as Error).stack ?? error) });
  }
});
