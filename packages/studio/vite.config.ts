/** How the page is built: Svelte, into `dist/page`; rooms, widgets and the editor are separate files. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('./page'),
  plugins: [svelte({ configFile: false })],
  resolve: {
    conditions: ['limpide-source', 'svelte', 'module', 'browser', 'development|production'],
  },
  build: {
    outDir: here('./dist/page'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 4000,
    // Small pictures and fonts stay files: the security policy allows no data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es', plugins: () => [svelte({ configFile: false })] },
});
