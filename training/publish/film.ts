/** The film of a training: the fixed-noise grids of a run, one after the other, as an animated WebP. */
import sharp from 'sharp';
import { listGrids } from '../run/grids.ts';

/** As many frames as still show the change; the first of them close together, as the grids are. */
const FRAMES = 60;
const FRAME_MILLISECONDS = 120;
const LAST_MILLISECONDS = 2500;
const QUALITY = 70;
/** The top-left faces of a grid: these many a side. */
const FACES = 4;

export type Film = {
  /** An animated WebP of FACES × FACES faces. */
  readonly webp: Uint8Array;
  /** The step each frame shows, so that curves and frames can be read together. */
  readonly steps: readonly number[];
};

/**
 * @param folder a run's folder
 * @param side of one face in pixels
 */
export const makeFilm = async (folder: string, side: number): Promise<Film> => {
  const grids = await listGrids(folder);
  if (grids.length === 0) throw new Error(`${folder}: no grids to make a film of`);
  const count = Math.min(FRAMES, grids.length);
  const chosen = Array.from({ length: count }, (_, i) =>
    Math.round((i * (grids.length - 1)) / Math.max(1, count - 1)),
  ).flatMap((place) => grids[place] ?? []);
  const crop = { left: 0, top: 0, width: FACES * side, height: FACES * side };
  const frames = await Promise.all(chosen.map(({ path }) => sharp(path).extract(crop).png().toBuffer()));
  const delay = frames.map((_, i) => (i === frames.length - 1 ? LAST_MILLISECONDS : FRAME_MILLISECONDS));
  const webp = await sharp(frames, { join: { animated: true } })
    .webp({ quality: QUALITY, effort: 6, delay, loop: 0 })
    .toBuffer();
  return { webp, steps: chosen.map(({ step }) => step) };
};
