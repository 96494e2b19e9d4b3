/**
 * `<dareka-face>`: the face of nobody, for any page. Importing this does nothing, on servers too; README.md shows the rest.
 *
 * @example
 * import { register } from '@dareka/widget';
 * register({ site: 'https://dareka.example' });
 */
import { type DarekaFaceElement, faceElement } from './element.ts';
import { createSite, type SiteOptions } from './site.ts';

export type { DarekaFaceElement } from './element.ts';
export type { DarekaFaceEvents } from './events.ts';
export type { FaceFailure } from './failure.ts';
export type { SiteOptions } from './site.ts';
export type { Dial } from './widget.ts';

export const ELEMENT_NAME = 'dareka-face';

/**
 * Defines `<dareka-face>`, once in a page: whoever comes first says which site its faces come from. Does nothing where
 * there are no custom elements, as on a server.
 *
 * @throws TypeError for a site that is no URL
 */
export function register(options: SiteOptions): void {
  if (typeof customElements === 'undefined' || customElements.get(ELEMENT_NAME) !== undefined) {
    return;
  }
  customElements.define(ELEMENT_NAME, faceElement(createSite(options)));
}

declare global {
  interface HTMLElementTagNameMap {
    'dareka-face': DarekaFaceElement;
  }
}
