/**
 * The change to WebGPU while somebody looks at faces already. The first of them are drawn on WASM, since that is there in
 * an instant; WebGPU takes the compilation of shaders, and is not faster on every device.
 */
import type { BackendChoice, Why } from '../backend.ts';
import { messageOf } from '../failure.ts';
import { compare, fasterOf, keepSpeeds, recallSpeeds } from './choice.ts';
import type { Model } from './model.ts';
import type { Queue } from './queue.ts';

/** How long the first faces are left alone with the processor. */
const SETTLE_MS = 1000;

/** What draws a model from now on. */
export type Upgrade = { readonly model: Model; readonly choice: BackendChoice };

/**
 * @param wasm the model as it is drawn now
 * @param device what the GPU calls itself
 * @param open opens the model on WebGPU
 * @returns the faster of the two; measured once for a device and a model. Never rejects: where WebGPU fails, what is
 *   drawn on WASM now goes on
 */
export async function upgrade(
  wasm: Model,
  device: string,
  open: () => Promise<Model>,
  queue: Queue,
): Promise<Upgrade> {
  const { tag } = wasm.manifest;
  const known = await recallSpeeds(device, tag);
  if (known !== null && fasterOf(known, device).backend === 'wasm') {
    return { model: wasm, choice: fasterOf(known, device) };
  }
  try {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const webgpu = await open();
    const speeds = known ?? (await compare(wasm, webgpu, queue));
    if (known === null) {
      await keepSpeeds(device, tag, speeds);
    }
    const choice = fasterOf(speeds, device);
    const [model, other] = choice.backend === 'webgpu' ? [webgpu, wasm] : [wasm, webgpu];
    other.drawer.release();
    return { model, choice };
  } catch (error) {
    const why: Why = { kind: 'failed', detail: messageOf(error) };
    return { model: wasm, choice: { backend: 'wasm', why } };
  }
}
