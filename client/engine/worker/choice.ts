/** Which backend to draw on. */
import * as v from 'valibot';
import { latentFromSeed } from '../../../latent/seed.ts';
import type { BackendChoice } from '../backend.ts';
import type { Settings } from '../messages.ts';
import type { Model } from './model.ts';
import { LAST, type Queue } from './queue.ts';
import { keepNote, recallNote } from './store.ts';
import { probeWebGpu } from './webgpu.ts';

const speed = v.pipe(v.number(), v.finite(), v.gtValue(0));
const speedsSchema = v.object({ wasm: speed, webgpu: speed });

/** Faces a second, of one model. */
export type Speeds = v.InferOutput<typeof speedsSchema>;

/** @param rival the GPU that is to prove itself against the kernel first, where the kernel can draw the model, or null */
export type Plan = { readonly choice: BackendChoice; readonly rival: string | null };

/** The backend that was asked for or that is left; else WebGPU where there is an adapter, and WASM elsewhere. */
export async function planBackend({
  backend,
  recovery,
}: Pick<Settings, 'backend' | 'recovery'>): Promise<Plan> {
  if (recovery !== null) {
    return { choice: recovery.choice, rival: null };
  }
  if (backend !== null) {
    return { choice: { backend, why: { kind: 'asked' } }, rival: null };
  }
  const webgpu = await probeWebGpu();
  if (!webgpu.available) {
    return { choice: { backend: 'wasm', why: webgpu.why }, rival: null };
  }
  const { device } = webgpu;
  return { choice: { backend: 'webgpu', why: { kind: 'adapter', device } }, rival: device };
}

/** Faces at a time, and how often: enough for a GPU to show what it can do, and over in a moment without one. */
const BATCH = 8;
const ROUNDS = 3;

/** Times both backends with the same faces, the best of a few rounds each, whenever nothing else is to be drawn. */
export async function compare(wasm: Model, webgpu: Model, queue: Queue): Promise<Speeds> {
  const { latentSize } = wasm.manifest;
  const latents = Array.from({ length: BATCH }, (_, seed) => latentFromSeed(seed, latentSize));
  async function facesASecond({ drawer }: Model): Promise<number> {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      const milliseconds = await queue(LAST, async () => {
        const started = performance.now();
        await drawer.draw(latents);
        return performance.now() - started;
      });
      best = Math.min(best, milliseconds);
    }
    return (BATCH / best) * 1000;
  }
  return { wasm: await facesASecond(wasm), webgpu: await facesASecond(webgpu) };
}

/** The speeds that were measured on this device at an earlier visit, or null. */
export async function recallSpeeds(device: string, tag: string): Promise<Speeds | null> {
  const result = v.safeParse(speedsSchema, await recallNote(`speeds ${device} ${tag}`));
  return result.success ? result.output : null;
}

export async function keepSpeeds(device: string, tag: string, speeds: Speeds): Promise<void> {
  await keepNote(`speeds ${device} ${tag}`, speeds);
}

/** The faster one, and the figures. */
export function fasterOf(speeds: Speeds, device: string): BackendChoice {
  const backend = speeds.webgpu > speeds.wasm ? 'webgpu' : 'wasm';
  return { backend, why: { kind: 'faster', device, ...speeds } };
}
