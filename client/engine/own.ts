/**
 * Models that were made on this device. They lie in the engine's cache as published ones do, under addresses that no site
 * has, and are found by their tags where the site has published no such model. Nobody else can draw with them.
 */

/** How their ids begin. */
const PREFIX = 'trained-here-';
/** Where their files would be, if that were anywhere. */
export const OWN_HOME = 'https://own.invalid/';

export function ownId(tag: string): string {
  return PREFIX + tag;
}

/** Whether a model was made on this device, so that its codes mean nothing elsewhere. */
export function isOwn({ id }: { readonly id: string }): boolean {
  return id.startsWith(PREFIX);
}
