/** What a file of tests sees of the sites that it shares with others. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TrainingSet } from '../../client/page/train-here/sets/training-set.ts';
import type { SharedSiteName } from './serve-sites.ts';

export type SharedSite = {
  readonly url: string;
  /** With what the site was built from. */
  readonly folder: string;
};

/** What the site trains on: a set, and the file of its pictures. */
export type SmallTraining = { readonly set: TrainingSet; readonly sheet: Uint8Array };

export type SiteWithSmallTraining = SharedSite & {
  readonly portraits: SmallTraining;
  readonly digits: SmallTraining;
};

/** @throws Error that says why the site does not start */
export async function sharedSite(name: SharedSiteName): Promise<SharedSite> {
  const response = await fetch(new URL(name, inject('sharedSites')));
  if (!response.ok) {
    throw new Error(await response.text());
  }
  return response.json();
}

/** The site with a smaller training. */
export async function sharedTraining(): Promise<SiteWithSmallTraining> {
  const site = await sharedSite('training');
  const [portraits, digits] = await Promise.all(
    ['portraits', 'digits'].map(
      async (name): Promise<SmallTraining> => ({
        set: JSON.parse(await readFile(join(site.folder, `${name}.json`), 'utf8')),
        sheet: await readFile(join(site.folder, `${name}.webp`)),
      }),
    ),
  );
  if (portraits === undefined || digits === undefined) {
    throw new Error('the site has no training');
  }
  return { ...site, portraits, digits };
}
