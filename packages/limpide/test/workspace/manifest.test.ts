// The repository's own promises: the published manifest and the lockfile.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const home = path.resolve(import.meta.dirname, '..', '..');
const root = path.resolve(home, '..', '..');

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

interface Lockfile {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly resolved?: string }>
  >;
}

function readJson<T>(...segments: string[]): T {
  return JSON.parse(fs.readFileSync(path.join(...segments), 'utf8')) as T;
}

const manifest = readJson<Manifest>(home, 'package.json');
const entries = Object.entries(manifest.exports).filter(([, to]) => typeof to !== 'string');

describe('the manifest of limpide', () => {
  it('names one runtime dependency, the CSV parser that data loads when it is asked', () => {
    expect(Object.keys(manifest.dependencies ?? {})).toEqual(['csv-parse']);
  });

  it.each(entries)('exports %s from a source and from its build, side by side', (_, to) => {
    const targets = to as Readonly<Record<string, string>>;
    const source = targets['limpide-source'] ?? '';
    expect(fs.existsSync(path.join(home, source))).toBe(true);
    expect(targets['default']).toBe(source.replace('./src/', './dist/').replace(/\.ts$/, '.js'));
    expect(targets['types']).toBe(source.replace('./src/', './dist/').replace(/\.ts$/, '.d.ts'));
  });
});

describe('the lockfiles', () => {
  const files = ['.', 'bench'].filter((f) =>
    fs.existsSync(path.join(root, f, 'package-lock.json')),
  );

  it.each(files)('of %s points to the public registry only', (folder) => {
    const { packages } = readJson<Lockfile>(root, folder, 'package-lock.json');
    const hosts = Object.values(packages)
      .map(({ resolved }) => resolved ?? '')
      .filter((url) => url.includes('://'))
      .map((url) => new URL(url).host);
    expect(new Set([...hosts, 'registry.npmjs.org'])).toEqual(new Set(['registry.npmjs.org']));
  });
});

describe('the tests', () => {
  it('run on the pinned Node', () => {
    const { packages } = readJson<Lockfile>(root, 'package-lock.json');
    expect(process.versions.node).toBe(packages['node_modules/node']?.version);
  });

  it('find the sources under the name of the package, in processes they start too', () => {
    expect(process.execArgv).toContain('--conditions=limpide-source');
    expect(import.meta.resolve('limpide')).toMatch(/packages\/limpide\/src\/index\.ts$/);
  });
});
