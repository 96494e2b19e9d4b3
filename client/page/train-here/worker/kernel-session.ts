/** Opens what runs the kernels of a training: a GPU, or WebAssembly on some threads. */
import type { Backend } from '@dareka/engine';
import type { Session } from '../../../../graph/compiler/session.ts';
import type { Pulse } from '../../../../graph/wasm/pulse.ts';
import { type KernelThread, openWasmSession } from '../../../../graph/wasm/session.ts';
import { openSession, requiredLimits } from '../../../../graph/wgsl/session.ts';
import { canShareMemory } from '../shared-memory.ts';
import type { HelperMessage } from './kernel-thread.ts';
import { asBackendError } from './trainer.ts';

/** More threads gain little on networks this small, and the page needs a core, too. */
const MAX_THREADS = 4;

/** How several threads are started, for WASM. */
export type Threads = {
  /** Starts a thread for each port, through which it receives `HelperMessage`s. */
  start(ports: readonly MessagePort[]): void;
  /** Called where several threads share the work. @param count with this one */
  onShared(pulse: Pulse, count: number): void;
  /** Called when these threads have no more work. */
  onReleased(): void;
};

/** A session, and what frees all that was opened for it: memory, threads, the GPU. */
export type OpenedSession = { readonly session: Session; release(): void };

/**
 * @param maxThreads for WASM
 * @throws EngineError of kind `backend`
 */
export function openKernelSession(
  backend: Backend,
  threads: Threads,
  maxThreads: number = MAX_THREADS,
): Promise<OpenedSession> {
  return asBackendError(backend, async () =>
    backend === 'webgpu' ? openGpu() : openWasm(threads, maxThreads),
  );
}

async function openGpu(): Promise<OpenedSession> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new Error('there is no adapter');
  }
  const device = await adapter.requestDevice({ requiredLimits: requiredLimits(adapter) });
  const session = openSession(device, { isSoftware: adapter.info.isFallbackAdapter });
  function release(): void {
    session.release();
    device.destroy();
  }
  return { session, release };
}

/** On this thread alone, or with helpers where memory can be shared. */
function openWasm(threads: Threads, maxThreads: number): OpenedSession {
  const count = canShareMemory() ? Math.min(maxThreads, navigator.hardwareConcurrency) : 1;
  const channels = Array.from({ length: count - 1 }, () => new MessageChannel());
  if (channels.length > 0) {
    threads.start(channels.map(({ port2 }) => port2));
  }
  const session = openWasmSession({ helpers: channels.map(({ port1 }) => helperAt(port1)) });
  if (session.pulse !== undefined) {
    threads.onShared(session.pulse, count);
  }
  function release(): void {
    session.release();
    threads.onReleased();
  }
  return { session, release };
}

/** A helper that does not start holds nobody up: tasks are taken by the threads that are there. */
function helperAt(port: MessagePort): KernelThread {
  const post = (message: HelperMessage): void => port.postMessage(message);
  return { post, release: () => post({ type: 'end' }) };
}
