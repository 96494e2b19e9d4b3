import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataset } from '../data/dataset.ts';
import { buildRenderer } from './build-renderer.ts';
import { type PortraitsJob, renderShards, type ShardEvent } from './render-shards.ts';

let folder: string;
let job: PortraitsJob;

/** A job for the renderer of `testing/`, a program of its own that keeps the real one's protocol. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dareka-portraits-'));
  const renderer = join(folder, 'renderer');
  const program = join(import.meta.dirname, 'testing/flat-renderer.ts');
  await writeFile(renderer, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, { mode: 0o755 });
  const assets = join(folder, 'assets.bin');
  await writeFile(assets, 'flat');
  const out = join(folder, 'out');
  job = { renderer, assets, out, seed: 7, pixels: 16, quality: 90, count: 1500, processes: 2 };
});

afterEach(() => rm(folder, { recursive: true }));

async function run(changes: Partial<PortraitsJob> = {}): Promise<{ rendered: number; events: ShardEvent[] }> {
  const events: ShardEvent[] = [];
  const { rendered } = await renderShards({ ...job, ...changes }, (event) => events.push(event));
  return { rendered, events };
}

test('training reads the shards: every picture has its own labels', async () => {
  const { rendered, events } = await run();
  expect(rendered).toBe(1500);
  expect(events.map(({ shard, count }) => `${shard} ${count}`).sort()).toEqual([
    'faces-0000.tar 1000',
    'faces-0001.tar 500',
  ]);
  const portraits = await openDataset(job.out);
  expect(portraits.pictures.map(({ name }) => name)).toEqual(
    Array.from({ length: 1500 }, (_, i) => `${String(i).padStart(6, '0')}.webp`),
  );
  for (const index of [0, 999, 1000, 1499]) {
    expect(await portraits.labels(index)).toEqual({ index, seed: 7 });
    const { data, info } = await sharp(await portraits.read(index))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([16, 16, 3]);
    // A flat grey has no detail to lose: WebP keeps it to within the rounding of its limited-range luma, 255/219 twice.
    expect(Math.abs((data[0] ?? 0) - ((7 + index) % 256))).toBeLessThanOrEqual(2);
  }
  await portraits.close();
});

test('goes on where it was stopped: finished shards are kept, half a shard is rendered again', async () => {
  await writeFile(job.assets, 'fails at 1200');
  await expect(run({ processes: 1 })).rejects.toThrow(
    /ended with 1 at portraits 1000 to 1499 of seed 7: the packed assets have no tex\/teeth/,
  );
  const kept = await stat(join(job.out, 'faces-0000.tar'));
  expect((await readdir(job.out)).sort()).toEqual(['faces-0000.tar', 'labels-0000.jsonl', 'portraits.json']);

  await writeFile(job.assets, 'flat');
  expect((await run()).rendered).toBe(500);
  expect((await stat(join(job.out, 'faces-0000.tar'))).mtimeMs).toBe(kept.mtimeMs);
  const lines = (await readFile(join(job.out, 'labels.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).index)).toEqual(Array.from({ length: 1500 }, (_, i) => i));
  expect((await run()).rendered).toBe(0);
  // More portraits later: the last shard, which was not full, is rendered again.
  expect((await run({ count: 2000 })).rendered).toBe(1000);
});

test('equal jobs give equal bytes', async () => {
  await run({ count: 20 });
  await run({ count: 20, out: join(folder, 'again') });
  expect(await readFile(join(folder, 'again/faces-0000.tar'))).toEqual(
    await readFile(join(job.out, 'faces-0000.tar')),
  );
});

test('a renderer that stops too early, or that is not there, leaves no shard behind', async () => {
  await writeFile(job.assets, 'stops at 3');
  await expect(run()).rejects.toThrow(/wrote 3 pictures and 3 labels, not 1000 of each/);
  await expect(run({ renderer: join(folder, 'nowhere') })).rejects.toThrow(
    /nowhere: the renderer could not be run for portraits/,
  );
  expect(await readdir(job.out)).toEqual(['portraits.json']);
});

test('a folder keeps its seed, size and quality, and never has portraits without labels', async () => {
  await run({ count: 1001 });
  await expect(run({ seed: 8 })).rejects.toThrow(/holds portraits with seed 7, not 8/);
  await expect(run({ pixels: 32 })).rejects.toThrow(/holds portraits with pixels 16, not 32/);
  await expect(run({ count: 900 })).rejects.toThrow(/holds faces-0001.tar, which is beyond 900 portraits/);
});

test('without make, or where a compiler fails, the error says what to install and why', async () => {
  await writeFile(join(folder, 'Makefile'), 'all:\n\t@echo "main.cpp: no such thing" >&2; false\n');
  await expect(buildRenderer(folder)).rejects.toThrow(
    /needs make and a C\+\+17 compiler.*apt-get install make g\+\+/s,
  );
});
