/** Those who take part: Limpide and its peers, each a child process that answers questions. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const here = import.meta.dirname;
const source = '--conditions=limpide-source';
/** Seconds to wait for one answer. */
const patience = 180;

export interface Side {
  /** Limpide, PyTorch, tfjs-wasm, jax-js. */
  readonly peer: string;
  readonly threads: number;
  /** How it was set up, when there is more than one manner. */
  readonly setting: string;
  readonly command: readonly string[];
  /** The whole program of the row `process`: start, import, one product, end. */
  readonly whole: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Why it cannot take part, and what to do about it. */
  readonly missing?: string;
}

interface PytorchSetting {
  name: string;
  threads: number;
  env: Record<string, string>;
  needs?: string;
  install?: string;
}

function pytorchSides(): Side[] {
  const python = [process.env['BENCH_PYTHON'], '/usr/bin/python3', 'python3'].find(
    (p) => p && spawnSync(p, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0,
  );
  const settings = JSON.parse(
    readFileSync(path.join(here, 'peers/settings.json'), 'utf8'),
  ) as PytorchSetting[];
  const first = 'import torch; a = torch.ones(64, 64); print((a @ a).sum().item())';
  return settings.map(({ name, threads, env, needs, install }) => {
    const side = {
      peer: 'PyTorch',
      threads,
      setting: name,
      command: [python ?? 'python3', path.join(here, 'peers/pytorch.py'), '--serve'],
      whole: [python ?? 'python3', '-c', first],
      env,
    };
    if (!python) {
      return {
        ...side,
        missing:
          'no Python with torch. On Debian: apt-get install python3-torch python3-pil libopenblas0-openmp; elsewhere set BENCH_PYTHON to a python that has torch.',
      };
    }
    if (needs && !existsSync(needs)) {
      return { ...side, missing: `${needs} is not there. On Debian: ${install}` };
    }
    return side;
  });
}

function nodeSide(peer: string, file: string, packageName: string): Side {
  const side = {
    peer,
    threads: 1,
    setting: 'one thread',
    command: [process.execPath, path.join(here, file)],
    whole: [process.execPath, path.join(here, `peers/process-${path.basename(file)}`)],
    env: {},
  };
  if (existsSync(path.join(here, 'node_modules', packageName))) return side;
  return { ...side, missing: `the package ${packageName} is not installed: npm ci in bench/` };
}

function limpideSide(threads: number): Side {
  return {
    peer: 'Limpide',
    threads,
    setting: threads === 1 ? 'one thread' : `${threads} threads`,
    command: [process.execPath, source, path.join(here, 'limpide/main.ts')],
    whole: limpideWhole(),
    env: { LIMPIDE_THREADS: String(threads) },
  };
}

/** What people install is the built package; the sources, whose types must be stripped, stand in for it. */
function limpideWhole(): string[] {
  const built = existsSync(path.join(here, '../packages/limpide/dist/index.js'));
  return [process.execPath, ...(built ? [] : [source]), path.join(here, 'limpide/process.mjs')];
}

export const emptyNode: readonly string[] = [process.execPath, '-e', '0'];

export function allSides(threads: readonly number[], peers: readonly string[]): Side[] {
  const sides = [
    ...threads.map(limpideSide),
    ...pytorchSides().filter((s) => s.threads <= Math.max(...threads)),
    nodeSide('tfjs-wasm', 'peers/tfjs.ts', '@tensorflow/tfjs-backend-wasm'),
    nodeSide('jax-js', 'peers/jaxjs.ts', '@jax-js/jax'),
  ];
  if (peers.length === 0) return sides;
  const wanted = peers.map((p) => p.toLowerCase());
  return sides.filter((s) => wanted.some((p) => s.peer.toLowerCase().startsWith(p)));
}

export interface Answer {
  readonly samples?: readonly number[];
  readonly note?: string;
  readonly error?: string;
}

interface Message extends Answer {
  readonly ready?: boolean;
  readonly version?: string;
  readonly works?: readonly string[];
}

/** A side's process, asked one question at a time. */
export class Voice {
  version = '';
  works: readonly string[] = [];
  readonly #child: ChildProcess;
  readonly #waiting: ((message: Message) => void)[] = [];
  readonly #kept: Message[] = [];
  #complaint = '';
  /** What it died of. */
  #end: Message | undefined;

  constructor(side: Side, quick: boolean) {
    const [program, ...args] = side.command;
    this.#child = spawn(program!, args, {
      cwd: here,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...side.env,
        BENCH_THREADS: String(side.threads),
        ...(quick ? { BENCH_QUICK: '1' } : {}),
      },
    });
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      if (line.startsWith('{')) this.#hear(JSON.parse(line) as Message);
    });
    this.#child.stderr!.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString()).slice(-2000);
    });
    this.#child.stdin!.on('error', () => {}); // told by 'close'
    this.#child.on('error', (error) => this.#finish(error.message));
    this.#child.on('close', (code, signal) => this.#finish(this.#lastWords(code ?? signal)));
  }

  async start(): Promise<string | undefined> {
    const message = await this.#next();
    this.version = message.version ?? '';
    this.works = message.works ?? [];
    return message.error;
  }

  ask(work: string, seconds: number): Promise<Answer> {
    if (!this.#end) this.#child.stdin!.write(`${JSON.stringify({ work, seconds })}\n`);
    return this.#next();
  }

  close(): void {
    this.#child.stdin!.end();
    this.#child.kill();
  }

  async #next(): Promise<Message> {
    const kept = this.#kept.shift() ?? this.#end;
    if (kept) return kept;
    const { promise, resolve } = Promise.withResolvers<Message>();
    this.#waiting.push(resolve);
    const timer = setTimeout(() => {
      this.#finish(`no answer within ${patience} s`);
      this.#child.kill();
    }, patience * 1e3);
    return promise.finally(() => clearTimeout(timer));
  }

  #hear(message: Message): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(message);
    else this.#kept.push(message);
  }

  #finish(error: string): void {
    this.#end ??= { error };
    for (const waiting of this.#waiting.splice(0)) waiting(this.#end);
  }

  #lastWords(code: number | string | null): string {
    const lines = this.#complaint.split('\n').filter((l) => l.trim() !== '');
    const telling = lines.findLast((l) => /error|cannot|not found/i.test(l)) ?? lines.at(-1);
    return `it stopped (${code ?? 'no code'})${telling ? `: ${telling.trim()}` : ''}`;
  }
}
