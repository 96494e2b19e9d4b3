/** What to try after a worker broke off. Each step needs less of the device than the one before; after the last comes failure. */
import type { Backend, BackendChoice } from './backend.ts';
import type { Failure } from './failure.ts';
import type { Settings } from './messages.ts';

export type Recovery = {
  readonly choice: BackendChoice;
  /** One face at a time, on one thread. */
  readonly careful: boolean;
};

/**
 * @param settings of the worker that broke off
 * @param failure why it did
 * @param detail the same in words, for developers
 * @returns null where nothing is left to try
 */
export function recoveryFrom(
  { backend, recovery }: Pick<Settings, 'backend' | 'recovery'>,
  failure: Failure,
  detail: string,
): Recovery | null {
  if (backend === null && failedOn(failure) === 'webgpu') {
    return { choice: { backend: 'wasm', why: { kind: 'failed', detail } }, careful: false };
  }
  // A backend that draws other pixels draws them again.
  if (recovery?.careful || failure.kind === 'probe') {
    return null;
  }
  return { choice: { backend: backend ?? 'wasm', why: { kind: 'careful', detail } }, careful: true };
}

function failedOn(failure: Failure): Backend | null {
  return failure.kind === 'backend' || failure.kind === 'probe' ? failure.backend : null;
}
