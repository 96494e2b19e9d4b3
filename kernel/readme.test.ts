import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { checkExamples } from '../latent/testing/readme-examples.ts';
import { buildKernel } from './tools/build.ts';

const readme = await readFile(join(import.meta.dirname, 'README.md'), 'utf8');

test('the example of the README has the results that it states', async () => {
  const { checked, differences } = await checkExamples(
    readme,
    (specifier) => import(specifier.startsWith('.') ? join(import.meta.dirname, specifier) : specifier),
    inspect,
  );
  expect(differences).toEqual([]);
  expect(checked).toBe(2);
});

test('the module is as small as the README says', async () => {
  const kilobytes = /module has (?<size>\d+) kB/.exec(readme)?.groups?.size;
  expect(Math.round((await buildKernel()).length / 1000)).toBe(Number(kilobytes));
});
