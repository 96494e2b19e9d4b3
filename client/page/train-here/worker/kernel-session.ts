/** Opens what runs the kernels of a training: a GPU, or WebAssembly on some threads. */
import type { Backend } from '@dareka/engine';
import type { Session } from '../../../../graph/compiler/session.ts';
import type { Pulse } from '../../../../graph/wasm/pulse.ts';
import { type KernelThread, openWasmSession } from '../../../../graph/wasm/session.ts';
import { openSession, requiredLimits } from '../../../../graph/wgsl/session.ts';
import { canShareMemory } from '../shared-memory.ts';
import { failingAs } from './trainer.ts';

/** More threads gain little on networks as small as these, and the page needs a core, too. */
const MAX_THREADS = 4;

/**
 * @param most threads, for WASM
 * @param onThreads called where several threads share the work
 * @throws EngineError of kind `backend`
 */
export function openKernelSession(
  backend: Backend,
  most: number = MAX_THREADS,
  onThreads: (pulse: Pulse, threads: number) => void = () => {},
): Promise<Session> {
  return failingAs(backend, async () => (backend === 'webgpu' ? openGpu() : openWasm(most, onThreads)));
}

async function openGpu(): Promise<Session> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new Error('there is no adapter');
  }
  const device = await adapter.requestDevice({ requiredLimits: requiredLimits(adapter) });
  return openSession(device, { isSoftware: adapter.info.isFallbackAdapter });
}

/** This worker trains, and others help where memory can be shared. */
async function openWasm(most: number, onThreads: (pulse: Pulse, threads: number) => void): Promise<Session> {
  const threads = canShareMemory() ? Math.min(most, navigator.hardwareConcurrency) : 1;
  const helpers = startHelpers(threads - 1);
  const session = openWasmSession({ helpers });
  if (session.pulse !== undefined) {
    onThreads(session.pulse, 1 + helpers.length);
  }
  return session;
}

function startHelpers(count: number): KernelThread[] {
  const helpers: KernelThread[] = [];
  try {
    while (helpers.length < count) {
      const worker = new Worker(new URL('./kernel-thread.ts', import.meta.url), { type: 'module' });
      // One that does not start holds nobody up.
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        console.info('dareka: a thread that helps to train could not be started:', event.message);
      });
      helpers.push({
        post: (message) => worker.postMessage(message),
        release: () => worker.terminate(),
      });
    }
  } catch (error) {
    console.info('dareka: training on fewer threads:', error);
  }
  return helpers;
}
