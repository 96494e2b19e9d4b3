/** Files of the site, asked for by the page itself. */
import { EngineError } from '@dareka/engine';

/** @throws EngineError of kind `network` where it does not come, or with another status than 2xx */
export async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new EngineError({ kind: 'network', url, status: null }, { cause });
  });
  if (!response.ok) {
    throw new EngineError({ kind: 'network', url, status: response.status });
  }
  return response;
}
