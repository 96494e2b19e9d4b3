import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readToml } from './toml.ts';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-toml-'));
});
afterAll(() => rm(scratch, { recursive: true }));

it('reads what follows the schema, and refuses a file that nobody wrote without reading it', async () => {
  const path = join(scratch, 'recipe.toml');
  const schema = v.object({ name: v.string() });
  await writeFile(path, 'name = "a"\n');
  expect(await readToml(schema, path)).toEqual({ name: 'a' });
  // Sparse: it takes no space, and would take all memory.
  await truncate(path, 2 ** 36);
  await expect(readToml(schema, path)).rejects.toThrow(
    `${path} has 68,719,476,736 bytes; 1,048,576 is the most`,
  );
});
