import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LATENT_ATTRIBUTES } from '../../gan/latent-attributes.ts';
import { openDataLoader } from './data-loader.ts';
import { openDataset } from './dataset.ts';
import { createEpochOrder } from './epoch-order.ts';
import { attributeReader } from './labels/attributes.ts';
import { noise, pictures, scratchFolder, writeFolder, writeTar, writeZip } from './testing/datasets.ts';

const SAMPLE = join(import.meta.dirname, '../sample');
const options = { side: 64, batch: 4, mirror: true, seed: 3 };
const SIZE = 3 * 64 * 64;
const LABELS = 15;

describe('batches of portraits', () => {
  it('are the pictures in the order of the run, resized, mirrored and in [−1, 1]', async () => {
    const portraits = await openDataLoader(SAMPLE, options);
    const batch = await portraits.batch(8);
    await portraits.close();
    expect(batch.length).toBe(4 * SIZE);

    const source = await openDataset(SAMPLE);
    const pick = createEpochOrder(1000, options.seed);
    const flips = new Set<boolean>();
    for (let i = 0; i < 4; i++) {
      const { index: which, mirrored } = pick(8 + i);
      flips.add(mirrored);
      const picture = sharp(await source.read(which)).resize(64, 64);
      const { data } = await sharp(await picture.png().toBuffer())
        .flop(mirrored)
        .raw()
        .toBuffer({ resolveWithObject: true });
      for (const [c, y, x] of [
        [0, 0, 0],
        [1, 20, 33],
        [2, 63, 63],
        [0, 31, 5],
      ] as const) {
        expect(batch[i * SIZE + c * 4096 + y * 64 + x]).toBeCloseTo(
          (data[3 * (y * 64 + x) + c] ?? 0) / 127.5 - 1,
          5,
        );
      }
    }
    await source.close();
    expect(flips.size).toBe(2);
  });

  it('are the same when a run is resumed at a position', async () => {
    const first = await openDataLoader(SAMPLE, options);
    await first.batch(0);
    const straight = await first.batch(4);
    await first.close();
    const second = await openDataLoader(SAMPLE, options);
    expect(await second.batch(4)).toEqual(straight);
    await second.close();
  });
});

describe('the labels of portraits', () => {
  it('are normal scores for each portrait of a batch, mirrored where the portrait is', async () => {
    const portraits = await openDataLoader(SAMPLE, options);
    await portraits.batch(8);
    const picks = portraits.picturesOf(8);
    const scores = (await portraits.labels({ labels: '', labelCount: LABELS })).of(picks);
    await portraits.close();
    const source = await openDataset(SAMPLE);
    const yaw = LATENT_ATTRIBUTES.indexOf('turn');
    const age = LATENT_ATTRIBUTES.indexOf('age');
    const known = await Promise.all(picks.map(async ({ index }) => (await source.labels(index)) ?? {}));
    await source.close();
    expect(new Set(picks.map(({ mirrored }) => mirrored)).size).toBe(2);
    picks.forEach(({ mirrored }, i) => {
      const turned = Number(known[i]?.yaw) * (mirrored ? -1 : 1);
      expect(Math.sign(scores[i * LABELS + yaw] ?? 0)).toBe(Math.sign(turned));
    });
    const byAge = [...picks.keys()].sort((a, b) => Number(known[a]?.age) - Number(known[b]?.age));
    const ages = byAge.map((i) => scores[i * LABELS + age] ?? 0);
    expect(ages).toEqual([...ages].sort((a, b) => a - b));
  });

  it('are refused where they are missing or not those of a portrait, naming the place', async () => {
    const { folder, remove } = await scratchFolder();
    const bare = await writeFolder(join(folder, 'bare'), await pictures(3));
    const odd = await writeFolder(join(folder, 'odd'), {
      ...(await pictures(3)),
      '000001.json': '{"smile":"wide"}',
    });
    for (const [path, message] of [
      [
        bare,
        '000000.png has no labels; write a labels.jsonl or labels.csv beside the pictures, or labelWeight = 0',
      ],
      [odd, '000000.png has no labels'],
    ] as const) {
      const portraits = await openDataLoader(path, { ...options, side: 16 });
      await expect(portraits.labels({ labels: '', labelCount: LABELS })).rejects.toThrow(message);
      await portraits.close();
    }
    expect(() => attributeReader(LATENT_ATTRIBUTES)({ smile: 'wide' }, 'x.png')).toThrow(
      'the labels of x.png: gender',
    );
    await remove();
  });

  it('are refused where no portrait has one of them', async () => {
    const source = await openDataset(SAMPLE);
    const { hat, earrings, ...others } = (await source.labels(0)) ?? {};
    await source.close();
    expect([hat, earrings]).toEqual([expect.any(String), expect.any(String)]);
    const { folder, remove } = await scratchFolder();
    const files = { ...(await pictures(1)), 'labels.jsonl': JSON.stringify(others) };
    const portraits = await openDataLoader(await writeFolder(folder, files), {
      ...options,
      side: 16,
      batch: 1,
    });
    await expect(portraits.labels({ labels: '', labelCount: 16 })).rejects.toThrow(
      'no label says anything of "hat"; write labelCount = 15 in the recipe',
    );
    await portraits.close();
    await remove();
  });
});

describe('a data set with unusable pictures', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let made: Record<string, Uint8Array>;
  const small = { side: 16, batch: 4, mirror: false, seed: 2 };
  const at = (name: string): string => join(scratch.folder, name);
  /** A whole epoch, a picture at a time, in pixels of the first channel's first row; and the messages for the user. */
  async function epoch(path: string, run?: string) {
    const heard: string[] = [];
    const portraits = await openDataLoader(path, {
      ...small,
      tell: (message) => heard.push(message),
      ...(run === undefined ? {} : { run }),
    });
    const seen: string[] = [];
    for (let position = 0; position < portraits.count; position += small.batch) {
      const batch = await portraits.batch(position);
      for (let i = 0; i < small.batch; i++) {
        seen.push(String(batch.subarray(i * 768, i * 768 + 16)));
      }
    }
    await portraits.close();
    return { seen, heard };
  }
  beforeAll(async () => {
    scratch = await scratchFolder();
    made = await pictures(16);
  });
  afterAll(() => scratch.remove());

  it('has another picture in the place of each, and all others at their own places', async () => {
    const whole = await epoch(await writeFolder(at('whole'), made));
    const bad = { '000005.png': 'no picture', '000009.png': await noise(1, 8, 8).png().toBuffer() };
    const lacking = await epoch(await writeFolder(at('lacking'), { ...made, ...bad }));
    const changed = whole.seen.filter((picture, i) => picture !== lacking.seen[i]);
    expect(changed).toHaveLength(2);
    expect(new Set(lacking.seen)).toEqual(
      new Set(whole.seen.filter((picture) => !changed.includes(picture))),
    );
  });

  it('is the same from a folder, a zip and shards', async () => {
    const files = { ...made, '000002.png': 'no picture' };
    const all = [
      await writeFolder(at('three'), files),
      await writeZip(at('three.zip'), files),
      await writeTar(at('three.tar'), files),
    ];
    const [first, ...others] = await Promise.all(all.map(async (path) => (await epoch(path)).seen));
    for (const other of others) {
      expect(other).toEqual(first);
    }
  });

  it('reports once, and stores in the run, how many were skipped and why', async () => {
    const bad = {
      '000001.png': 'no picture',
      '000006.png': 'none either',
      '000007.png': await noise(1, 100, 8).png().toBuffer(),
      '000008.png': await noise(1).toColourspace('cmyk').jpeg().toBuffer(),
    };
    const folder = await writeFolder(at('counted'), { ...made, ...bad });
    const { heard } = await epoch(folder, at('run'));
    expect(heard).toEqual([
      `${folder} has 12 usable pictures, which the generator learns by heart; add pictures: some thousands are good`,
      `${folder}: 16 pictures, 12 usable; skipped: 2 corrupt, 1 tiny, 1 cmyk; listed in ${at('run/skipped.jsonl')}`,
    ]);
    expect((await readFile(at('run/skipped.jsonl'), 'utf8')).trim().split('\n')).toEqual([
      '{"name":"000001.png","reason":"corrupt"}',
      '{"name":"000006.png","reason":"corrupt"}',
      '{"name":"000007.png","reason":"tiny"}',
      '{"name":"000008.png","reason":"cmyk"}',
    ]);
    expect(JSON.parse(await readFile(at('run/data.json'), 'utf8'))).toMatchObject({
      source: folder,
      kind: 'folder',
      pictures: 16,
      seen: 16,
      skipped: { corrupt: 2, tiny: 1, animated: 0, cmyk: 1 },
      resolution: 16,
      crop: 'centre',
      list: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await epoch(folder, at('run'))).heard).toEqual([expect.stringContaining('learns by heart')]);
  });

  it('is refused where no picture is usable, saying why', async () => {
    const tiny = await noise(1, 8, 8).png().toBuffer();
    const folder = await writeFolder(at('useless'), { 'a.png': 'no picture', 'b.png': tiny, 'c.png': tiny });
    await expect(epoch(folder)).rejects.toThrow(
      'none of 3 pictures can be used at 16×16: 1 corrupt, 2 tiny; write enlarge = true or pad = true in the recipe to train on small',
    );
  });

  it('says before the first step that there are too few, and how many would do', async () => {
    const nine = await writeFolder(at('nine'), { ...(await pictures(9)), '000003.png': 'no picture' });
    const heard: string[] = [];
    const options = {
      ...small,
      batch: 64,
      run: at('nine-run'),
      tell: (message: string) => heard.push(message),
    };
    const portraits = await openDataLoader(nine, options);
    expect(heard[0]).toBe(
      `${nine} has 8 usable pictures, fewer than a batch of 64, so that each is in every batch more than once; add pictures, or write batch = 8 in the recipe`,
    );
    expect(await portraits.batch(0)).toHaveLength(64 * 3 * 16 * 16);
    await portraits.close();
  });

  it('is refused where all pictures are alike, and leaves the run free for others', async () => {
    const [one = ''] = Object.values(made);
    const alike = await writeFolder(at('alike'), {
      'a.png': one,
      'b.png': one,
      'c.png': 'no picture',
      'd.png': one,
    });
    await expect(epoch(alike, at('alike-run'))).rejects.toThrow(
      `${alike} has no two pictures that differ, of 3 usable pictures that were looked at, so that there is nothing to learn; write --data with`,
    );
    const single = await writeFolder(at('single'), { 'a.png': one });
    await expect(epoch(single, at('alike-run'))).rejects.toThrow(
      'single has one picture, so that there is nothing',
    );
    await epoch(at('counted'), at('alike-run'));
  });

  it('cannot be replaced by another while a run continues', async () => {
    await epoch(await writeFolder(at('before'), made), at('held'));
    const other = await writeFolder(at('after'), await pictures(5));
    await expect(epoch(other, at('held'))).rejects.toThrow(
      /held was started with other data, the 16 pictures of .*before, not the 5 of .*after; write --run NAME/,
    );
    // The same pictures in another folder are the same data.
    await epoch(await writeZip(at('before.zip'), made), at('held'));
  });
});
