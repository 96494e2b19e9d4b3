/** The files that training needs beside the page's own: where they are, how large, and storing them for offline use. */
import { NOTES } from '../../../storage/names.ts';
import { readNote, writeNote } from '../../../storage/notes.ts';
import { storeSiteFiles } from '../../../storage/site-cache.ts';
import { downloadSize } from './download-size.ts';
import { sheetUrls, TRAINING_SOURCES } from './training-sources.ts';

const SHEETS = Object.values(TRAINING_SOURCES).flatMap(sheetUrls);

/** The URL of this script changes with the build. */
const EDITION = import.meta.url;

/**
 * How much starting a training would transfer.
 *
 * @param sheets URLs of pictures, those of all sets by default
 * @returns bytes, compressed; 0 where all is stored; null where that is unknown
 */
export function trainingBytes(sheets: readonly string[] = SHEETS): Promise<number | null> {
  return downloadSize(sheets);
}

/**
 * Stores what training needs, and notes that the visitor wants it offline.
 *
 * @throws Error where a download fails, or storage is full or forbidden
 */
export async function storeTraining(): Promise<void> {
  await storeSiteFiles(SHEETS);
  await writeNote(NOTES.trainingOffline, EDITION);
}

/** Stores it again where the visitor wants it offline, and the site has published another build. @throws as `storeTraining` */
export async function storeTrainingAgain(): Promise<void> {
  const stored = await readNote(NOTES.trainingOffline);
  if (stored !== undefined && stored !== EDITION) {
    await storeTraining();
  }
}
