/** Keeps the film of a training on the device while it trains. */
import { leastMissed, MAX_SNAPSHOTS } from '../session/snapshots.ts';
import { deleteSnapshots, readSnapshot, stepsOfFilm, storeSnapshot } from '../trainings/film-storage.ts';

/** Of all snapshots of a film. */
const MAX_BYTES = 6e6;
const WEBP_QUALITY = 0.85;

export type Film = {
  /** Stores a grid of samples, RGBA u8 [side, side, 4]. @throws DOMException where storage is full or forbidden */
  add(step: number, side: number, pixels: Uint8ClampedArray<ArrayBuffer>): Promise<void>;
  /** Forgets it. @throws DOMException where storage is forbidden */
  clear(): Promise<void>;
};

/** @param steps of the training; what an earlier visit drew after them, and did not keep, is forgotten */
export async function openFilm(id: string, steps: number): Promise<Film> {
  /** Bytes by step, in order. */
  const sizes = new Map<number, number>();

  async function drop(dropped: readonly number[]): Promise<void> {
    for (const step of dropped) {
      sizes.delete(step);
    }
    await deleteSnapshots(id, dropped);
  }

  try {
    for (const step of await stepsOfFilm(id)) {
      sizes.set(step, (await readSnapshot(id, step))?.byteLength ?? 0);
    }
    await drop([...sizes.keys()].filter((step) => step > steps));
  } catch (error) {
    console.info('dareka: the film of the training cannot be read:', error);
  }
  return {
    async add(step, side, pixels) {
      const file = await encodeSnapshot(side, pixels);
      await storeSnapshot(id, step, file);
      sizes.set(step, file.byteLength);
      const dropped: number[] = [];
      const kept = [...sizes.keys()];
      const bytes = () => kept.reduce((sum, each) => sum + (sizes.get(each) ?? 0), 0);
      while (kept.length > 2 && (kept.length > MAX_SNAPSHOTS || bytes() > MAX_BYTES)) {
        dropped.push(...kept.splice(leastMissed(kept), 1));
      }
      await drop(dropped);
    },
    async clear() {
      await drop([...sizes.keys()]);
    },
  };
}

/** Samples, RGBA u8 [side, side, 4], as WebP; as PNG where the browser writes no WebP. */
export async function encodeSnapshot(
  side: number,
  pixels: Uint8ClampedArray<ArrayBuffer>,
): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(side, side);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, side, side), 0, 0);
  return (await canvas.convertToBlob({ type: 'image/webp', quality: WEBP_QUALITY })).arrayBuffer();
}
