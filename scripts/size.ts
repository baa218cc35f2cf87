// Weighs what a browser downloads for a program that imports Limpide: bundled and minified by Vite,
// the workers' files included, compressed with gzip and with brotli. One line per kind of program.
//
//   npm run size [-- --modules]      --modules: the heaviest modules of the core, before compression
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';

/** What the core may weigh, in kB, compressed as servers send it to browsers (brotli). */
export const CORE_LIMIT_KB = 80;

export interface Weight {
  /** kB (1000 bytes) */
  readonly minified: number;
  readonly gzip: number;
  readonly brotli: number;
  /** Names of the bundle's files. */
  readonly files: readonly string[];
  /** Bytes of each module in the bundle, minified, not compressed. */
  readonly modules: ReadonlyMap<string, number>;
}

/** The core: tensors with all their methods, gradients, the compiler and the devices. */
export const core = "import { tensor } from 'limpide';\nexport const x = tensor([1]).add(1);\n";

/** The programs that are weighed, from the smallest use to everything. */
const programs: Readonly<Record<string, string>> = {
  "import { tensor } from 'limpide'": core,
  "export * from 'limpide'": "export * from 'limpide';\n",
  '+ limpide/nn': "export * from 'limpide';\nexport * as nn from 'limpide/nn';\n",
  '+ limpide/optim':
    "export * from 'limpide';\nexport * as nn from 'limpide/nn';\nexport * as optim from 'limpide/optim';\n",
  '+ limpide/train':
    "export * from 'limpide';\nexport * as nn from 'limpide/nn';\nexport * as optim from 'limpide/optim';\nexport * as train from 'limpide/train';\n",
};

/**
 * Bundles a program for browsers and weighs the result.
 *
 * @param root       a folder from which `limpide` is found
 * @param conditions export conditions to prefer (`limpide-source`: the sources, without a build)
 */
export async function weigh(
  program: string,
  root: string,
  conditions: readonly string[] = [],
): Promise<Weight> {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'limpide-size-'));
  const modules = new Map<string, number>();
  const watch: Plugin = {
    name: 'weigh-modules',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          modules.set(id, (modules.get(id) ?? 0) + renderedLength);
        }
      }
    },
  };
  const entry = 'virtual:program';
  const virtual: Plugin = {
    name: 'program',
    resolveId: (id) => (id === entry ? path.join(root, 'program.js') : undefined),
    load: (id) => (id === path.join(root, 'program.js') ? program : undefined),
  };
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      resolve: { conditions: [...conditions, 'module', 'browser', 'production'] },
      plugins: [virtual, watch],
      worker: { format: 'es' },
      build: {
        outDir: folder,
        emptyOutDir: true,
        minify: 'oxc',
        target: 'esnext',
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: entry,
          preserveEntrySignatures: 'strict',
          output: { format: 'es', minify: { compress: true, mangle: true, codegen: true } },
        },
      },
    });
    const total = { minified: 0, gzip: 0, brotli: 0 };
    const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const name of files) {
      if (!/\.m?js$/.test(name)) continue;
      const bytes = fs.readFileSync(path.join(folder, name));
      total.minified += bytes.length;
      total.gzip += gzipSync(bytes, { level: 9 }).length;
      total.brotli += brotliCompressSync(bytes).length;
    }
    const kB = (bytes: number): number => Math.round(bytes / 100) / 10;
    return {
      minified: kB(total.minified),
      gzip: kB(total.gzip),
      brotli: kB(total.brotli),
      files,
      modules,
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const root = path.resolve(import.meta.dirname, '..', 'packages', 'limpide');
  const row = (cells: readonly string[]): string =>
    `${cells[0]!.padEnd(34)}${cells
      .slice(1)
      .map((c) => c.padStart(10))
      .join('')}\n`;
  process.stdout.write(row(['kB', 'minified', 'gzip', 'brotli']));
  for (const [name, program] of Object.entries(programs)) {
    const weight = await weigh(program, root, ['limpide-source']);
    process.stdout.write(
      row([name, ...[weight.minified, weight.gzip, weight.brotli].map((n) => n.toFixed(1))]),
    );
    if (process.argv.includes('--modules')) {
      const heaviest = [...weight.modules].sort((a, b) => b[1] - a[1]).slice(0, 40);
      for (const [id, bytes] of heaviest)
        process.stdout.write(
          `  ${(bytes / 1000).toFixed(1).padStart(6)}  ${path.relative(root, id)}\n`,
        );
    }
  }
}

if (import.meta.main) await main();
