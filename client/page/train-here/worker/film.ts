/** Keeps the film of a training while it trains: in memory first, and on the device with the next checkpoint. */
import { indexToDrop, MAX_SNAPSHOTS } from '../session/snapshots.ts';
import {
  deleteSnapshots,
  type FilmFile,
  filesOfFilm,
  readSnapshot,
  stepsOfFilm,
  storeSnapshot,
} from '../trainings/film-storage.ts';

/** The most bytes of all snapshots of a film. */
const MAX_BYTES = 6e6;
const WEBP_QUALITY = 0.85;

/** A grid of samples, RGBA u8 [side, side, 4]. */
type Samples = {
  readonly step: number;
  readonly side: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
};

export type Film = {
  /** Keeps a grid of samples in memory, in place of the one before; what the first weights drew is kept beside it. */
  add(samples: Samples): void;
  /** Stores what was added. @throws DOMException where storage is full or forbidden */
  save(): Promise<void>;
  /** The whole film in the order of the steps, with what is not stored yet. Never rejects for want of storage. */
  files(): Promise<FilmFile[]>;
  /** Deletes the film. @throws DOMException where storage is forbidden */
  clear(): Promise<void>;
};

/** @param steps of the training's checkpoint: snapshots of later steps are deleted, since these steps were not stored */
export async function openFilm(id: string, steps: number): Promise<Film> {
  /** Bytes by step, in order. */
  const sizes = new Map<number, number>();
  let unsaved: Samples[] = [];

  async function drop(dropped: readonly number[]): Promise<void> {
    for (const step of dropped) {
      sizes.delete(step);
    }
    await deleteSnapshots(id, dropped);
  }

  async function store({ step, side, pixels }: Samples): Promise<void> {
    const file = await encodeSnapshot(side, pixels);
    await storeSnapshot(id, step, file);
    sizes.set(step, file.byteLength);
    const dropped: number[] = [];
    const kept = [...sizes.keys()];
    const bytes = () => kept.reduce((sum, each) => sum + (sizes.get(each) ?? 0), 0);
    while (kept.length > 2 && (kept.length > MAX_SNAPSHOTS || bytes() > MAX_BYTES)) {
      dropped.push(...kept.splice(indexToDrop(kept), 1));
    }
    await drop(dropped);
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
    add(samples) {
      unsaved = [...unsaved.filter(({ step }) => step === 0 && samples.step > 0), samples];
    },
    async save() {
      for (const samples of unsaved) {
        await store(samples);
      }
      unsaved = [];
    },
    async files() {
      // The grid of an opened training is drawn again, and takes the place of the stored one.
      const files = new Map((await filesOfFilm(id)).map(({ step, file }) => [step, file]));
      for (const { step, side, pixels } of unsaved) {
        files.set(step, await encodeSnapshot(side, pixels));
      }
      return Array.from(files, ([step, file]) => ({ step, file })).sort((a, b) => a.step - b.step);
    },
    async clear() {
      unsaved = [];
      await drop([...sizes.keys()]);
    },
  };
}

/** Samples, RGBA u8 [side, side, 4], as WebP; as PNG where the browser writes no WebP. */
async function encodeSnapshot(side: number, pixels: Uint8ClampedArray<ArrayBuffer>): Promise<ArrayBuffer> {
  const canvas = new OffscreenCanvas(side, side);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, side, side), 0, 0);
  return (await canvas.convertToBlob({ type: 'image/webp', quality: WEBP_QUALITY })).arrayBuffer();
}
