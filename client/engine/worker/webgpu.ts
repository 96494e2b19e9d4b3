/** Whether this browser has WebGPU: asked once. */

/** `description` is what the adapter calls itself; `reason` completes "no WebGPU, since …". */
export type WebGpu = { available: true; description: string } | { available: false; reason: string };

let answer: Promise<WebGpu> | undefined;

/** Asks for an adapter, since `navigator.gpu` alone promises nothing. Never rejects. */
export function probeWebGpu(): Promise<WebGpu> {
  answer ??= ask();
  return answer;
}

async function ask(): Promise<WebGpu> {
  // Absent in browsers without WebGPU and outside secure contexts, whatever the DOM's types say.
  const gpu: GPU | undefined = navigator.gpu;
  if (gpu === undefined) return { available: false, reason: 'this browser has no WebGPU' };
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) return { available: false, reason: 'this browser offers no WebGPU adapter' };
    const { vendor, architecture, description } = adapter.info;
    return { available: true, description: description || [vendor, architecture].filter(Boolean).join(' ') };
  } catch (error) {
    return { available: false, reason: `its WebGPU failed (${String(error)})` };
  }
}
