/** Which URLs the engine's worker has fetched: a service worker that was installed later has not seen them. */

const CHANNEL = 'dareka-engine-resources';
const QUESTION = 'which';
const ANSWER_MS = 2000;

/** Asks the engine's worker. @returns the URLs; none where it does not answer in time */
export function engineResources(): Promise<string[]> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise<string[]>((resolve) => {
    channel.addEventListener('message', ({ data }) => {
      if (Array.isArray(data)) {
        resolve(data.filter((url) => typeof url === 'string'));
      }
    });
    setTimeout(() => resolve([]), ANSWER_MS);
    channel.postMessage(QUESTION);
  }).finally(() => channel.close());
}

/** Answers that question; called in the engine's worker. */
export function answerEngineResources(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }) => {
    if (data === QUESTION) {
      channel.postMessage(performance.getEntriesByType('resource').map(({ name }) => name));
    }
  });
}
