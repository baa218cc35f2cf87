/**
 * The child's half of the conversation with run.ts: one question a line, `{work, seconds}`, one answer a
 * line, `{work, samples: seconds[], note?}` or `{work, error}`. The same in peers/pytorch.py.
 */
import { createInterface } from 'node:readline';

export interface Setting {
  readonly threads: number;
  /** Part of an epoch to run; its time is scaled up. 1 unless --quick. */
  readonly fraction: number;
}

/** A work made ready: tensors made, everything compiled by a first call of `run`. */
export interface Ready {
  /** Does the work once, to the end. */
  run(): void | Promise<void>;
  /** One run is a sample by itself (an epoch); otherwise short runs are repeated for 20 ms. */
  readonly long?: boolean;
  /** The part of the work that one run does. */
  readonly scale?: number;
  /** Something to print beside the row that shows the work was really done. */
  note?(): string | Promise<string>;
  dispose?(): void;
}

/** A row: makes the work ready. */
export type Row = (setting: Setting) => Ready | Promise<Ready>;
export type Rows = Readonly<Record<string, Row>>;

export async function serve(version: string, rows: Rows): Promise<void> {
  const setting: Setting = {
    threads: Number(process.env['BENCH_THREADS'] ?? '1'),
    fraction: process.env['BENCH_QUICK'] ? 0.1 : 1,
  };
  let current: { work: string; ready: Ready } | undefined; // one work's tensors at a time
  say({ ready: true, version, works: Object.keys(rows) });
  for await (const line of createInterface({ input: process.stdin })) {
    const { work, seconds } = JSON.parse(line) as { work: string; seconds: number };
    try {
      if (current?.work !== work) {
        current?.ready.dispose?.();
        current = undefined;
        const row = rows[work];
        if (!row) throw new Error('not measured here');
        const ready = await row(setting);
        if (ready.long) await warmUpLong(row, setting);
        else await warmUp(ready);
        current = { work, ready };
      }
      const { ready } = current;
      const scale = ready.scale ?? 1;
      const samples = (await sample(ready, seconds)).map((s) => s / scale);
      say({ work, samples, ...(ready.note ? { note: await ready.note() } : {}) });
    } catch (error) {
      say({ work, error: error instanceof Error ? error.message : String(error) });
    }
  }
  process.exit(0); // a pool of threads must not keep the process
}

/** A tenth of the data, with a model of its own, on every side: the measured model starts from its first step. */
async function warmUpLong(row: Row, setting: Setting): Promise<void> {
  const small = await row({ ...setting, fraction: setting.fraction / 10 });
  await call(small);
  small.dispose?.();
}

async function warmUp(ready: Ready): Promise<void> {
  const end = performance.now() + 150;
  do await call(ready);
  while (performance.now() < end);
}

function call(ready: Ready): Promise<void> | undefined {
  const result = ready.run();
  return result instanceof Promise ? result : undefined;
}

async function sample(ready: Ready, seconds: number): Promise<number[]> {
  if (ready.long) return [await timed(ready, 1)];
  const once = await timed(ready, 1);
  const repeat = Math.max(1, Math.floor(0.02 / Math.max(once, 1e-7)));
  const found: number[] = [];
  const end = performance.now() + seconds * 1e3;
  while (found.length < 3 || performance.now() < end) found.push(await timed(ready, repeat));
  return found;
}

/** Seconds per run. */
async function timed(ready: Ready, repeat: number): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < repeat; i++) {
    const pending = call(ready);
    if (pending) await pending; // no detour through the queue when the work is synchronous
  }
  return (performance.now() - start) / 1e3 / repeat;
}

function say(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
