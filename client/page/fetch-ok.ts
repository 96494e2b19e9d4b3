import { EngineError } from '@dareka/engine';

/** `fetch` for files of the site. @throws EngineError of kind `network` if it fails or the status is not 2xx */
export async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw new EngineError({ kind: 'network', url, status: null }, { cause });
  });
  if (!response.ok) {
    throw new EngineError({ kind: 'network', url, status: response.status });
  }
  return response;
}
