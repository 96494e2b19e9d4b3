/**
 * `<dareka-face>`: a face of a person who does not exist, for any page. Importing this has no side effects and works on
 * servers, too. README.md documents the element.
 *
 * @example
 * import { register } from '@dareka/widget';
 * register({ site: 'https://dareka.example' });
 */
import { type DarekaFaceElement, faceElement } from './element.ts';
import { createFaceSite, type SiteOptions } from './site.ts';

export type { DarekaFaceElement } from './element.ts';
export type { DarekaFaceEvents } from './events.ts';
export type { FaceFailure } from './failure.ts';
export type { SiteOptions } from './site.ts';
export type { Dial } from './widget.ts';

export const ELEMENT_NAME = 'dareka-face';

/**
 * Defines `<dareka-face>`. The first call in a page determines the site; later calls do nothing. Does nothing where there are
 * no custom elements, as on a server.
 *
 * @throws TypeError where `site` is not a URL
 */
export function register(options: SiteOptions): void {
  if (typeof customElements === 'undefined' || customElements.get(ELEMENT_NAME) !== undefined) {
    return;
  }
  customElements.define(ELEMENT_NAME, faceElement(createFaceSite(options)));
}

declare global {
  interface HTMLElementTagNameMap {
    'dareka-face': DarekaFaceElement;
  }
}
