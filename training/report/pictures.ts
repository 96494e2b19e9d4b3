/** A run's grids, small enough to be embedded in a page. */
import sharp from 'sharp';
import type { Grid } from '../run/grids.ts';

/** The number of grids that a scrubber can tell apart, and their largest width; faces of 64 pixels keep their size. */
const GRIDS = 40;
const WIDEST = 768;
/** The bytes of all pictures before base64; where they take more, their quality is lowered. */
const BUDGET = 4_000_000;
const QUALITIES = [80, 65, 50, 35];

export type Picture = {
  readonly step: number;
  readonly width: number;
  readonly height: number;
  readonly url: string;
};

export function dataUrl(webp: Uint8Array): string {
  return `data:image/webp;base64,${Buffer.from(webp).toString('base64')}`;
}

/** Evenly spaced by index, so that they too are closer together at first, when the pictures change quickly. */
function choose(grids: readonly Grid[]): Grid[] {
  const count = Math.min(GRIDS, grids.length);
  return Array.from({ length: count }, (_, i) =>
    grids.slice(Math.round((i * (grids.length - 1)) / Math.max(1, count - 1))).slice(0, 1),
  ).flat();
}

/** WebP pictures of up to 40 grids, the first and the last among them, as data URLs. */
export async function gridPictures(grids: readonly Grid[]): Promise<Picture[]> {
  const chosen = choose(grids);
  for (const quality of QUALITIES) {
    const made = await Promise.all(
      chosen.map(async ({ step, path }) => {
        const { data, info } = await sharp(path)
          .resize({ width: WIDEST, withoutEnlargement: true, kernel: 'lanczos3' })
          .webp({ quality, effort: 5, smartSubsample: true })
          .toBuffer({ resolveWithObject: true });
        return { step, data, width: info.width, height: info.height };
      }),
    );
    const bytes = made.reduce((sum, { data }) => sum + data.length, 0);
    if (bytes <= BUDGET || quality === QUALITIES.at(-1)) {
      return made.map(({ data, ...picture }) => ({ ...picture, url: dataUrl(data) }));
    }
  }
  return [];
}
