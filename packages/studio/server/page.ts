/** The page's files, and its first page with the user's language and theme already in it. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Handler } from 'hono';
import { systemCode } from './errors.ts';
import { readSettings } from './settings/settings.ts';
import type { Studio } from './studio.ts';

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
};

/** Files that were read and compressed once; the build names them after their content. */
interface Kept {
  readonly bytes: Buffer;
  readonly encoding: string | null;
}

export function page(studio: Studio, built: string): Handler {
  const kept = new Map<string, Promise<Kept | null>>();
  const read = async (file: string, accepts: string): Promise<Kept | null> => {
    let bytes: Buffer;
    try {
      bytes = await fs.readFile(file);
    } catch (error) {
      // no such file: that is an answer; anything else is a fault
      if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(systemCode(error) ?? '')) return null;
      throw error;
    }
    if (!/\.(html|js|css|svg|json|wasm)$/.test(file) || bytes.length < 1000)
      return { bytes, encoding: null };
    if (accepts.includes('br')) {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
      return { bytes: brotliCompressSync(bytes, { params }), encoding: 'br' };
    }
    return accepts.includes('gzip')
      ? { bytes: gzipSync(bytes), encoding: 'gzip' }
      : { bytes, encoding: null };
  };
  const index = async (): Promise<string> => {
    const { language, theme } = readSettings(studio.database);
    const html = await fs.readFile(path.join(built, 'index.html'), 'utf8');
    return html.replace('lang="fr" data-theme="auto"', `lang="${language}" data-theme="${theme}"`);
  };
  return async (context) => {
    const name = decodeURIComponent(context.req.path);
    const file = path.join(built, path.normalize(name));
    const extension = path.extname(file);
    if (extension === '' || !file.startsWith(built + path.sep)) {
      return context.html(await index(), 200, { 'cache-control': 'no-store' });
    }
    const accepts = context.req.header('accept-encoding') ?? '';
    const key = `${accepts.includes('br') ? 'br' : accepts.includes('gzip') ? 'gzip' : ''}:${file}`;
    let found = kept.get(key);
    if (!found) {
      found = read(file, accepts);
      kept.set(key, found);
    }
    const answer = await found;
    if (!answer) {
      kept.delete(key);
      return context.text('404', 404);
    }
    const named = name.startsWith('/assets/');
    return context.body(new Uint8Array(answer.bytes), 200, {
      'content-type': kinds[extension] ?? 'application/octet-stream',
      'cache-control': named ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(answer.encoding && { 'content-encoding': answer.encoding }),
      vary: 'accept-encoding',
    });
  };
}
