/** The card without a face, as the build rendered it. */
import type { Pixels } from '../../picture/png.ts';
import { onceInIsolate } from '../once-in-isolate.ts';
import { type BuiltSite, readWholeFile } from '../site/built-site.ts';
import { CARD_TEMPLATE_PATH } from '../site/catalog.ts';
import { CARD, withoutCaption } from './card.ts';

/** @throws Error if the site has none */
export const openCardTemplate = onceInIsolate(async (site: BuiltSite): Promise<Pixels> => {
  const file = await readWholeFile(site, CARD_TEMPLATE_PATH);
  if (file === undefined) {
    throw new Error(`the site has no ${CARD_TEMPLATE_PATH}`);
  }
  return { ...CARD, data: new Uint8ClampedArray(file) };
});

/** The card without the lettering "someone who does not exist" either. @throws Error if the site has none */
export const openPlainCardTemplate = onceInIsolate(
  async (site: BuiltSite): Promise<Pixels> => withoutCaption(await openCardTemplate(site)),
);
