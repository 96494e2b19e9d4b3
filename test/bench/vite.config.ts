import { join } from 'node:path';
import { defineConfig } from 'vite';
import page from '../../client/vite.config.ts';

const root = join(import.meta.dirname, 'page');

// The bench's page, built as the page itself is, but without its views and its service worker.
export default defineConfig({
  ...page,
  root,
  base: '/bench/',
  publicDir: false,
  plugins: [],
  build: {
    ...page.build,
    outDir: join(import.meta.dirname, '..', '..', 'dist', 'bench'),
    rolldownOptions: { input: join(root, 'index.html') },
  },
});
