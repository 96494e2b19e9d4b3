import { join } from 'node:path';
import { defineConfig } from 'vite';
import page from '../../client/vite.config.ts';

const root = join(import.meta.dirname, 'page');

// The bench's page, built as the page itself is.
export default defineConfig({
  ...page,
  root,
  base: '/bench/',
  publicDir: false,
  build: {
    ...page.build,
    outDir: join(import.meta.dirname, '..', '..', 'dist', 'bench'),
    rolldownOptions: { input: join(root, 'index.html') },
  },
});
