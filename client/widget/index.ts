/**
 * `<dareka-face>`: a face of a person who does not exist, for any page. Importing this has no side effects and works on
 * servers, too. README.md documents the element.
 *
 * @example
 * import { register } from '@dareka/widget';
 * register({ site: 'https://dareka.example' });
 */
import { defineElement } from './define.ts';
import type { DarekaFaceElement } from './element.ts';
import { openLive } from './live.ts';
import type { SiteOptions } from './site.ts';

export { ELEMENT_NAME } from './define.ts';
export type { DarekaFaceElement } from './element.ts';
export type { DarekaFaceEvents } from './events.ts';
export type { FaceFailure, FailureReason } from './failure.ts';
export type { SiteOptions } from './site.ts';
export type { Dial } from './widget.ts';

/**
 * Defines `<dareka-face>`. The first call in a page determines the site; later calls do nothing. Does nothing where there are
 * no custom elements, as on a server.
 *
 * @throws TypeError where `site` is not a URL
 */
export function register(options: SiteOptions): void {
  // In one module: a browser that failed to load a module once fails for ever, and only the embed script can help that.
  defineElement(options, async () => ({ openLive }));
}

declare global {
  interface HTMLElementTagNameMap {
    'dareka-face': DarekaFaceElement;
  }
}
