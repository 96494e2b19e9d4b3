/** How far the published generator's pictures are from those of the weights before storage. */
import { type GeneratorInput, inputsFromSeeds } from '../../latent/condition/condition.ts';
import { toByte } from '../image-grid.ts';
import { roundTo } from '../statistics.ts';
import { type DrawImages, openGeneratorSession } from './generator-session.ts';

/** How many faces are compared. */
export const FACES = 64;
export const FIDELITY_PROTOCOL = `publish-1: the faces of seeds 1 to ${FACES}, published weights against float32`;

/** In steps of 1/255, over all pixels of the protocol's faces. */
export type Fidelity = { meanDifference255: number; maxDifference255: number };

/** What the generator takes for the protocol's faces: f32 [FACES, latentSize]. */
export function protocolLatents(taken: GeneratorInput): Float32Array {
  return inputsFromSeeds(1, FACES, taken);
}

/**
 * @param reference draws the expected pictures, FACES at a time, in [−1, 1]
 * @param generator the bytes of generator.onnx
 */
export async function measureFidelity(
  reference: DrawImages,
  generator: Uint8Array,
  taken: GeneratorInput,
): Promise<Fidelity> {
  const z = protocolLatents(taken);
  const published = await openGeneratorSession(generator, taken.latentSize);
  const drawn = await published.draw(z);
  await published.release();
  const wanted = await reference(z);
  let total = 0;
  let largest = 0;
  drawn.forEach((value, i) => {
    const difference = Math.abs(toByte(value) - toByte(wanted[i] ?? Number.NaN));
    total += difference;
    largest = Math.max(largest, difference);
  });
  return { meanDifference255: roundTo(total / drawn.length, 3), maxDifference255: largest };
}
