/**
 * `npm start`: builds the page when its sources have changed, opens the studio on this machine.
 *
 *   --port <n>        (default 4747, or the next that is free)
 *   --folder <path>   the learner's folder (default ~/limpide-atelier, or LIMPIDE_FOLDER)
 *   --no-open         does not open a browser
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { defaultFolder } from '@limpide/course/engine/folder';
import { createApp } from './app.ts';
import { buildPage } from './build.ts';
import { StudioError, systemCode } from './errors.ts';
import { readSettings } from './settings/settings.ts';
import { closeStudio, openStudio, type Studio } from './studio.ts';

const french = (process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '')
  .toLowerCase()
  .startsWith('fr');
const say = (en: string, fr: string): void => {
  process.stdout.write(`${french ? fr : en}\n`);
};
function stop(en: string, fr: string): never {
  process.stderr.write(`${french ? fr : en}\n`);
  process.exit(1);
}

interface Choices {
  readonly port: number | undefined;
  readonly folder: string;
  readonly open: boolean;
}

function choices(): Choices {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        folder: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      say(
        'npm start -- [--port <number>] [--folder <path>] [--no-open]',
        'npm start -- [--port <nombre>] [--folder <chemin>] [--no-open]',
      );
      process.exit(0);
    }
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536)) {
      stop(
        `--port should be a whole number from 0 to 65535, got "${values.port}".`,
        `--port devrait être un nombre entier de 0 à 65535, reçu « ${values.port} ».`,
      );
    }
    const folder = values.folder ?? defaultFolder();
    return { port, folder: path.resolve(folder), open: !values['no-open'] };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return stop(
      `${said}\nKnown: --port <number>, --folder <path>, --no-open.`,
      `Option inconnue ou incomplète : ${said}\nOptions : --port <nombre>, --folder <chemin>, --no-open.`,
    );
  }
}

function openBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', address]
        : ['xdg-open', address];
  const child = spawn(command ?? '', args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // no browser to open: the address is printed
  child.unref();
}

/** What the first questions would wait for, made ahead: the index of the search in the reader's language, the lessons. */
async function warm({ search, course, database }: Studio): Promise<void> {
  const { language } = readSettings(database);
  await search.warm(language);
  await search.warm(language === 'fr' ? 'en' : 'fr');
  await course.warm();
}

const usual = 4747;

async function main(): Promise<void> {
  const { port, folder, open } = choices();
  const built = await buildPage(say);
  let studio: ReturnType<typeof openStudio>;
  try {
    studio = openStudio(folder);
  } catch (error) {
    if (error instanceof StudioError) return stop(error.sentence.en, error.sentence.fr);
    throw error;
  }
  const app = createApp(studio, built);
  const listen = (wanted: number, tries: number): void => {
    const server = serve(
      { fetch: app.fetch, hostname: '127.0.0.1', port: wanted },
      ({ port: got }) => {
        const address = `http://localhost:${got}`;
        say(
          `The studio is open: ${address}  (your folder: ${folder}; Ctrl-C closes it)`,
          `L’atelier est ouvert : ${address}  (votre dossier : ${folder} ; Ctrl-C le ferme)`,
        );
        if (open) openBrowser(address);
        // what fails here says so when it is asked for: a lesson when it is opened, the index when one searches
        warm(studio).catch(() => undefined);
      },
    );
    server.on('error', (error) => {
      if (systemCode(error) !== 'EADDRINUSE') throw error;
      if (port === undefined && tries > 0) return listen(wanted + 1, tries - 1);
      closeStudio(studio);
      stop(
        `Port ${wanted} is taken, maybe by a studio that is already open: http://localhost:${wanted}. Choose another with --port.`,
        `Le port ${wanted} est pris, peut-être par un atelier déjà ouvert : http://localhost:${wanted}. Choisissez-en un autre avec --port.`,
      );
    });
    const close = (): void => {
      say('The studio is closed.', 'L’atelier est fermé.');
      closeStudio(studio);
      server.close(() => process.exit(0));
      setTimeout(() => process.exit(0), 500).unref();
    };
    process.once('SIGINT', close);
    process.once('SIGTERM', close);
  };
  listen(port ?? usual, 20);
}

await main();
