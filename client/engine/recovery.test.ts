import { expect, test } from 'vitest';
import type { Failure } from './failure.ts';
import type { Recovery } from './messages.ts';
import { recoveryFrom } from './recovery.ts';

const lost: Failure = { kind: 'backend', backend: 'webgpu', detail: 'the device was lost' };
const wrong: Failure = { kind: 'probe', backend: 'wasm', worst: 9 };
const full: Failure = { kind: 'internal', detail: 'out of memory' };
const fresh = { backend: null, recovery: null } as const;

/** What is tried, in order, when the attempts fail with these failures. */
function attempts(backend: 'webgpu' | 'wasm' | null, failures: readonly Failure[]): string[] {
  const tried: string[] = [];
  let recovery: Recovery | null = null;
  for (const failure of failures) {
    recovery = recoveryFrom({ backend, recovery }, failure, 'why');
    if (recovery === null) {
      return [...tried, 'failure'];
    }
    tried.push(`${recovery.choice.backend}${recovery.singleFace ? ', one face at a time' : ''}`);
  }
  return tried;
}

test('recovery goes from WebGPU to WASM, then to one face at a time, then to a failure', () => {
  expect(attempts(null, [lost, full, full])).toEqual(['wasm', 'wasm, one face at a time', 'failure']);
});

test('a requested backend is tried a second time, and no other backend is tried', () => {
  expect(attempts('webgpu', [lost, lost])).toEqual(['webgpu, one face at a time', 'failure']);
  expect(attempts('wasm', [full, full])).toEqual(['wasm, one face at a time', 'failure']);
});

test('a backend that draws wrong pixels is not tried again', () => {
  expect(attempts(null, [wrong])).toEqual(['failure']);
  expect(attempts('wasm', [wrong])).toEqual(['failure']);
});

test('the reason of the new choice has the error of the old backend', () => {
  expect(recoveryFrom(fresh, lost, 'webgpu: the device was lost')?.choice.reason).toEqual({
    kind: 'failed',
    detail: 'webgpu: the device was lost',
  });
});
