/** What the engine's worker loaded, asked for by the page: URLs. */

/** The channel that both listen on. */
export const LOADED = 'dareka-loaded';

const PATIENCE_MS = 2000;

/** @returns the URLs that the engine's worker fetched; none where it does not answer */
export function loadedByEngine(): Promise<string[]> {
  const channel = new BroadcastChannel(LOADED);
  return new Promise<string[]>((resolve) => {
    channel.addEventListener('message', ({ data }) => {
      if (Array.isArray(data)) {
        resolve(data.filter((url) => typeof url === 'string'));
      }
    });
    setTimeout(() => resolve([]), PATIENCE_MS);
    channel.postMessage('which');
  }).finally(() => channel.close());
}
