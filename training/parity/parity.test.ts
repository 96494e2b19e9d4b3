import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../files/safetensors.ts';
import { testDevice } from '../testing/test-device.ts';
import { isEqual, LIMITS, measureParity } from './parity.ts';

const FIXTURE = join(import.meta.dirname, '../fixtures/dcgan-step');
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-parity-'));
});
afterAll(() => rm(scratch, { recursive: true }));

/** ONNX Runtime's WebGPU computes other gradients for it, so it is refused there. */
const CONCAT = 'conditional-step/concat';

it.each([
  'dcgan-step',
  'skip-step',
  ...(testDevice === 'onnx-webgpu' ? [] : [CONCAT]),
  'conditional-step/auxiliary',
  'conditional-step/projection',
])('three steps equal those of PyTorch: %s', async (fixture) => {
  const parity = await measureParity(join(import.meta.dirname, '../fixtures', fixture), testDevice);
  expect(isEqual(parity), JSON.stringify(parity)).toBe(true);
  expect(Object.keys(parity)).toEqual(Object.keys(LIMITS));
  for (const { tensor, error } of Object.values(parity)) {
    expect(tensor).not.toBe('');
    expect(error).toBeGreaterThan(0);
  }
});

it.runIf(testDevice === 'onnx-webgpu')(
  'what ONNX Runtime computes wrongly on WebGPU is refused',
  async () => {
    await expect(measureParity(join(import.meta.dirname, '../fixtures', CONCAT), testDevice)).rejects.toThrow(
      'write --device webgpu or cpu',
    );
  },
);

it.skipIf(testDevice !== 'cpu')("a mistake in Adam's second moment would be detected", async () => {
  const folder = join(scratch, 'slip');
  await cp(FIXTURE, folder, { recursive: true });
  const path = join(folder, 'expected.json');
  const expected = JSON.parse(await readFile(path, 'utf8'));
  expected.optimizer.beta2 = 0.9;
  await writeFile(path, JSON.stringify(expected));
  expect(isEqual(await measureParity(folder, testDevice))).toBe(false);
});

it.skipIf(testDevice !== 'cpu')('a class beside the wrong picture would be detected', async () => {
  const folder = join(scratch, 'classes');
  await cp(join(import.meta.dirname, '../fixtures', CONCAT), folder, { recursive: true });
  const path = join(folder, 'input.safetensors');
  const { metadata, tensors } = await readSafetensors(path);
  const { class_real: classes } = tensors;
  // Each picture gets the next class.
  const rows = Float32Array.from(classes?.data ?? []);
  classes?.data.forEach((_, i, data) => {
    data[3 * Math.floor(i / 3) + ((i + 1) % 3)] = rows[i] ?? 0;
  });
  await writeSafetensors(path, { metadata, tensors });
  expect(isEqual(await measureParity(folder, testDevice))).toBe(false);
});
