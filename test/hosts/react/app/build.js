/** Renders the page to HTML, and bundles what hydrates it. Development builds of React report what differs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const common = {
  bundle: true,
  format: 'esm',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"development"' },
};
await build({ ...common, entryPoints: ['client.jsx', 'face-worker.js'], outdir: 'dist', platform: 'browser' });
await build({ ...common, entryPoints: ['server.jsx'], outdir: 'server', platform: 'node', packages: 'external' });
const { html } = await import('./server/server.js');
await mkdir('dist', { recursive: true });
await writeFile(
  'dist/index.html',
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page of React</title>
  <link rel="icon" href="data:,"></head>
  <body><div id="root">${html}</div><script type="module" src="client.js"></script></body></html>`,
);
