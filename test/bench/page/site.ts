/** The origin that serves models and runtimes. The bench's page has another origin. */
export const SITE = new URLSearchParams(location.search).get('site') ?? location.origin;
