/** Values of the Cache-Control header. `no-transform`: these bytes are what their entity tag says. */

/** For what never changes under its path. */
export const CACHE_YEAR = 'public, max-age=31536000, immutable, no-transform';

/** For what a share code decides: it never changes, but a day bounds how long a mistake of ours would last. */
export const CACHE_DAY = 'public, max-age=86400';

/** For what the next deployment may change and other sites load: at most an hour old, a day while it is fetched again. */
export const CACHE_HOUR = 'public, max-age=3600, stale-while-revalidate=86400, no-transform';

/** For what the next deployment may change: stored, but revalidated each time. */
export const REVALIDATE = 'public, no-cache';

/** For what is different each time. */
export const NO_STORE = 'no-store';
