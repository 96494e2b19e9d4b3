/** Why a backend draws, in words: `detail.reason` of `dareka-ready`, for logs. */
import type { Why } from '@dareka/engine';

const REASONS: Readonly<Record<Why['kind'], string>> = {
  asked: 'it was asked for',
  beginning: 'to begin with',
  absent: 'this browser has no WebGPU',
  noAdapter: 'this browser offers no WebGPU adapter',
  adapter: 'this browser has WebGPU',
  faster: 'it is the faster one here',
  failed: 'WebGPU failed here',
  careful: 'one face at a time, since the drawing broke off',
};

export function reasonOf(why: Why): string {
  const detail = 'device' in why ? why.device : 'detail' in why ? why.detail : '';
  return detail === '' ? REASONS[why.kind] : `${REASONS[why.kind]} (${detail})`;
}
