import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-safetensors-'));
});
afterAll(() => rm(scratch, { recursive: true }));

const tensors = {
  'G.0.weight': { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, Number.MIN_VALUE, -0, 1e30) },
  scalar: { shape: [], data: Float32Array.of(7) },
};

describe('safetensors on disk', () => {
  it('come back as they were written, metadata too, and leave nothing else behind', async () => {
    const path = join(scratch, 'a.safetensors');
    await writeSafetensors(path, { metadata: { steps: '12', 名: '顔' }, tensors });
    expect(await readSafetensors(path)).toEqual({ metadata: { steps: '12', 名: '顔' }, tensors });
    expect(await readdir(scratch)).toEqual(['a.safetensors']);
  });

  it('read what PyTorch wrote', async () => {
    const fixture = join(import.meta.dirname, '../training/fixtures/dcgan-step/input.safetensors');
    const { tensors: read } = await readSafetensors(fixture);
    expect(read['G.0.weight']?.shape).toEqual([100, 64, 4, 4]);
    expect(read.probe_z?.data.length).toBe(400);
  });

  it('of a failed write keep the old file', async () => {
    const path = join(scratch, 'folder.safetensors', 'no-such-folder');
    await writeFile(join(scratch, 'folder.safetensors'), '');
    await expect(writeSafetensors(path, { metadata: {}, tensors })).rejects.toThrow();
    expect(await readdir(scratch)).toEqual(['a.safetensors', 'folder.safetensors']);
  });
});
