import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { checkExamples } from './testing/readme-examples.ts';

it('the examples of the README have the results that it states', async () => {
  const readme = await readFile(join(import.meta.dirname, 'README.md'), 'utf8');
  const { checked, differences } = await checkExamples(
    readme,
    (specifier) => import(join(import.meta.dirname, specifier)),
    (value) => inspect(value, { breakLength: Number.POSITIVE_INFINITY }),
  );
  expect(differences).toEqual([]);
  expect(checked).toBeGreaterThan(5);
});
