import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isEqual, LIMITS, measureParity } from './parity.ts';
import { testDevice } from './testing/test-device.ts';

const FIXTURE = join(import.meta.dirname, 'fixtures/dcgan-step');
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-parity-'));
});
afterAll(() => rm(scratch, { recursive: true }));

it('three steps equal those of PyTorch', async () => {
  const parity = await measureParity(FIXTURE, testDevice);
  expect(isEqual(parity), JSON.stringify(parity)).toBe(true);
  expect(Object.keys(parity)).toEqual(Object.keys(LIMITS));
  for (const { tensor, error } of Object.values(parity)) {
    expect(tensor).not.toBe('');
    expect(error).toBeGreaterThan(0);
  }
});

it.skipIf(testDevice !== 'cpu')("a mistake in Adam's second moment would be detected", async () => {
  const folder = join(scratch, 'slip');
  await cp(FIXTURE, folder, { recursive: true });
  const path = join(folder, 'expected.json');
  const expected = JSON.parse(await readFile(path, 'utf8'));
  expected.optimizer.beta2 = 0.9;
  await writeFile(path, JSON.stringify(expected));
  expect(isEqual(await measureParity(folder, testDevice))).toBe(false);
});
