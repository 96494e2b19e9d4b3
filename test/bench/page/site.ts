/** The origin that serves models and runtimes: the bench's page is on another one. */
export const SITE = new URLSearchParams(location.search).get('site') ?? location.origin;
