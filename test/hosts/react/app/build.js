/** `node build.js VERSION` renders the page to HTML by that version of React, and bundles what hydrates it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const version = process.argv[2];
const common = {
  bundle: true,
  format: 'esm',
  jsx: 'automatic',
  alias: { react: `react-${version}`, 'react-dom': `react-dom-${version}` },
  define: { 'process.env.NODE_ENV': '"development"' },
};
await build({ ...common, entryPoints: ['client.jsx'], outdir: 'dist', platform: 'browser' });
await build({ ...common, entryPoints: ['server.jsx'], outfile: `server/${version}.cjs`, format: 'cjs', platform: 'node' });
const { html } = (await import(`./server/${version}.cjs`)).default;
await mkdir('dist', { recursive: true });
await writeFile(
  'dist/index.html',
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page of React ${version}</title>
  <link rel="icon" href="data:,"></head>
  <body><div id="root">${html}</div><script type="module" src="client.js"></script></body></html>`,
);
