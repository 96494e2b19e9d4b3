/** GET, with network trouble as an EngineError. */
import { EngineError } from '../failure.ts';

/** @throws EngineError of kind `network` for no answer, or one other than 2xx */
export async function get(url: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    throw new EngineError({ kind: 'network', url, status: null }, { cause: error });
  }
  if (!response.ok) {
    throw new EngineError({ kind: 'network', url, status: response.status });
  }
  return response;
}
