import type { Backend } from '../../backend.ts';
import { EngineError, messageOf } from '../../failure.ts';

/** The failure of a backend. @param cause what it has thrown */
export function backendFailure(backend: Backend, cause: unknown, detail = messageOf(cause)): EngineError {
  return new EngineError({ kind: 'backend', backend, detail }, { cause });
}

/** Does work on a backend. @throws EngineError of kind `backend`, for whatever the work throws */
export async function runOnBackend<T>(backend: Backend, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw backendFailure(backend, error);
  }
}
