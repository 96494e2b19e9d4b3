/** Inference with the trained attribute network. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { FEATURES, INPUT_SIDE } from './network.ts';
import { PREDICTED_ATTRIBUTES } from './predicted-attributes.ts';

/** The batch size: a larger one is not faster, and needs more memory. */
const BATCH = 100;

export type Predictions = {
  /** f32 [n, FEATURES] */
  readonly features: Float32Array;
  /** f32 [n, attributes], in the order of PREDICTED_ATTRIBUTES: amounts in the units of their labels, presences as logits */
  readonly attributes: Float32Array;
};

export type AttributePredictor = {
  /** @param portraits f32 [n, 3, side, side] in [−1, 1], side 64 or a multiple of it */
  predict(portraits: Float32Array, side: number): Promise<Predictions>;
  release(): Promise<void>;
};

/**
 * Averages blocks of pixels: f32 [n, 3, side, side] → f32 [n, 3, 64, 64].
 * @throws where 64 does not divide the side
 */
export function averageToNetworkSide(portraits: Float32Array, side: number): Float32Array {
  const factor = side / INPUT_SIDE;
  if (!Number.isInteger(factor) || factor < 1) {
    throw new RangeError(
      `the attribute network takes portraits of side ${INPUT_SIDE} or a multiple, not ${side}`,
    );
  }
  if (factor === 1) {
    return portraits;
  }
  const rows = portraits.length / side;
  const out = new Float32Array(portraits.length / factor ** 2);
  for (let row = 0; row < rows; row++) {
    const to = Math.floor(row / factor) * INPUT_SIDE;
    for (let x = 0; x < side; x++) {
      const at = to + Math.floor(x / factor);
      out[at] = (out[at] ?? 0) + (portraits[row * side + x] ?? 0) / factor ** 2;
    }
  }
  return out;
}

export const ATTRIBUTE_FILE = join(import.meta.dirname, 'attributes.onnx');

/** @param model the network's file, if not the one in this folder */
export async function openAttributePredictor(model?: Uint8Array): Promise<AttributePredictor> {
  const session = await InferenceSession.create(model ?? (await readFile(ATTRIBUTE_FILE)), {
    logSeverityLevel: 3,
  });
  const size = 3 * INPUT_SIDE * INPUT_SIDE;
  return {
    async predict(portraits, side) {
      const small = averageToNetworkSide(portraits, side);
      const n = small.length / size;
      const features = new Float32Array(n * FEATURES);
      const attributes = new Float32Array(n * PREDICTED_ATTRIBUTES.length);
      for (let i = 0; i < n; i += BATCH) {
        const some = small.subarray(i * size, Math.min(n, i + BATCH) * size);
        const given = await session.run({
          portraits: new Tensor('float32', some, [some.length / size, 3, INPUT_SIDE, INPUT_SIDE]),
        });
        features.set((given.features?.data ?? []) as Float32Array, i * FEATURES);
        attributes.set((given.attributes?.data ?? []) as Float32Array, i * PREDICTED_ATTRIBUTES.length);
      }
      return { features, attributes };
    },
    release: () => session.release(),
  };
}
