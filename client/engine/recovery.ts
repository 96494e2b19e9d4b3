/** What to try after a worker failed. Each step needs less of the device than the one before. */
import type { Backend } from './backend.ts';
import type { Failure } from './failure.ts';
import type { Recovery, Settings } from './messages.ts';

/**
 * @param settings of the worker that failed
 * @param failure why it failed
 * @param detail the same in words, for developers
 * @returns null where nothing is left to try
 */
export function recoveryFrom(
  { backend, recovery }: Pick<Settings, 'backend' | 'recovery'>,
  failure: Failure,
  detail: string,
): Recovery | null {
  if (backend === null && failedOn(failure) === 'webgpu') {
    return { choice: { backend: 'wasm', reason: { kind: 'failed', detail } }, singleFace: false };
  }
  // A backend that draws wrong pixels draws them again.
  if (recovery?.singleFace || failure.kind === 'probe') {
    return null;
  }
  return { choice: { backend: backend ?? 'wasm', reason: { kind: 'singleFace', detail } }, singleFace: true };
}

function failedOn(failure: Failure): Backend | null {
  return failure.kind === 'backend' || failure.kind === 'probe' ? failure.backend : null;
}
