/** Files that a button of the page saves. */
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';

export type Download = {
  /** The name that the page suggests. */
  readonly name: string;
  readonly content: Buffer;
};

/** Presses a button, and reads the file that it saves. */
export async function downloadBy(button: Locator): Promise<Download> {
  const downloading = button.page().waitForEvent('download');
  await button.click();
  const download = await downloading;
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}
