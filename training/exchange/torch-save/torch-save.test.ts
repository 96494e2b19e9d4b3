import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../files/safetensors.ts';
import { inferRecipe } from '../../../gan/state-dict/infer-recipe.ts';
import { openSampler } from '../../trainer/sampler.ts';
import { readStateDict } from '../state-dict.ts';
import { findStateDict } from './find-state-dict.ts';
import { isTorchFile, readTorchFile } from './torch-file.ts';

/**
 * Files that PyTorch 1.13 wrote of random generators of 16 pixels, and the picture that each draws there from one z:
 * - generator.pth: a state dict, as a zip
 * - legacy.pth: the same in the format before PyTorch 1.6
 * - nested.pth: a checkpoint with a generator and its average, `g_ema`, which has spectral norm, biases and the names of DataParallel
 * - torch-2.pth: in the layout of PyTorch 2.7, written by hand: a model and its average, `g_ema`, of torch.compile within AveragedModel; bfloat16
 *   and 32-bit floats, typed by their storage or beside it, as tensors and as parameters; complex numbers of an optimizer
 * - strided.pth: half floats, one kernel with its axes in another order, one in the middle of a larger storage
 */
const FIXTURES = join(import.meta.dirname, '../../fixtures/torch-save');
const FILES = ['generator.pth', 'legacy.pth', 'nested.pth', 'strided.pth'] as const;
const FUZZED = [...FILES, 'torch-2.pth'] as const;

describe('a file of torch.save', () => {
  it.each(FILES)('is read, and its generator draws the picture of PyTorch: %s', async (file) => {
    const { tensors } = await readSafetensors(join(FIXTURES, 'expected.safetensors'));
    const generator = await readStateDict(join(FIXTURES, file), 'G');
    const sampler = await openSampler(inferRecipe('fixture', generator), 1);
    const drawn = await sampler.draw(generator.weights, tensors.z?.data ?? new Float32Array());
    await sampler.release();
    const wanted = tensors[file]?.data ?? new Float32Array();
    expect(drawn.length).toBe(wanted.length);
    // Sums of a hundred products, in another order.
    expect(Math.max(...drawn.map((value, i) => Math.abs(value - (wanted[i] ?? Number.NaN))))).toBeLessThan(
      1e-5,
    );
  });

  it('with several state dicts gives that of the network, averaged weights first', async () => {
    const path = join(FIXTURES, 'nested.pth');
    const { value } = await readTorchFile(await readFile(path), path);
    expect([...findStateDict(value, 'G', path).tensors.keys()]).toContain('module.main.0.weight_orig');
    expect(() => findStateDict(value, 'D', path)).toThrow(
      `${path} holds several state dicts: g_ema, generator; save that of netD alone`,
    );
  });

  it('of PyTorch 2 is read: its members, its types beside bytes, its parameters, the names of torch.compile', async () => {
    const path = join(FIXTURES, 'torch-2.pth');
    const { tensors } = await readSafetensors(join(FIXTURES, 'networks.safetensors'));
    const generator = await readStateDict(path, 'G');
    expect(generator.choice).toBe('g_ema, of model, g_ema');
    const sampler = await openSampler(inferRecipe('fixture', generator), 2);
    const drawn = await sampler.draw(generator.weights, tensors.z?.data ?? new Float32Array());
    await sampler.release();
    const wanted = tensors['torch-2.image']?.data ?? new Float32Array();
    expect(drawn.length).toBe(wanted.length);
    expect(Math.max(...drawn.map((value, i) => Math.abs(value - (wanted[i] ?? Number.NaN))))).toBeLessThan(
      1e-5,
    );
  });

  it('is not confused with safetensors, whose first byte may be the same', async () => {
    for (const file of FILES) {
      expect(isTorchFile(await readFile(join(FIXTURES, file)))).toBe(true);
    }
    for (const length of [640, 0x480, 0x280_80]) {
      const safetensors = Buffer.alloc(16, ' ');
      safetensors.writeBigUInt64LE(BigInt(length));
      safetensors.write('{', 8);
      expect(isTorchFile(safetensors)).toBe(false);
    }
  });

  it('of more than 1 GiB is refused before it is read', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'dareka-torch-'));
    const path = join(scratch, 'large.pth');
    await writeFile(path, 'PK\x03\x04');
    await truncate(path, 2 ** 30 + 1);
    await expect(readStateDict(path, 'G')).rejects.toThrow(
      `${path} has 1073741825 bytes, and 1073741824 are the most`,
    );
    await rm(scratch, { recursive: true });
  });

  it('that is cut short is refused, naming it', async () => {
    for (const file of FILES) {
      const bytes = await readFile(join(FIXTURES, file));
      for (const length of [3, 200, bytes.length / 2, bytes.length - 1].map(Math.floor)) {
        const cut = bytes.subarray(0, length);
        await expect(readTorchFile(cut, file)).rejects.toThrow(file);
      }
    }
  });
});

describe('any other bytes', () => {
  /** Numbers from 0 to 2³² − 1, always the same (Numerical Recipes' generator). */
  function numbers(seed: number): () => number {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 8;
    };
  }
  /** Reads everything that there is in a file. */
  async function readAll(bytes: Uint8Array): Promise<void> {
    const file = await readTorchFile(bytes, 'fuzzed.pth');
    for (const [name, tensor] of findStateDict(file.value, 'G', 'fuzzed.pth').tensors) {
      file.tensor(tensor, name);
    }
  }

  it('are read or refused by a sentence with their name, and neither crash nor hang', async () => {
    const next = numbers(21);
    const originals = await Promise.all(FUZZED.map((file) => readFile(join(FIXTURES, file))));
    const instructions = Buffer.from(
      '(NJKMGXUT]la)e}sudtqrhjcQRb.01\x80\x85\x86\x87\x88\x89\x8a\x8c\x93\x94\x95',
      'latin1',
    );
    let refused = 0;
    for (let i = 0; i < 4000; i++) {
      const original = originals[i % originals.length] ?? Buffer.alloc(0);
      const bytes = Buffer.from(original);
      // Most changes are near the start, where the pickle is.
      const reach = i % 3 === 0 ? bytes.length : 2000;
      for (let changes = 1 + (next() % 6); changes > 0; changes--) {
        const at = next() % Math.min(reach, bytes.length);
        bytes[at] = next() % 2 === 0 ? next() % 256 : (instructions[next() % instructions.length] ?? 0);
      }
      const [from, to] = [next() % bytes.length, next() % bytes.length];
      const shown =
        i % 5 === 0
          ? bytes.subarray(0, to)
          : i % 7 === 0
            ? Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
            : bytes;
      try {
        await readAll(shown);
      } catch (error) {
        refused++;
        expect((error as Error).message).toContain('fuzzed.pth');
      }
    }
    expect(refused).toBeGreaterThan(2000);
  });
});
