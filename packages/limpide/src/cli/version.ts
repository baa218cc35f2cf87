/** The version of this package. */
import { readFileSync } from 'node:fs';

export function version(): string {
  // two folders up, from src/cli as from dist/cli
  const file = new URL('../../package.json', import.meta.url);
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return String((content as { readonly version?: unknown }).version);
}
