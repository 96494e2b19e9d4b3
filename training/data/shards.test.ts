import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { create } from 'tar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexShards, openShards } from './shards.ts';

const SAMPLE = join(import.meta.dirname, '../sample');
let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'dareka-shards-'));
});
afterAll(() => rm(scratch, { recursive: true }));

describe('the sample shard', () => {
  it('holds a thousand portraits in order', async () => {
    const { members } = await indexShards(SAMPLE);
    expect(members.map(({ name }) => name)).toEqual(
      Array.from({ length: 1000 }, (_, i) => `${String(i).padStart(6, '0')}.webp`),
    );
  });

  it('gives any portrait by its place alone, in any order', async () => {
    const index = await indexShards(SAMPLE);
    const reader = openShards(index);
    for (const which of [999, 0, 500]) {
      const member = index.members[which];
      if (!member) throw new Error(`no member ${which}`);
      const bytes = await reader.read(member);
      expect(bytes.length).toBe(member.bytes);
      const { width, height, format } = await sharp(bytes).metadata();
      expect({ width, height, format }).toEqual({ width: 128, height: 128, format: 'webp' });
    }
    await reader.close();
  });
});

describe('other shards', () => {
  it('may have folders, long names and files that are no pictures', async () => {
    const folder = await mkdtemp(join(scratch, 'odd-'));
    const long = `${'a-long-name-'.repeat(12)}.png`;
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
    const inside = await mkdtemp(join(scratch, 'inside-'));
    await writeFile(join(inside, long), png);
    await writeFile(join(inside, 'b.json'), '{}');
    await create({ file: join(folder, 'odd.tar'), cwd: inside }, ['.']);
    const index = await indexShards(folder);
    expect(index.members).toHaveLength(1);
    const [member] = index.members;
    if (!member) throw new Error('no member');
    expect(Buffer.compare(await openShards(index).read(member), png)).toBe(0);
  });

  it('are refused with their place where they are cut short', async () => {
    const folder = await mkdtemp(join(scratch, 'short-'));
    const whole = await readFile(join(SAMPLE, 'faces-0000.tar'));
    await writeFile(join(folder, 'short.tar'), whole.subarray(0, 5000));
    await expect(indexShards(folder)).rejects.toThrow(/short\.tar: 00000\d\.webp at byte \d+ is cut short/);
  });

  it('are refused with their place where they are damaged', async () => {
    const folder = await mkdtemp(join(scratch, 'damaged-'));
    const whole = await readFile(join(SAMPLE, 'faces-0000.tar'));
    whole[0] = (whole[0] ?? 0) ^ 1;
    await writeFile(join(folder, 'damaged.tar'), whole);
    await expect(indexShards(folder)).rejects.toThrow('damaged.tar: no valid tar header at byte 0');
  });

  it('are asked for by name where a folder has none', async () => {
    await expect(indexShards(await mkdtemp(join(scratch, 'none-')))).rejects.toThrow(
      'no pictures in 0 tar files',
    );
  });
});
