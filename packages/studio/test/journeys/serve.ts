/** The real server in a process of its own, to be killed: `serve.ts <folder> <built page> <port>` prints its port. */
import process from 'node:process';
import { serve } from '@hono/node-server';
import { createApp } from '../../server/app.ts';
import { closeStudio, openStudio } from '../../server/studio.ts';

const [folder = '', built = '', port = '0'] = process.argv.slice(2);
const studio = openStudio(folder);
const server = serve(
  { fetch: createApp(studio, built).fetch, hostname: '127.0.0.1', port: Number(port) },
  (address) => {
    process.stdout.write(`${address.port}\n`);
  },
);
// what remains then must not keep the process
process.once('SIGTERM', () => {
  closeStudio(studio);
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
});
