import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../../files/safetensors.ts';
import { inferRecipe } from '../../gan/state-dict/infer-recipe.ts';
import { toStateDict } from '../../gan/state-dict/state-dict.ts';
import { decodeSafetensors, encodeSafetensors, type StoredTensor } from '../../graph/safetensors.ts';
import type { Values } from '../../graph/tensor.ts';
import { readStateDict } from './state-dict.ts';

const FIXTURE = join(import.meta.dirname, '../fixtures/dcgan-step/input.safetensors');
let scratch: string;
let trained: Values;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-state-dict-'));
  trained = (await readSafetensors(FIXTURE)).tensors;
});
afterAll(() => rm(scratch, { recursive: true }));

function bytesOf(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
/** A file of any types, as PyTorch would write it. */
async function write(tensors: Record<string, StoredTensor>): Promise<string> {
  let offset = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
      const from = offset;
      offset += bytes.length;
      return [name, { dtype, shape, data_offsets: [from, offset] }];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const path = join(scratch, 'net.safetensors');
  await writeFile(path, Buffer.concat([length, text, ...Object.values(tensors).map(({ bytes }) => bytes)]));
  return path;
}
function f32({ shape, data }: Values[string]): StoredTensor {
  return { dtype: 'F32', shape, bytes: bytesOf(data) };
}
/** The fixture's generator under other names and with other tensors. */
function generator(rename: (name: string) => string, change: Record<string, StoredTensor | undefined> = {}) {
  const own = Object.entries(trained).filter(([name]) => name.startsWith('G.'));
  const all = { ...Object.fromEntries(own.map(([name, value]) => [rename(name), f32(value)])), ...change };
  return write(
    Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : []))),
  );
}
function main(name: string): string {
  return name.replace('G.', 'main.');
}

describe('a state dict', () => {
  const filled = (dtype: string, value: number, ...shape: number[]): StoredTensor => ({
    dtype,
    shape,
    bytes: bytesOf(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value)),
  });

  it.each<[string, (name: string) => string]>([
    ['main.0.weight', main],
    ['0.weight', (name) => name.slice(2)],
    ['G.0.weight', (name) => name],
    ['module.main.0.weight', (name) => `module.${main(name)}`],
    ['module.0.weight', (name) => `module.${name.slice(2)}`],
  ])('is read with names as %s', async (_, rename) => {
    const { weights } = await readStateDict(await generator(rename), 'G');
    expect(Object.keys(weights)).toHaveLength(21);
    for (const [name, value] of Object.entries(weights)) {
      expect(value).toEqual(trained[name]);
    }
  });

  it('is found among the tensors of other networks', async () => {
    const { weights } = await readStateDict(FIXTURE, 'D');
    expect(Object.keys(weights).every((name) => name.startsWith('D.'))).toBe(true);
    expect(weights['D.11.weight']).toEqual(trained['D.11.weight']);
  });

  it.each<[string, (values: Float32Array) => ArrayBufferView, number]>([
    ['F16', (values) => Float16Array.from(values), 2 ** -11],
    [
      'BF16',
      (values) => Uint16Array.from(new Uint32Array(values.slice().buffer), (bits) => bits >>> 16),
      2 ** -7,
    ],
    ['F64', (values) => Float64Array.from(values), 0],
  ])('of %s becomes 32-bit floats', async (dtype, narrow, precision) => {
    const original = trained['G.9.weight'] as Values[string];
    const weight = { dtype, shape: original.shape, bytes: bytesOf(narrow(original.data)) };
    const { weights } = await readStateDict(await generator(main, { 'main.9.weight': weight }), 'G');
    weights['G.9.weight']?.data.forEach((value, i) => {
      const wanted = original.data[i] ?? Number.NaN;
      // Below the range of normal half floats, 2⁻¹⁴, the steps are of equal size.
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(precision * Math.max(Math.abs(wanted), 2 ** -14));
    });
  });

  it('is the same after it was written for PyTorch, with counters, and read again', async () => {
    const own = Object.fromEntries(Object.entries(trained).filter(([name]) => name.startsWith('G.')));
    const path = join(scratch, 'out.safetensors');
    const bytes = Buffer.concat(encodeSafetensors(toStateDict(trained, 'G', 7), { format: 'pt' }));
    await writeFile(path, bytes);
    expect((await readStateDict(path, 'G')).weights).toEqual(own);
    const { tensors, metadata } = decodeSafetensors(bytes, path);
    expect(metadata).toEqual({ format: 'pt' });
    expect([...tensors.keys()].slice(0, 7)).toEqual([
      'main.0.weight',
      'main.1.weight',
      'main.1.bias',
      'main.1.running_mean',
      'main.1.running_var',
      'main.1.num_batches_tracked',
      'main.3.weight',
    ]);
    const counter = tensors.get('main.4.num_batches_tracked');
    expect(counter).toMatchObject({ dtype: 'I64', shape: [] });
    expect(Buffer.from(counter?.bytes ?? []).readBigInt64LE()).toBe(7n);
  });

  it.each<[string, Record<string, StoredTensor | undefined>, string]>([
    [
      'integers',
      { 'main.0.weight': filled('I32', 0, 100, 64, 4, 4) },
      'main.0.weight is I32; F32, F16, BF16, F64 are read',
    ],
    [
      'a shape that its bytes do not fill',
      { 'main.1.bias': { ...filled('F32', 0, 64), shape: [65] } },
      'main.1.bias [65] of F32 does not fit its 256 bytes',
    ],
    [
      'weights that are not numbers',
      { 'main.1.bias': filled('F32', Number.NaN, 64) },
      'main.1.bias holds infinity or NaN',
    ],
    [
      'a negative variance',
      { 'main.1.running_var': filled('F32', -0.5, 64) },
      'main.1.running_var holds -0.500, and a variance is never negative',
    ],
    ['an encoder beside it', { 'encoder.0.weight': filled('F32', 0, 1) }, 'have no encoder.0.weight'],
  ])('is refused with %s', async (_, change, reason) => {
    await expect(readStateDict(await generator(main, change), 'G')).rejects.toThrow(reason);
  });

  it('in a pickle of anything else is refused', async () => {
    const path = join(scratch, 'netG.pth');
    for (const start of ['PK\x03\x04', '\x80\x02\x8a\x0a']) {
      await writeFile(path, Buffer.from(`${start} and so on`, 'latin1'));
      await expect(readStateDict(path, 'G')).rejects.toThrow(path);
    }
  });

  it('with biases before its batch norms is read without them, as they change no picture', async () => {
    const bias = Float32Array.from({ length: 64 }, (_, i) => i / 64);
    const change = { 'main.0.bias': { dtype: 'F32', shape: [64], bytes: bytesOf(bias) } };
    const { weights } = await readStateDict(await generator(main, change), 'G');
    expect(Object.keys(weights)).toHaveLength(21);
    const before = trained['G.1.running_mean'];
    expect(weights['G.1.running_mean']?.data).toEqual(before?.data.map((value, i) => value - (bias[i] ?? 0)));
  });

  it.each([['gen.'], ['net.generator.'], ['netG.main.']])('is read with the prefix %s', async (prefix) => {
    const path = await generator((name) => prefix + name.slice(2), {
      ...(prefix === 'net.generator.' ? { 'net.discriminator.0.weight': filled('F32', 0, 1) } : {}),
    });
    expect(Object.keys((await readStateDict(path, 'G')).weights)).toHaveLength(21);
  });

  it('with names of another network is refused', async () => {
    const path = await write({ 'synthesis.b4.const': filled('F32', 0, 1) });
    await expect(readStateDict(path, 'G')).rejects.toThrow(
      'no tensor is named main.0.weight, G.0.weight or 0.weight; the names are synthesis.b4.const',
    );
  });
});

describe('the architecture', () => {
  const infer = async (change: Record<string, StoredTensor | undefined>) =>
    inferRecipe('found', await readStateDict(await generator(main, change), 'G'));
  const zeros = (...shape: number[]): StoredTensor => ({
    dtype: 'F32',
    shape,
    bytes: new Uint8Array(4 * shape.reduce((a, b) => a * b, 1)),
  });

  const ones = (...shape: number[]): StoredTensor => ({
    ...zeros(...shape),
    bytes: bytesOf(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1)),
  });

  it('is that of networks whose last layer has a bias of zeros', async () => {
    expect(await infer({ 'main.12.bias': zeros(3) })).toMatchObject({ resolution: 64, generatorBias: false });
    expect(await infer({ 'main.12.bias': ones(3) })).toMatchObject({ resolution: 64, generatorBias: true });
  });

  it('is refused where it has one convolution', async () => {
    const path = await write({ 'main.0.weight': zeros(100, 64, 4, 4) });
    const generatorOf = await readStateDict(path, 'G');
    expect(() => inferRecipe('found', generatorOf)).toThrow('has 1 kernels with four axes');
  });

  it('is inferred from the shapes of both networks', async () => {
    const [g, d] = [await readStateDict(FIXTURE, 'G'), await readStateDict(FIXTURE, 'D')];
    expect(inferRecipe('found', g, d)).toMatchObject({
      resolution: 64,
      latentSize: 100,
      generatorWidth: 8,
      discriminatorWidth: 8,
      discriminatorNorm: 'batch',
      minibatchDeviation: false,
    });
  });

  it('may have a limit of channels', async () => {
    const norm = {
      'main.1.weight': zeros(32),
      'main.1.bias': zeros(32),
      'main.1.running_mean': zeros(32),
      'main.1.running_var': zeros(32),
    };
    const change = { ...norm, 'main.0.weight': zeros(100, 32, 4, 4), 'main.3.weight': zeros(32, 32, 4, 4) };
    expect(await infer(change)).toMatchObject({ generatorWidth: 8, channelLimit: 32 });
  });

  it.each<[string, Record<string, StoredTensor | undefined>, string]>([
    [
      'a layer of another width',
      { 'main.3.weight': zeros(64, 33, 4, 4) },
      'main.3.weight is [64, 33, 4, 4], expected [64, 32, 4, 4]',
    ],
    [
      'a larger kernel',
      { 'main.12.weight': zeros(8, 3, 5, 5) },
      'main.12.weight is [8, 3, 5, 5], expected [8, 3, 4, 4]',
    ],
    ['pictures of four channels', { 'main.12.weight': zeros(8, 4, 4, 4) }, 'expected [8, 3, 4, 4]'],
    [
      'a statistic missing',
      { 'main.4.running_var': undefined },
      'main.4.running_var is missing, expected [32]',
    ],
    [
      'half of its layers',
      {
        'main.9.weight': undefined,
        'main.12.weight': undefined,
        'main.6.weight': undefined,
        'main.3.weight': undefined,
      },
      '4 is neither a convolution nor a batch norm right after one',
    ],
    ['a PReLU', { 'main.2.weight': ones(1) }, '2 is neither a convolution nor a batch norm right after one'],
    [
      'a latent vector out of range',
      { 'main.0.weight': zeros(2000, 64, 4, 4) },
      'latentSize: must be at most 1024, got 2000',
    ],
  ])('is refused with %s', async (_, change, reason) => {
    await expect(infer(change)).rejects.toThrow(reason);
    await expect(infer(change)).rejects.toThrow('net.safetensors');
  });
});
