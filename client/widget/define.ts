/** Defines the custom element. */
import { faceElement } from './element.ts';
import { createFaceSite, type LoadLive, type SiteOptions } from './site.ts';

export const ELEMENT_NAME = 'dareka-face';

/** As `register`. @param load imports `live.ts` */
export function defineElement(options: SiteOptions, load: LoadLive): void {
  if (typeof customElements !== 'undefined' && customElements.get(ELEMENT_NAME) === undefined) {
    customElements.define(ELEMENT_NAME, faceElement(createFaceSite(options, load)));
  }
}
