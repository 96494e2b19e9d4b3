/**
 * The film of a training: the fixed-noise grids of a run, after those of the run that it grew from, as an animated WebP.
 */
import sharp from 'sharp';
import { GRID_COLUMNS, listGrids } from '../run/grids.ts';
import { readLineage } from '../run/lineage.ts';

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
  /** The step each frame shows, counted from the first of the training, so that curves and frames can be read together. */
  readonly steps: readonly number[];
};

/**
 * @param folder a run's folder
 * @param side of one face in pixels
 */
export const makeFilm = async (folder: string, side: number): Promise<Film> => {
  const grids = (
    await Promise.all(
      (
        await readLineage(folder)
      ).map(async ({ folder: own, before }) =>
        (await listGrids(own)).map(({ step, path }) => ({ step: before.steps + step, path })),
      ),
    )
  ).flat();
  if (grids.length === 0) throw new Error(`${folder}: no grids to make a film of`);
  const count = Math.min(FRAMES, grids.length);
  const chosen = Array.from({ length: count }, (_, i) =>
    Math.round((i * (grids.length - 1)) / Math.max(1, count - 1)),
  ).flatMap((place) => grids[place] ?? []);
  const frames = await Promise.all(
    chosen.map(async ({ path }) => {
      const { width } = await sharp(path).metadata();
      const corner = (width / GRID_COLUMNS) * FACES;
      return sharp(path)
        .extract({ left: 0, top: 0, width: corner, height: corner })
        .resize(FACES * side)
        .png()
        .toBuffer();
    }),
  );
  const delay = frames.map((_, i) => (i === frames.length - 1 ? LAST_MILLISECONDS : FRAME_MILLISECONDS));
  const webp = await sharp(frames, { join: { animated: true } })
    .webp({ quality: QUALITY, effort: 6, delay, loop: 0 })
    .toBuffer();
  return { webp, steps: chosen.map(({ step }) => step) };
};
