/** Portraits as batches for training: read, decoded, resized and mirrored ahead of the step that needs them. */
import sharp from 'sharp';
import { ordering } from './order.ts';
import { indexShards, openShards } from './shards.ts';

// Pictures are small: parallel over pictures, not within one.
sharp.concurrency(1);
sharp.cache(false);

/** Batches decoded ahead, so that a slow disk or a busy core does not stop a step. */
const AHEAD = 4;

export type Portraits = {
  readonly count: number;
  /** The batch that starts at a position of the run: f32 [batch, 3, side, side] in [−1, 1]. */
  batch(position: number): Promise<Float32Array>;
  close(): Promise<void>;
};

export type PortraitOptions = { side: number; batch: number; mirror: boolean; seed: number };

/** Writes one RGB picture, u8 [side, side, 3], into a batch as f32 [3, side, side] in [−1, 1]. */
const place = (pixels: Uint8Array, side: number, mirrored: boolean, out: Float32Array): void => {
  const plane = side * side;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const from = 3 * (y * side + (mirrored ? side - 1 - x : x));
      const to = y * side + x;
      for (let c = 0; c < 3; c++) out[c * plane + to] = (pixels[from + c] ?? 0) / 127.5 - 1;
    }
};

/** Opens a folder of tar shards. */
export const openPortraits = async (folder: string, options: PortraitOptions): Promise<Portraits> => {
  const { side, batch, mirror, seed } = options;
  const index = await indexShards(folder);
  const reader = openShards(index);
  const count = index.members.length;
  const pick = ordering(count, seed);
  const size = 3 * side * side;

  const decode = async (position: number, out: Float32Array): Promise<void> => {
    const { index: which, mirrored } = pick(position);
    const member = index.members[which];
    if (!member) throw new Error(`no portrait ${which} of ${count}`);
    try {
      const pixels = await sharp(await reader.read(member))
        .toColourspace('srgb')
        .removeAlpha()
        .resize(side, side, { fit: 'cover', kernel: 'lanczos3' })
        .raw()
        .toBuffer();
      place(pixels, side, mirror && mirrored, out);
    } catch (cause) {
      throw new Error(`${index.shards[member.shard]}: ${member.name} does not decode`, { cause });
    }
  };
  const make = async (position: number): Promise<Float32Array> => {
    const values = new Float32Array(batch * size);
    await Promise.all(
      Array.from({ length: batch }, (_, i) =>
        decode(position + i, values.subarray(i * size, (i + 1) * size)),
      ),
    );
    return values;
  };

  const ahead = new Map<number, Promise<Float32Array>>();
  const request = (position: number): Promise<Float32Array> => {
    let pending = ahead.get(position);
    if (!pending) {
      pending = make(position);
      pending.catch(() => {}); // Reported by whoever waits for this batch.
      ahead.set(position, pending);
    }
    return pending;
  };
  return {
    count,
    batch(position) {
      const pending = request(position);
      for (let i = 1; i <= AHEAD; i++) request(position + i * batch);
      ahead.delete(position);
      return pending;
    },
    async close() {
      await Promise.allSettled(ahead.values());
      await reader.close();
    },
  };
};
