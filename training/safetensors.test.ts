import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors, readSafetensors, writeSafetensors } from './safetensors.ts';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-safetensors-'));
});
afterAll(() => rm(scratch, { recursive: true }));

const tensors = {
  'G.0.weight': { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, Number.MIN_VALUE, -0, 1e30) },
  scalar: { shape: [], data: Float32Array.of(7) },
};

describe('safetensors', () => {
  it('come back as they were written, metadata too, and leave nothing else behind', async () => {
    const path = join(scratch, 'a.safetensors');
    await writeSafetensors(path, { metadata: { steps: '12', 名: '顔' }, tensors });
    expect(await readSafetensors(path)).toEqual({ metadata: { steps: '12', 名: '顔' }, tensors });
    expect(await readdir(scratch)).toEqual(['a.safetensors']);
  });

  it('read what PyTorch wrote', async () => {
    const fixture = join(import.meta.dirname, 'fixtures/dcgan-step/input.safetensors');
    const { tensors: read } = await readSafetensors(fixture);
    expect(read['G.0.weight']?.shape).toEqual([100, 64, 4, 4]);
    expect(read.probe_z?.data.length).toBe(400);
  });

  const bytes = Buffer.concat(encodeSafetensors(tensors));
  it.each([
    ['cut short in its header', bytes.subarray(0, 20), 'cut short in its header'],
    ['cut short in its data', bytes.subarray(0, -1), 'scalar [] does not lie within'],
    ['no header', Buffer.from('not a file of tensors at all'), 'not a safetensors file'],
    [
      'another type',
      Buffer.concat(encodeSafetensors({ a: { shape: [1], data: Int8Array.of(1) } })),
      'a is I8',
    ],
  ])('are refused where they are damaged: %s', (_, damaged, message) => {
    expect(() => decodeSafetensors(damaged, 'x.safetensors')).toThrow(message);
    expect(() => decodeSafetensors(damaged, 'x.safetensors')).toThrow('x.safetensors');
  });

  it('of a failed write keep the old file', async () => {
    const path = join(scratch, 'folder.safetensors', 'no-such-folder');
    await writeFile(join(scratch, 'folder.safetensors'), '');
    await expect(writeSafetensors(path, { metadata: {}, tensors })).rejects.toThrow();
    expect(await readdir(scratch)).toEqual(['a.safetensors', 'folder.safetensors']);
  });
});
