/** Whether this browser has WebGPU: asked once. */
import type { Why } from '../backend.ts';

/** `device` is what the adapter calls itself. */
export type WebGpu = { available: true; device: string } | { available: false; why: Why };

let answer: Promise<WebGpu> | undefined;

/** Asks for an adapter, since `navigator.gpu` alone promises nothing. Never rejects. */
export function probeWebGpu(): Promise<WebGpu> {
  answer ??= ask();
  return answer;
}

async function ask(): Promise<WebGpu> {
  // Absent in browsers without WebGPU and outside secure contexts, whatever the DOM's types say.
  const gpu: GPU | undefined = navigator.gpu;
  if (gpu === undefined) {
    return { available: false, why: { kind: 'absent' } };
  }
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) {
      return { available: false, why: { kind: 'noAdapter' } };
    }
    const { vendor, architecture, description } = adapter.info;
    return { available: true, device: description || [vendor, architecture].filter(Boolean).join(' ') };
  } catch (error) {
    return { available: false, why: { kind: 'failed', detail: String(error) } };
  }
}
