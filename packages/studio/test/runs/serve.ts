/** A server in a process of its own, to be killed: `serve.ts <folder>` prints its port. */
import process from 'node:process';
import { serve } from '@hono/node-server';
import { createApp } from '../../server/app.ts';
import { openStudio } from '../../server/studio.ts';

const folder = process.argv[2] ?? '';
const app = createApp(openStudio(folder), folder);
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.stdout.write(`${port}\n`);
});
