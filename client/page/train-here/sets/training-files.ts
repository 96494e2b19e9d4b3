/** The files that training downloads beside the page's own: their size, and storing them for offline use. */
import { NOTES } from '../../../storage/names.ts';
import { readNote, writeNote } from '../../../storage/notes.ts';
import { storeSiteFiles } from '../../../storage/site-cache.ts';
import { downloadSize } from './download-size.ts';
import { sheetUrls, TRAINING_SOURCES } from './training-sources.ts';

const SHEETS = Object.values(TRAINING_SOURCES).flatMap(sheetUrls);

/** Names the build: the URL of this script changes with it. */
const EDITION = import.meta.url;

/**
 * How much a training would download.
 *
 * @param sheets URLs of pictures, those of all sets by default
 * @returns bytes, compressed; 0 where all is stored; null where that is unknown
 */
export function trainingBytes(sheets: readonly string[] = SHEETS): Promise<number | null> {
  return downloadSize(sheets);
}

/**
 * Stores these files, and notes that the visitor wants them offline.
 *
 * @throws Error where a download fails, or storage is full or forbidden
 */
export async function storeTraining(): Promise<void> {
  await storeSiteFiles(SHEETS);
  await writeNote(NOTES.trainingOffline, EDITION);
}

/** Stores them again where the visitor wants them offline and the site has published another build. @throws as `storeTraining` */
export async function storeTrainingAgain(): Promise<void> {
  const stored = await readNote(NOTES.trainingOffline);
  if (stored !== undefined && stored !== EDITION) {
    await storeTraining();
  }
}
