/**
 * Changes to WebGPU after the first faces. WASM draws those, since it starts at once; WebGPU has to compile shaders, and
 * is not faster on every device.
 */
import type { BackendChoice, BackendReason } from '../../backend.ts';
import { messageOf } from '../../failure.ts';
import type { LoadedModel } from '../model.ts';
import { HIGHEST, type Queue } from '../queue.ts';
import { fasterBackend, measureSpeeds, readSpeeds, writeSpeeds } from './choose.ts';

/** The first faces have the processor to themselves for this long. */
const SETTLE_MS = 1000;

/** The model that draws from now on. */
export type Upgrade = { readonly model: LoadedModel; readonly choice: BackendChoice };

/**
 * @param wasm the model on WASM
 * @param device what the GPU calls itself
 * @param open opens the model on WebGPU
 * @returns the faster of the two, measured once for each device and model. Never rejects: where WebGPU fails, WASM stays
 */
export async function upgrade(
  wasm: LoadedModel,
  device: string,
  open: () => Promise<LoadedModel>,
  queue: Queue,
): Promise<Upgrade> {
  const { tag } = wasm.manifest;
  const known = await readSpeeds(device, tag);
  if (known !== null && fasterBackend(known, device).backend === 'wasm') {
    return { model: wasm, choice: fasterBackend(known, device) };
  }
  try {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const webgpu = await open();
    const speeds = known ?? (await measureSpeeds(wasm, webgpu, queue));
    if (known === null) {
      await writeSpeeds(device, tag, speeds);
    }
    const choice = fasterBackend(speeds, device);
    const [model, other] = choice.backend === 'webgpu' ? [webgpu, wasm] : [wasm, webgpu];
    // In the queue: a batch that is being drawn may still wait for the threads that are ended here.
    await queue(HIGHEST, async () => other.drawer.release());
    return { model, choice };
  } catch (error) {
    const reason: BackendReason = { kind: 'failed', detail: messageOf(error) };
    return { model: wasm, choice: { backend: 'wasm', reason } };
  }
}
