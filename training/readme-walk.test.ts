import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Where the lines of a training step are. */
const FOLDERS = ['gan', 'gan/networks'];

it('the lines that lead from a DCGAN to a conditional GAN are those of the code', async () => {
  const readme = await readFile(join(import.meta.dirname, 'README.md'), 'utf8');
  const lines = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block.trim().split('\n'),
  );
  expect(lines.length).toBeGreaterThan(8);
  const files = await Promise.all(
    FOLDERS.map(async (folder) => {
      const path = join(import.meta.dirname, '..', folder);
      const names = (await readdir(path)).filter((name) => name.endsWith('.ts'));
      return Promise.all(names.map((name) => readFile(join(path, name), 'utf8')));
    }),
  );
  const code = new Set(files.flat().flatMap((text) => text.split('\n').map((line) => line.trim())));
  for (const line of lines) {
    expect(code.has(line.trim()), line).toBe(true);
  }
});
