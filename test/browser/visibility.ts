import type { Page } from 'playwright-core';

/** A browser without a window hides no tab. */
export function setVisibility(page: Page, state: DocumentVisibilityState): Promise<boolean> {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    return document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}
