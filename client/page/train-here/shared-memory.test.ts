import { afterEach, expect, test, vi } from 'vitest';
import { canShareMemory } from './shared-memory.ts';

const shared = Object.getOwnPropertyDescriptor(globalThis, 'SharedArrayBuffer') ?? {};
afterEach(() => {
  vi.unstubAllGlobals();
  Object.defineProperty(globalThis, 'SharedArrayBuffer', shared);
});

test('memory is shared where the page is isolated and the browser has a buffer for it', () => {
  vi.stubGlobal('crossOriginIsolated', false);
  expect(canShareMemory()).toBe(false);
  vi.stubGlobal('crossOriginIsolated', true);
  expect(canShareMemory()).toBe(true);
  // As in WebKitGTK.
  Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
  expect(canShareMemory()).toBe(false);
});
