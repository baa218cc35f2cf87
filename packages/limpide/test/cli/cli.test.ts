import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { setLanguage } from '../../src/errors/index.ts';

const main = path.join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const folder = await mkdtemp(path.join(os.tmpdir(), 'limpide-cli-'));
afterAll(() => rm(folder, { recursive: true }));

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { child: ChildProcess; done: Promise<Result> } {
  const child = spawn(process.execPath, ['--conditions=limpide-source', main, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      LIMPIDE_LANG: 'en',
      LIMPIDE_THREADS: '1',
      npm_lifecycle_event: '',
      ...env,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const done = new Promise<Result>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { child, done };
}
const limpide = (...args: readonly string[]): Promise<Result> => start(args).done;
/** The same without a process of its own: for what ends before anything is computed. */
async function here(...args: readonly string[]): Promise<Result> {
  let [out, err] = ['', ''];
  const writes = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += String(text);
      return true;
    }),
  ];
  setLanguage('en');
  try {
    return { code: await run(args), out, err };
  } finally {
    for (const write of writes) write.mockRestore();
    setLanguage('en');
  }
}
const objects = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('help', () => {
  it('of the program, in both languages', async () => {
    const [en, fr] = await Promise.all([limpide('--help'), limpide('--lang', 'fr', '-h')]);
    expect(en.out).toContain('Usage: limpide <command> [options]');
    expect(fr.out).toContain('Commandes\u00a0:');
    for (const { out, err, code } of [en, fr]) {
      for (const name of ['train', 'evaluate', 'predict', 'explain', 'recipes', 'devices', 'bench'])
        expect(out).toContain(`  ${name} `);
      expect([code, err]).toEqual([0, '']);
    }
  });

  it('of a command, in both languages, with its options', async () => {
    const en = await here('train', '--help');
    const fr = await here('train', '--lang=fr', '--help');
    for (const option of [
      '--epochs',
      '--batch-size',
      '--lr',
      '--seed',
      '--set',
      '--threads',
      '--device',
      '--out',
      '--resume',
      '--json',
    ]) {
      expect(en.out).toContain(option);
      expect(fr.out).toContain(option);
    }
    expect(fr.out).toContain('reprend à un point de reprise');
  });

  it('follows the environment’s language, and says the version', async () => {
    expect((await start(['--help'], { LIMPIDE_LANG: 'fr_FR.UTF-8' }).done).out).toContain(
      'Pour commencer',
    );
    expect((await limpide('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('what is not understood', () => {
  it.each([
    [['trian'], /^limpide: Unknown command "trian" \(did you mean "train"\?\)/],
    [['train', 'mnist-mpl'], /Unknown recipe "mnist-mpl" \(did you mean "mnist-mlp"\?\)/],
    [['train', 'xor', '--epoch', '2'], /Unknown option "--epoch".*did you mean "--epochs"/],
    [['train', 'xor', '--epochs'], /--epochs needs a value/],
    [['train', 'xor', '--epochs', 'two'], /--epochs should be/],
    [['train', 'xor', '--set', 'lr'], /key=value/],
    [['train', 'xor', '--set', 'hiden=3'], /did you mean "hidden"/],
    [['train', 'xor', '--set', 'hidden=0'], /hidden.*whole number, at least 1/],
    [['train', 'xor', '--device', 'gpu'], /wasm \| reference/],
    [['train'], /Missing: the recipe/],
    [['train', 'xor', 'iris'], /Too much: "iris"/],
    [['predict', 'xor'], /--index/],
    [['predict', 'xor', '--index', '1', '--file', 'a.png'], /either/],
    [['evaluate', 'xor'], /Nothing has been learnt yet with xor.*limpide train xor/],
    [['evaluate', 'xro'], /did you mean "xor"/],
    [['--jsn'], /did you mean "--json"/],
  ])('%j: one line, code 2', async (args, message) => {
    const { code, out, err } = await here(...args);
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect([code, out]).toEqual([2, '']);
  });

  it('is said in French too', async () => {
    const { err, code } = await here('train', 'xr', '--lang', 'fr');
    expect(err).toContain(
      'Recette inconnue\u00a0: «\u00a0xr\u00a0» (vouliez-vous dire «\u00a0xor\u00a0»\u202f?)',
    );
    expect(code).toBe(2);
  });

  it('is a JSON line where JSON was asked for', async () => {
    const { out, err, code } = await limpide('train', 'xr', '--json');
    expect(objects(out)).toMatchObject([{ type: 'error', code: 'cli.recipe' }]);
    expect([err, code]).toEqual(['', 2]);
  });

  it('data that are not what they should be: one sentence, code 1', async () => {
    const data = path.join(folder, 'data', 'mnist');
    await mkdir(data, { recursive: true });
    await writeFile(path.join(data, 'train-images-idx3-ubyte'), 'no digits');
    const { err, code } = await start(['train', 'mnist-mlp'], { LIMPIDE_DATA: path.dirname(data) })
      .done;
    expect(err).toContain('train-images-idx3-ubyte');
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('a broken checkpoint is an error, not a crash', async () => {
    const file = path.join(folder, 'broken.safetensors');
    await writeFile(file, 'not a checkpoint');
    const { err, code } = await limpide('evaluate', file);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });
});

describe('a training', () => {
  it('from the first line to the next step', async () => {
    const { out, err, code } = await limpide(
      'train',
      'iris-mlp',
      '--epochs',
      '15',
      '--out',
      'iris',
    );
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/epoch 15\/15 {2}loss/);
    expect(out).toMatch(/On 30 examples never seen: \d+\.\d+% right/);
    expect(out).toContain('limpide predict iris --index 7');
    expect(out).not.toContain('\u001b');

    const evaluated = await limpide('evaluate', 'iris', '--json');
    const [scores] = objects(evaluated.out);
    expect(scores).toMatchObject({ type: 'evaluation', recipe: 'iris-mlp', samples: 30 });

    const asked = await limpide('predict', 'iris', '--index', '4', '--json');
    const [answer] = objects(asked.out);
    const p = Object.values(answer!['probabilities'] as Record<string, number>);
    expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect((await limpide('predict', 'iris', '--index', '30')).err).toMatch(/between 0 and 29/);
    expect((await limpide('predict', 'iris', '--file', 'x.png')).err).toMatch(
      /does not read pictures/,
    );
  });

  it('--json: objects and nothing else', async () => {
    const { out, err, code } = await limpide(
      'train',
      'xor',
      '--epochs',
      '3',
      '--json',
      '--out',
      'xor-json',
    );
    expect([code, err]).toEqual([0, '']);
    const types = objects(out).map(({ type }) => type);
    expect(types).toEqual(['start', 'begin', 'epoch', 'epoch', 'epoch', 'end', 'result']);
  });

  it('stopped by Ctrl-C, it keeps everything, says how to go on, and goes on bit for bit', async () => {
    const args = ['train', 'iris-mlp', '--epochs', '4000', '--batch-size', '8'];
    const { child, done } = start([...args, '--out', 'stopped', '--json']);
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (text: string) => {
        if (text.includes('"epoch"')) resolve();
      });
    });
    child.kill('SIGINT');
    const { code, out } = await done;
    expect(code).toBe(130);
    const last = objects(out).at(-1)!;
    expect(last).toMatchObject({ type: 'stopped', resume: 'limpide train --resume stopped' });
    const epochs = Number(last['epoch']) + 3;
    const resumed = await limpide(
      'train',
      '--resume',
      'stopped',
      '--epochs',
      String(epochs),
      '--json',
    );
    expect(resumed.code).toBe(0);
    const whole = await limpide(
      'train',
      'iris-mlp',
      '--epochs',
      String(epochs),
      '--batch-size',
      '8',
      '--out',
      'whole',
    );
    expect(whole.code).toBe(0);
    const weights = (name: string): Promise<Buffer> =>
      readFile(path.join(folder, name, 'model.safetensors'));
    expect((await weights('stopped')).equals(await weights('whole'))).toBe(true);

    const other = await limpide('train', '--resume', 'stopped', '--lr', '0.5');
    expect([other.code, other.err]).toEqual([
      2,
      expect.stringMatching(/--lr cannot be changed.*0.01/),
    ]);
  });

  it('a sentence for people on Ctrl-C, without JSON', async () => {
    const { child, done } = start(['train', 'iris-mlp', '--epochs', '100000', '--out', 'people']);
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (text: string) => {
        if (text.includes('Perceptron')) setTimeout(resolve, 300);
      });
    });
    child.kill('SIGINT');
    const { code, out, err } = await done;
    expect(code).toBe(130);
    expect(err).toMatch(/Ctrl-C again/);
    expect(out).toMatch(/Stopped in epoch \d+.*\n.*limpide train --resume people/);
  });
});

describe('looking', () => {
  it('explains a step, as text and as data', async () => {
    const [text, code, data] = await Promise.all([
      limpide('explain', 'xor'),
      limpide('explain', 'xor', '--section', 'code'),
      limpide('explain', 'xor', '--json'),
    ]);
    for (const part of ['Graph', 'Kernels', 'Memory', 'Time', 'µs'])
      expect(text.out).toContain(part);
    expect(code.out).toContain('Code');
    const [report] = objects(data.out);
    expect(report).toMatchObject({
      type: 'program',
      recipe: 'xor',
      device: expect.stringMatching(/^wasm/),
    });
  });

  it('lists recipes and devices', async () => {
    const recipes = await here('recipes', '--json');
    const devices = await here('devices', '--json');
    expect(objects(recipes.out).map(({ name }) => name)).toEqual([
      'mnist-mlp',
      'mnist-lenet',
      'fashion-mlp',
      'iris-mlp',
      'xor',
    ]);
    expect(objects(devices.out).map(({ type }) => type)).toEqual(['device', 'device', 'machine']);
  });
});

describe('MNIST', () => {
  it('an epoch reads more than 94 % of the test digits; a picture is read; mistakes are drawn', async () => {
    const { out, code } = await limpide(
      'train',
      'mnist-mlp',
      '--epochs',
      '1',
      '--out',
      'mnist',
      '--set',
      'manner=keras',
    );
    expect(code).toBe(0);
    expect(Number(/: ([\d.]+)% right/.exec(out)?.[1])).toBeGreaterThan(94);
    expect(out).toMatch(/[▀▄█]/);

    // a seven, dark on light, 90 × 90
    const seven = Array.from({ length: 90 }, (_, y) =>
      Array.from({ length: 90 }, (_, x) => {
        const bar = y >= 15 && y < 24 && x >= 22 && x < 66;
        const stem = y >= 15 && y < 78 && Math.abs(x - (62 - (y - 15) * 0.4)) < 5;
        return bar || stem ? 0 : 255;
      }),
    );
    await writeFile(path.join(folder, 'seven.png'), png(seven));
    await writeFile(
      path.join(folder, 'seven.pgm'),
      `P2\n# a seven\n90 90\n255\n${seven.map((row) => row.join(' ')).join('\n')}\n`,
    );
    for (const file of ['seven.png', 'seven.pgm']) {
      const answer = objects((await limpide('predict', 'mnist', '--file', file, '--json')).out)[0];
      expect(answer).toMatchObject({ type: 'prediction', answer: '7' });
    }
    await writeFile(path.join(folder, 'cut.png'), png(seven).subarray(0, 60));
    expect(await limpide('predict', 'mnist', '--file', 'cut.png')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/cannot be read as a picture/),
    });
  });
});

/** A grey PNG. */
function png(rows: readonly (readonly number[])[]): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const out = Buffer.alloc(12 + data.length);
    out.writeUInt32BE(data.length, 0);
    out.write(name, 4, 'latin1');
    data.copy(out, 8);
    return out; // the check sum is not looked at
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(rows[0]!.length, 0);
  header.writeUInt32BE(rows.length, 4);
  header[8] = 8;
  const raw = Buffer.concat(rows.map((row) => Buffer.from([0, ...row])));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
