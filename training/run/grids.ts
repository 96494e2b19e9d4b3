/**
 * The grids of a run: pictures that its EMA generator draws from the same latents as the training goes on, named by their
 * step. They are PNG files, and WebP in a run that was packed once.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../../files/write-atomic.ts';

/** Faces in a row of a grid. */
export const GRID_COLUMNS = 8;

/** Whether a run draws a grid after a step: often at first, when the pictures change quickly. @param stepsBefore steps of its base model */
export function hasGrid(step: number, stepsBefore: number): boolean {
  const trained = stepsBefore + step;
  if (trained < 2000) {
    return step % 100 === 0;
  }
  return step % (trained < 10000 ? 500 : 1000) === 0;
}

export type Grid = { readonly step: number; readonly path: string };

/** All grids in the order of their steps. */
export async function listGrids(folder: string): Promise<Grid[]> {
  const names = (await readdir(join(folder, 'grids')))
    .filter((name) => /^\d{9}\.(png|webp)$/.test(name))
    .sort();
  return names.map((name) => ({ step: Number.parseInt(name, 10), path: join(folder, 'grids', name) }));
}

export async function saveGrid(folder: string, step: number, png: Uint8Array): Promise<string> {
  const path = join(folder, 'grids', `${String(step).padStart(9, '0')}.png`);
  await writeAtomic(path, png);
  return path;
}

/** Removes the grids after a checkpoint: a resumed run takes their steps again. */
export async function rewindGrids(folder: string, steps: number): Promise<void> {
  for (const { step, path } of await listGrids(folder)) {
    if (step > steps) {
      await rm(path);
    }
  }
}
