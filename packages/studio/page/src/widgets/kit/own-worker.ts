/** The worker in which pictures call functions of the learner's engine: one that never ends stops nothing but itself. */

import { type DriveName, drives } from './own-drives.ts';
import { withStreams } from './stream.ts';

/** Calls `name` of the engine at `url`, or calls it `times` times with the same arguments, one call after the other. */
export interface OwnOrder {
  readonly id: number;
  readonly url: string;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly times: number | null;
  /** The loop that calls it: the arguments are those of the loop. */
  readonly drive: DriveName | null;
}
/** What it gave (a list, when there were several calls), and its arguments as it left them: some functions change them. */
export type OwnAnswer =
  | {
      readonly id: number;
      readonly ok: true;
      readonly result: unknown;
      readonly args: readonly unknown[];
    }
  | { readonly id: number; readonly ok: false };

async function call({ id, url, name, args: sent, times, drive }: OwnOrder): Promise<OwnAnswer> {
  try {
    const engine = (await import(/* @vite-ignore */ url)) as Readonly<Record<string, unknown>>;
    const own = engine[name];
    if (typeof own !== 'function') return { id, ok: false };
    const args = withStreams(sent);
    const once = (): unknown =>
      drive === null
        ? Reflect.apply(own, undefined, args)
        : Reflect.apply(drives[drive], undefined, [own, args]);
    const results: unknown[] = [];
    for (let k = 0; k < (times ?? 1); k++) results.push(await once());
    const result = times === null ? results[0] : results;
    // functions cannot be sent back
    return { id, ok: true, result, args: args.map((one, i) => (one === sent[i] ? one : sent[i])) };
  } catch {
    return { id, ok: false };
  }
}

addEventListener('message', ({ data }: MessageEvent<OwnOrder>) => {
  void call(data).then((answer) => {
    try {
      postMessage(answer);
    } catch {
      // functions and the like cannot be sent
      postMessage({ id: data.id, ok: false } satisfies OwnAnswer);
    }
  });
});
