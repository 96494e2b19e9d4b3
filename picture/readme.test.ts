import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { checkExamples } from '../latent/testing/readme-examples.ts';

test('the examples of the README have the results that it states', async () => {
  const readme = await readFile(join(import.meta.dirname, 'README.md'), 'utf8');
  const { checked, differences } = await checkExamples(
    readme,
    (specifier) => import(join(import.meta.dirname, specifier)),
    inspect,
  );
  expect(differences).toEqual([]);
  expect(checked).toBe(4);
});
