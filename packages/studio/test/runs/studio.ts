/** A studio of its own for a test: a folder that goes away, the server's routes without a port. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Hono } from 'hono';
import { createApp } from '../../server/app.ts';
import { closeStudio, openStudio, type Studio } from '../../server/studio.ts';
import { type Run, type RunDetail, runDetailSchema, runSchema } from '../../shared/runs.ts';

export class TestStudio {
  readonly folder: string;
  studio: Studio;
  app: Hono;

  constructor() {
    this.folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'limpide-studio-'));
    this.studio = openStudio(this.folder);
    this.app = createApp(this.studio, this.folder);
  }
  /** Closes the server and opens it again on the same folder. */
  async again(): Promise<void> {
    closeStudio(this.studio);
    this.studio = openStudio(this.folder);
    this.app = createApp(this.studio, this.folder);
    await this.studio.runs.ready;
  }
  close(): void {
    closeStudio(this.studio);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async ask(method: string, where: string, body?: unknown): Promise<Response> {
    return this.app.request(`http://localhost${where}`, {
      method,
      headers: { host: 'localhost', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
  async json(method: string, where: string, body?: unknown): Promise<unknown> {
    const response = await this.ask(method, where, body);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  }
  async create(body: unknown): Promise<Run> {
    return runSchema.parse(await this.json('POST', '/api/runs', body));
  }
  async detail(id: string): Promise<RunDetail> {
    return runDetailSchema.parse(await this.json('GET', `/api/runs/${id}`));
  }
  /** Looks at a run until it is as wanted. */
  async until(id: string, wanted: (detail: RunDetail) => boolean, ms = 30_000): Promise<RunDetail> {
    const end = Date.now() + ms;
    for (;;) {
      const detail = await this.detail(id);
      if (wanted(detail)) return detail;
      if (Date.now() > end) throw new Error(`still ${JSON.stringify(detail.run)}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}
