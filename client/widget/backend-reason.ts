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

export function backendReason(why: BackendReason): string {
  const detail = detailOf(why);
  return detail === '' ? REASONS[why.kind] : `${REASONS[why.kind]} (${detail})`;
}

function detailOf(why: BackendReason): string {
  if ('device' in why) {
    return why.device;
  }
  return 'detail' in why ? why.detail : '';
}
