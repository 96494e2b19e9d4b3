/** The reason for a backend as a sentence for logs: `detail.reason` of `dareka-ready`. */
import type { BackendReason } from '@dareka/engine';

const REASONS: Readonly<Record<BackendReason['kind'], string>> = {
  requested: 'it was asked for',
  initial: 'to begin with',
  noWebGpu: 'this browser has no WebGPU',
  noAdapter: 'this browser offers no WebGPU adapter',
  adapter: 'this browser has WebGPU',
  faster: 'it is the faster one here',
  failed: 'WebGPU failed here',
  singleFace: 'one face at a time, since the drawing broke off',
};

export function reasonOf(why: BackendReason): string {
  const detail = 'device' in why ? why.device : 'detail' in why ? why.detail : '';
  return detail === '' ? REASONS[why.kind] : `${REASONS[why.kind]} (${detail})`;
}
