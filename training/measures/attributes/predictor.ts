/** Inference with a trained attribute network. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { resizeByInteger } from '../resize-by-integer.ts';
import { FEATURES } from './network.ts';
import { CURRENT_NETWORK, type NetworkVersion, readNetwork } from './networks.ts';
import { PREDICTED_ATTRIBUTES } from './predicted-attributes.ts';

/** The batch size: a larger one is not faster, and needs more memory. */
const BATCH = 100;

export type Predictions = {
  /** f32 [n, FEATURES] */
  readonly features: Float32Array;
  /**
   * f32 [n, attributes], in the order of LEARNED_ATTRIBUTES: amounts in the units of their labels, presences as logits.
   * NaN for attributes that an earlier network does not predict.
   */
  readonly attributes: Float32Array;
};

export type AttributePredictor = {
  /** The side of the portraits that the network reads. */
  readonly side: number;
  /** @param portraits f32 [n, 3, side, side] in [−1, 1], whose side is the network's, a multiple or a divisor of it */
  predict(portraits: Float32Array, side: number): Promise<Predictions>;
  release(): Promise<void>;
};

/** The last length of the shape of an input or output. */
function lastLength(values: InferenceSession['inputMetadata'], name: string): number {
  const found = values.find((value) => value.name === name);
  const length = found?.isTensor ? found.shape.at(-1) : undefined;
  if (typeof length !== 'number') {
    throw new Error(`the attribute network has no ${name} of a known shape`);
  }
  return length;
}

/**
 * @param network a version, or the content of a network's file
 * @param columns of the predictions, by default those of the current network
 * @throws where the file is no attribute network
 */
export async function openAttributePredictor(
  network: NetworkVersion | Uint8Array = CURRENT_NETWORK,
  columns = PREDICTED_ATTRIBUTES.length,
): Promise<AttributePredictor> {
  const file = typeof network === 'string' ? await readNetwork(network) : network;
  const session = await InferenceSession.create(file, { logSeverityLevel: 3 });
  const networkSide = lastLength(session.inputMetadata, 'portraits');
  const predicted = lastLength(session.outputMetadata, 'attributes');
  const size = 3 * networkSide * networkSide;
  return {
    side: networkSide,
    async predict(portraits, side) {
      const resized = resizeByInteger(portraits, side, networkSide);
      const n = resized.length / size;
      const features = new Float32Array(n * FEATURES);
      const attributes = new Float32Array(n * columns).fill(Number.NaN);
      for (let i = 0; i < n; i += BATCH) {
        const some = resized.subarray(i * size, Math.min(n, i + BATCH) * size);
        const given = await session.run({
          portraits: new Tensor('float32', some, [some.length / size, 3, networkSide, networkSide]),
        });
        features.set((given.features?.data ?? []) as Float32Array, i * FEATURES);
        const values = (given.attributes?.data ?? []) as Float32Array;
        for (let row = 0; row * predicted < values.length; row++) {
          const own = values.subarray(row * predicted, row * predicted + Math.min(predicted, columns));
          attributes.set(own, (i + row) * columns);
        }
      }
      return { features, attributes };
    },
    release: () => session.release(),
  };
}
