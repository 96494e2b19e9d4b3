/** Why the engine failed, as far as the page can find out: its worker does not see what the page's policy forbids. */
import type { EngineError } from '@dareka/engine';
import type { FaceError, FaceFailure, FailureReason } from './failure.ts';
import type { blockingDirective } from './policy.ts';
import type { request } from './request.ts';

export type Probes = {
  readonly request: typeof request;
  readonly blockingDirective: typeof blockingDirective;
  /** A small file of the site. */
  readonly probeUrl: string;
};

/** The smallest WebAssembly module: its magic number and version. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** The failure with its reason. */
export async function explainEngineError(error: EngineError, probes: Probes): Promise<FaceFailure> {
  return { kind: error.failure.kind, reason: await reasonOf(error, probes), message: error.message };
}

async function reasonOf({ failure }: EngineError, probes: Probes): Promise<FailureReason | null> {
  switch (failure.kind) {
    case 'network':
      return failure.status === null
        ? ((await reasonOfUrl(failure.url, probes)) ?? 'unreachable')
        : 'refused';
    case 'backend':
    case 'internal':
      return (await isForbidden(probes)) ? 'policy' : reasonOfUrl(probes.probeUrl, probes);
    default:
      return null;
  }
}

/** Whether the policy forbids workers, the widget's trusted types, or WebAssembly. */
async function isForbidden({ blockingDirective }: Probes): Promise<boolean> {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch {
    // It is forbidden or missing; only the policy's event tells the two apart.
  }
  const uris = ['wasm-eval', 'blob', 'data', 'trusted-types-policy', 'trusted-types-sink'];
  return (await blockingDirective(...uris)) !== null;
}

/** Null where the page can fetch it. */
async function reasonOfUrl(url: string, { request }: Probes): Promise<FailureReason | null> {
  return request(url, 'network', async () => null, { method: 'HEAD' }).catch(
    ({ reason }: FaceError) => reason,
  );
}
