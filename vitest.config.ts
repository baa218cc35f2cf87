import { defineConfig } from 'vitest/config';

// Inside the workspace `limpide` means its TypeScript sources, in the tests and in what they spawn.
const conditions = ['limpide-source', 'module', 'node', 'development|production'];

export default defineConfig({
  ssr: { resolve: { conditions, externalConditions: ['limpide-source'] } },
  resolve: { conditions },
  test: {
    include: ['packages/*/test/**/*.test.ts'],
    environment: 'node',
    // Processes, not threads: the wasm device starts threads of its own and watches the process.
    pool: 'forks',
    isolate: true,
    execArgv: ['--conditions=limpide-source'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
