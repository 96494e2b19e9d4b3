/** Opens what runs the kernels of a training: a GPU, or WebAssembly on some threads. */
import type { Backend } from '@dareka/engine';
import type { Session } from '../../../../graph/compiler/session.ts';
import type { Pulse } from '../../../../graph/wasm/pulse.ts';
import { type KernelThread, openWasmSession } from '../../../../graph/wasm/session.ts';
import { openSession, requiredLimits } from '../../../../graph/wgsl/session.ts';
import { canShareMemory } from '../shared-memory.ts';
import type { HelperMessage } from './kernel-thread.ts';
import { failingAs } from './trainer.ts';

/** More threads gain little on networks as small as these, and the page needs a core, too. */
const MAX_THREADS = 4;

/** Several threads, for WASM. */
export type Threads = {
  /** Starts one for each port, which receives `HelperMessage`s. */
  start(ports: readonly MessagePort[]): void;
  /** Called where several share the work, this one included. */
  onShared(pulse: Pulse, count: number): void;
};

/**
 * @param most threads, for WASM
 * @throws EngineError of kind `backend`
 */
export function openKernelSession(
  backend: Backend,
  threads: Threads,
  most: number = MAX_THREADS,
): Promise<Session> {
  return failingAs(backend, async () => (backend === 'webgpu' ? openGpu() : openWasm(threads, most)));
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
function openWasm(threads: Threads, most: number): Session {
  const count = canShareMemory() ? Math.min(most, navigator.hardwareConcurrency) : 1;
  const channels = Array.from({ length: count - 1 }, () => new MessageChannel());
  if (channels.length > 0) {
    threads.start(channels.map(({ port2 }) => port2));
  }
  const session = openWasmSession({ helpers: channels.map(({ port1 }) => helperAt(port1)) });
  if (session.pulse !== undefined) {
    threads.onShared(session.pulse, count);
  }
  return session;
}

/** One that does not start holds nobody up: tasks are taken by whoever is there. */
function helperAt(port: MessagePort): KernelThread {
  const post = (message: HelperMessage): void => port.postMessage(message);
  return { post, release: () => post({ type: 'end' }) };
}
