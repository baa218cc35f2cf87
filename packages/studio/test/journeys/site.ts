/** A studio to walk through: the built page, a server on a free port, a folder that goes away, a browser. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { startChromium } from '../../../limpide/test/browser/chromium.ts';
import { buildPage } from '../../server/build.ts';
import { unpackState } from '../../shared/models/snapshot.ts';

export class Site {
  readonly folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'limpide-journey-'));
  url = '';
  #built = '';
  #port = '0';
  #server: ChildProcess | null = null;
  #browser: Browser | null = null;
  /** The browser is another site's. */
  #lent = false;
  readonly #others: Site[] = [];

  async open(): Promise<void> {
    // a copy: building again elsewhere does not disturb the journey
    this.#built = path.join(this.folder, 'built');
    cpSync(await buildPage(() => undefined), this.#built, { recursive: true });
    [this.#browser] = await Promise.all([startChromium(), this.start()]);
  }
  /** The same studio for another learner: a folder and a server of its own. */
  async another(): Promise<Site> {
    const other = new Site();
    other.#built = this.#built;
    other.#browser = this.#browser;
    other.#lent = true;
    this.#others.push(other);
    await other.start();
    return other;
  }
  async start(): Promise<void> {
    const program = path.join(import.meta.dirname, 'serve.ts');
    const options = ['--conditions=limpide-source', '--disable-warning=ExperimentalWarning'];
    const child = spawn(
      process.execPath,
      [...options, program, this.folder, this.#built, this.#port],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#server = child;
    this.#port = await new Promise<string>((resolve, reject) => {
      child.stdout?.once('data', (text: Buffer) => resolve(String(text).trim()));
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    this.url = `http://localhost:${this.#port}`;
  }
  /** Ends the server, without warning unless told; gives the milliseconds that it took. */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<number> {
    const server = this.#server;
    if (!server || server.exitCode !== null) return 0;
    const began = performance.now();
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    server.kill(signal);
    await ended;
    this.#server = null;
    return performance.now() - began;
  }
  async close(): Promise<void> {
    for (const other of this.#others) await other.close();
    if (!this.#lent) await this.#browser?.close();
    await this.end();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A new visitor; whatever goes wrong in the page is an error of the test. */
  async visit(options: BrowserContextOptions = {}): Promise<Visit> {
    if (!this.#browser) throw new Error('not open');
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(error.message));
    return {
      page,
      wrong,
      go: async (where) => {
        await page.goto(this.url + where);
        await page.locator('main h1').first().waitFor();
      },
      close: () => context.close(),
    };
  }
}

export interface Visit {
  readonly page: Page;
  /** Errors that no code caught. */
  readonly wrong: readonly string[];
  go(where: string): Promise<void>;
  close(): Promise<void>;
}

/** What the accessibility checker finds, as short lines. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate<AxeResults>(
    "axe.run(document, { resultTypes: ['violations'] })",
  );
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
  );
}

/** Puts code into the editor in place of what is there. */
export async function write(page: Page, code: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(code);
}

/** Presses Tab until what is wanted has the focus: it can be reached. */
export async function tabTo(
  page: Page,
  selector: string,
  { backwards = false, most = 250 }: { backwards?: boolean; most?: number } = {},
): Promise<void> {
  const wanted = page.locator(selector);
  const there = async (): Promise<boolean> =>
    (await wanted.count()) > 0 &&
    wanted.evaluateAll((all) => all.some((one) => one === document.activeElement));
  for (let i = 0; i < most && !(await there()); i++) {
    await page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab');
  }
  if (!(await there())) throw new Error(`${selector} is not reached by ${most} steps`);
}

/** What will be so before long, on a machine that has other things to do. */
export const soon = <T>(ask: () => T) => expect.poll(ask, { timeout: 20_000, interval: 100 });

/** The step at which a run that was kept goes on; −1 when nothing was kept. */
export async function keptStep(address: string): Promise<number> {
  const answer = await fetch(address);
  if (!answer.ok) return -1;
  const state = unpackState(new Uint8Array(await answer.arrayBuffer()));
  return z.object({ step: z.number() }).parse(state).step;
}
