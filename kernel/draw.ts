/**
 * From a model's weights and a latent vector to the bytes of a picture, at the edge and in Node. The build of the site hashes
 * this module with all that it imports, and the hash is part of the cache key of each face: no input but the arguments may
 * decide what is drawn.
 */

import type { Manifest } from '../latent/model/manifest.ts';
import { markPicture } from '../picture/mark.ts';
import type { Encode, Pixels } from '../picture/png.ts';
import { resample } from '../picture/resample.ts';
import type { Mark } from '../picture/xmp.ts';
import { type DrawFace, openGenerator } from './generator.ts';
import { planOf, sideFor } from './plan.ts';
import { readWeights } from './weights.ts';

/**
 * @param module the kernel, compiled from kernel/assembly
 * @param weights the bytes of generator.weights
 * @throws UndrawableError if the kernel has no code for a layer of the model
 */
export function readGenerator(module: WebAssembly.Module, model: Manifest, weights: ArrayBuffer): DrawFace {
  const plan = planOf(model);
  const names = plan.map(({ name }) => name);
  return openGenerator({
    module,
    plan,
    weights: readWeights(weights, names),
    latentSize: model.latentSize,
  });
}

/**
 * The face of a latent vector, at its model's resolution, or at that of a smaller image of the generator which is large enough.
 *
 * @param draw from `readGenerator`
 * @param z f32 [latentSize]
 * @param size how many pixels wide the picture of it will be
 */
export function drawFace(draw: DrawFace, model: Manifest, z: Float32Array, size: number): Pixels {
  const side = sideFor(model, size);
  return { width: side, height: side, data: draw(z, { side }) };
}

/**
 * @param face square
 * @param size the width of the picture, in pixels
 * @param encode writes the format
 * @param mark what the file says of itself
 * @returns the bytes of the file
 */
export function drawPicture(face: Pixels, size: number, encode: Encode, mark: Mark): Uint8Array<ArrayBuffer> {
  return markPicture(encode(size === face.width ? face : resample(face, size, size)), mark);
}
