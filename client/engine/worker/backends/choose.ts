/** Chooses the backend, and times both where the faster one is unknown. */
import * as v from 'valibot';
import { latentFromSeed } from '../../../../latent/seed/seed.ts';
import { speedsNote } from '../../../storage/names.ts';
import { readNote, writeNote } from '../../../storage/notes.ts';
import type { BackendChoice } from '../../backend.ts';
import type { Settings } from '../../messages.ts';
import type { LoadedModel } from '../model.ts';
import { LOWEST, type Queue } from '../queue.ts';
import { probeWebGpu } from './webgpu.ts';

const speed = v.pipe(v.number(), v.finite(), v.gtValue(0));
const speedsSchema = v.object({ wasm: speed, webgpu: speed });

/** Faces per second, of one model. */
export type Speeds = v.InferOutput<typeof speedsSchema>;

/** `candidate` is the GPU to time against the kernel on WASM, where the kernel can draw the model; else null. */
export type BackendPlan = { readonly choice: BackendChoice; readonly candidate: string | null };

/**
 * After a failure the backend that recovery chose; else the requested one; else WebGPU if there is an adapter, and WASM if
 * not.
 */
export async function planBackend({
  backend,
  recovery,
}: Pick<Settings, 'backend' | 'recovery'>): Promise<BackendPlan> {
  if (recovery !== null) {
    return { choice: recovery.choice, candidate: null };
  }
  if (backend !== null) {
    return { choice: { backend, reason: { kind: 'requested' } }, candidate: null };
  }
  const webgpu = await probeWebGpu();
  if (!webgpu.available) {
    return { choice: { backend: 'wasm', reason: webgpu.reason }, candidate: null };
  }
  const { device } = webgpu;
  return { choice: { backend: 'webgpu', reason: { kind: 'adapter', device } }, candidate: device };
}

/** A batch large enough to use a GPU well, and few enough rounds to end soon without one. */
const BATCH = 8;
const ROUNDS = 3;

/** Times both backends with the same faces while the queue is otherwise empty; the best round of each counts. */
export async function measureSpeeds(wasm: LoadedModel, webgpu: LoadedModel, queue: Queue): Promise<Speeds> {
  const { latentSize, resolution } = wasm.manifest;
  const latents = Array.from({ length: BATCH }, (_, seed) => latentFromSeed(seed, latentSize));
  async function facesPerSecond({ drawer }: LoadedModel): Promise<number> {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      const milliseconds = await queue(LOWEST, async () => {
        const started = performance.now();
        await drawer.draw(latents, resolution);
        return performance.now() - started;
      });
      best = Math.min(best, milliseconds);
    }
    return (BATCH / best) * 1000;
  }
  return { wasm: await facesPerSecond(wasm), webgpu: await facesPerSecond(webgpu) };
}

/** The speeds that were measured on this device at an earlier visit, or null. Never rejects. */
export async function readSpeeds(device: string, tag: string): Promise<Speeds | null> {
  const result = v.safeParse(speedsSchema, await readNote(speedsNote(device, tag)).catch(() => null));
  return result.success ? result.output : null;
}

/** Best effort: where it cannot be stored, the next visit measures again. */
export async function writeSpeeds(device: string, tag: string, speeds: Speeds): Promise<void> {
  await writeNote(speedsNote(device, tag), speeds).catch((error: unknown) =>
    console.info('dareka: could not store the speeds of the backends, going on without:', error),
  );
}

/** The faster backend, with both speeds as the reason. */
export function fasterBackend(speeds: Speeds, device: string): BackendChoice {
  const backend = speeds.webgpu > speeds.wasm ? 'webgpu' : 'wasm';
  return { backend, reason: { kind: 'faster', device, ...speeds } };
}
