/** The laboratory and the runs over time: a page that is closed, a server that is killed, a terminal, a keyboard. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Run, runDetailSchema, runListSchema } from '../../shared/runs.ts';
import { putIntoEngine } from './pieces.ts';
import { keptStep, Site, soon, tabTo } from './site.ts';

const site = new Site();
beforeAll(() => site.open(), 180_000);
afterAll(() => site.close());

const runs = async (): Promise<Run[]> =>
  runListSchema.parse(await (await fetch(`${site.url}/api/runs`)).json()).runs;
const detail = async (id: string) =>
  runDetailSchema.parse(await (await fetch(`${site.url}/api/runs/${id}`)).json());
const ready = (page: Page): Promise<void> =>
  page.locator('.counters').getByText('Prêt', { exact: true }).waitFor();
const counters = async (page: Page): Promise<string> =>
  (await page.locator('.counters').textContent()) ?? '';
const values = (page: Page): Promise<string[]> => page.locator('output.value').allTextContents();
/** Epochs, one after the other. */
async function train(page: Page, epochs: number): Promise<void> {
  for (let i = 0; i < epochs; i++) {
    const before = await page.locator('.counters b').textContent();
    await page.getByRole('button', { name: 'Une époque' }).click();
    await soon(() => page.locator('.counters b').textContent()).not.toBe(before);
    await page.locator('.counters').getByText('En pause').waitFor();
  }
}

describe('A training of the page', () => {
  const address = '/laboratory?d=moons&h=8-6&a=relu&q=0.1&bn=1';

  it('goes on after the page was closed, to the same numbers as unbroken', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go(address);
    await ready(page);
    await train(page, 3);
    // it becomes a run after two seconds
    await page.locator('.keep a').waitFor();
    await train(page, 2);
    const id = (await page.locator('.keep a').textContent()) ?? '';
    expect(new URL(page.url()).searchParams.get('run')).toBe(id);
    const step = await page.locator('.counters span', { hasText: / pas$/ }).textContent();
    const kept = `${site.url}/api/runs/${id}/checkpoint`;
    await soon(() => keptStep(kept)).toBe(Number((step ?? '').replace(/\D/g, '')));
    expect((await detail(id)).run.resumable).toBe(true);
    await soon(async () => (await detail(id)).run.state).toBe('paused');
    await page.waitForTimeout(300);
    const [shown, said] = [await counters(page), await values(page)];

    await page.reload();
    await page.locator('.counters').getByText('Reprise').waitFor();
    expect((await counters(page)).replace('Reprise là où elle s’était arrêtée', 'En pause')).toBe(
      shown,
    );
    await soon(() => values(page)).toEqual(said);
    await train(page, 4);
    const broken = await values(page);
    await soon(async () => (await detail(id)).curves['epoch']?.values.at(-1)).toBe(9);
    const { curves } = await detail(id);
    expect(curves['loss']?.steps.length).toBe(10);

    const other = await site.visit();
    await other.go(address);
    await ready(other.page);
    await train(other.page, 9);
    expect(await values(other.page)).toEqual(broken);
    // the run is one training: another page that opens it does not write into it
    const second = await page.context().newPage();
    await second.goto(`${site.url}${address}&run=${id}`);
    await second.getByText('dans une autre fenêtre').waitFor();
    expect([wrong, other.wrong]).toEqual([[], []]);
    await other.close();
    await close();
  });

  it('loses nothing of what it measures while the server is away', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go('/laboratory?d=gaussians&h=4');
    await ready(page);
    await page.getByRole('button', { name: 'Entraîner' }).click();
    await page.locator('.keep a').waitFor();
    const id = (await page.locator('.keep a').textContent()) ?? '';
    await site.end();
    const before = await counters(page);
    await page.waitForTimeout(2500);
    expect(await counters(page)).not.toBe(before);
    await site.start();
    await page.getByRole('button', { name: 'Pause' }).click();
    await soon(async () => (await detail(id)).run.state).toBe('paused');
    const drawn = await page.locator('.counters span', { hasText: / pas$/ }).textContent();
    const { curves } = await detail(id);
    const steps = curves['loss']?.steps ?? [];
    const last = Number((drawn ?? '').replace(/\D/g, ''));
    const gaps = steps.slice(1).map((step, i) => step - (steps[i] ?? 0));
    // measures come ever less often, but none is missing
    expect(gaps.every((gap, i) => i === 0 || gap <= 2 * (gaps[i - 1] ?? gap))).toBe(true);
    expect(last - (steps.at(-1) ?? 0)).toBeLessThanOrEqual(2 * (gaps.at(-1) ?? 0));
    expect(wrong).toEqual([]);
    await close();
  });
});

describe('One’s own engine', () => {
  it('says whose its pieces are, closes what it cannot do, and gives it back', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go('/laboratory?l2=0.01&a=gelu');
    await ready(page);
    await page.getByLabel('Mon moteur', { exact: true }).check();
    await page.locator('[data-engine="mine"]').waitFor();
    expect(await page.locator('.notice').textContent()).toMatch(/activation.*pénalité L2/);
    expect(await page.locator('[data-piece="mulMatrix"]').getAttribute('data-from')).toBe(
      'reference',
    );
    for (const closed of ['Activation', 'Perte', 'Pénalité L1', 'Pénalité L2']) {
      const control = page.getByRole('combobox', { name: closed, exact: true });
      expect(await control.isDisabled()).toBe(true);
      expect(await control.getAttribute('aria-describedby')).toBe('engine-reason');
    }
    expect(await page.locator('#engine-reason').textContent()).toContain('Aucune pièce');
    await page.getByLabel('Limpide', { exact: true }).check();
    await page.waitForURL(/l2=0\.01/);
    expect(new URL(page.url()).searchParams.get('a')).toBe('gelu');
    expect(await page.locator('.notice').count()).toBe(0);
    expect(wrong).toEqual([]);
    await close();
  });
});

describe('A piece of the engine that fills the memory, or never comes back', () => {
  it('does not take the page along: Limpide takes over, and it is said why', async () => {
    const other = await site.another();
    const { page, wrong, go, close } = await other.visit();
    const pieces = [
      [
        'const all: number[][] = []; for (;;) all.push(new Array<number>(1e6).fill(all.length));',
        'mémoire',
      ],
      ['for (;;) {}', 'boucle sans fin'],
    ] as const;
    for (const [body, word] of pieces) {
      const source = `export function relu(): unknown {\n  ${body}\n}\nexport const reluGradient = relu;\nexport const sigmoidGradient = relu;\nexport const tanhGradient = relu;\n`;
      await putIntoEngine(other.folder, 'networks/activations/functions', source);
      await go('/laboratory?m=mine');
      await page.locator('.notice', { hasText: 'Limpide a pris le relais' }).waitFor();
      expect(await page.locator('.notice').textContent()).toContain(word);
      await ready(page);
      expect(await page.getByLabel('Limpide', { exact: true }).isChecked()).toBe(true);
    }
    expect(wrong).toEqual([]);
    await close();
  });
});

describe('A teacher', () => {
  it('hides settings by an address', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go('/laboratory?d=spirals');
    await page.getByText('Pour une classe').click();
    for (const name of ['Taux d’apprentissage', 'Graine', 'Diagnostic']) {
      await page.locator('.names').getByLabel(name, { exact: true }).check();
    }
    const address = await page.locator('[data-address]').getAttribute('data-address');
    expect(address).toBe('/laboratory?d=spirals&hide=rate,seed,diagnosis');
    await go(address ?? '');
    expect(await page.locator('.controls').getByText('Taux d’apprentissage').count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Diagnostic' }).count()).toBe(0);
    expect(await page.getByLabel('Jeu de données').inputValue()).toBe('spirals');
    expect(wrong).toEqual([]);
    await close();
  });
});

describe('Points of one’s own', () => {
  it('are put down, sown and taken away with the mouse', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go('/laboratory?d=points');
    const plane = page.getByRole('application');
    const box = await plane.boundingBox();
    if (!box) throw new Error('no plane');
    const at = (x: number, y: number): [number, number] => [
      box.x + x * box.width,
      box.y + y * box.height,
    ];
    const count = (): number => (new URL(page.url()).searchParams.get('p') ?? '').length / 4;
    await page.mouse.click(...at(0.2, 0.2));
    await soon(count).toBe(1);
    await page.locator('input[name="own-class"]').nth(1).check();
    await page.mouse.move(...at(0.3, 0.8));
    await page.mouse.down();
    await page.mouse.move(...at(0.8, 0.8), { steps: 30 });
    await page.mouse.up();
    await soon(count).toBeGreaterThan(6);
    const sown = count();
    await page.mouse.click(...at(0.2, 0.2));
    await soon(count).toBe(sown - 1);
    expect(wrong).toEqual([]);
    await close();
  });
});

describe('A run of the terminal', () => {
  it('appears in the page that is open, while it trains', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go('/runs');
    const main = path.resolve(import.meta.dirname, '../../../limpide/src/cli/main.ts');
    const out = path.join(site.folder, 'runs', 'du-terminal');
    const args = ['train', 'xor', '--epochs', '40', '--seed', '5', '--out', out, '--json'];
    const child = spawn(process.execPath, ['--conditions=limpide-source', main, ...args], {
      stdio: 'ignore',
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const line = page.locator('.runs li', { hasText: 'terminal' });
    await line.first().waitFor();
    expect(await ended).toBe(0);
    await line.getByText('finie').waitFor();
    await line.getByText('graine 5').waitFor();
    await line.getByRole('link').click();
    await page.locator('.uplot').first().waitFor();
    const [run] = (await runs()).filter(({ place }) => place === 'terminal');
    expect((await detail(run?.id ?? '')).curves['loss']?.values).toHaveLength(40);
    expect(wrong).toEqual([]);
    await close();
  });
});

describe('By the keyboard alone', () => {
  it('trains, keeps, compares and deletes', async () => {
    for (const seed of [1, 2]) {
      await fetch(`${site.url}/api/runs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          place: 'server',
          recipe: 'xor',
          parameters: { epochs: 10, seed },
          name: `touche ${seed}`,
        }),
      });
    }
    const { page, wrong, go, close } = await site.visit();
    await go('/');
    await tabTo(page, 'header a[href="/laboratory"]');
    await page.keyboard.press('Enter');
    await ready(page);
    await tabTo(page, 'button.play');
    await page.keyboard.press('Enter');
    await page.locator('.counters').getByText('Entraînement en cours').waitFor();
    await tabTo(page, 'button.play');
    await page.keyboard.press('Enter');
    await page.locator('.counters').getByText('En pause').waitFor();
    await tabTo(page, '.settings select');
    await page.keyboard.press('ArrowDown');
    await page.waitForURL(/d=/);
    await tabTo(page, '.units button[aria-label="Ajouter une couche"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/h=6-4-4/);
    await tabTo(page, 'input[name="engine"]');
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-engine="mine"]').waitFor();

    await tabTo(page, 'header a[href="/runs"]', { backwards: true });
    await page.keyboard.press('Enter');
    await page.locator('.runs li').first().waitFor();
    // the newest stands first
    for (const seed of [2, 1]) {
      await tabTo(page, `.runs li:has-text("touche ${seed}") input[type="checkbox"]`);
      await page.keyboard.press('Space');
    }
    await tabTo(page, '.selection a', { backwards: true });
    await page.keyboard.press('Enter');
    await page.getByRole('rowheader', { name: /^(seed|graine)/i }).waitFor();
    await tabTo(page, 'thead a');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /touche \d/ }).waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    await tabTo(page, 'button.danger');
    await page.keyboard.press('Enter');
    await tabTo(page, 'dialog button.danger');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/runs');
    await soon(async () => (await runs()).some((run) => run.id === id)).toBe(false);
    expect(wrong).toEqual([]);
    await close();
  });
});
