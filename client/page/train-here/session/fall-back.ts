import type { TrainingFailure } from '../worker/messages.ts';

/** What failed, so that training goes on by other means: WASM instead of WebGPU, or fewer threads. */
export type FallBack = 'webgpu' | 'lostThread';

/**
 * How training goes on on WASM after a failure.
 *
 * @returns what failed, and the most threads that train from now on, where that changes; null where nothing else is left to try
 */
export function fallBackFrom(failure: TrainingFailure): { failed: FallBack; threads?: number } | null {
  if (failure.kind === 'lostThread') {
    return { failed: 'lostThread', threads: failure.threads - 1 };
  }
  return failure.kind === 'backend' && failure.backend === 'webgpu' ? { failed: 'webgpu' } : null;
}
