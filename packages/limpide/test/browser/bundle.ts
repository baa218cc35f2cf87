/** The page as its users would have it: bundled by Vite from the sources, workers in files of their own. */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

/** Files of the bundle by path; the page is `/` and its script `/page.js`. */
export async function bundle(entry: string): Promise<Map<string, Uint8Array>> {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'limpide-page-'));
  try {
    await build({
      root: path.dirname(entry),
      configFile: false,
      logLevel: 'error',
      resolve: { conditions: ['limpide-source', 'module', 'browser', 'production'] },
      worker: { format: 'es' },
      build: {
        outDir: folder,
        target: 'esnext',
        modulePreload: false,
        rolldownOptions: {
          input: entry,
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: '[name].js' },
        },
      },
    });
    const files = new Map<string, Uint8Array>();
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(folder, name);
      if (name.includes('.')) files.set(`/${name.split(path.sep).join('/')}`, readFileSync(file));
    }
    const html =
      '<!doctype html><title>Limpide</title><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>';
    return files.set('/', Buffer.from(html));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
