/** Checks that this backend draws the picture that the model was published with. */
import { seedFace } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/manifest.ts';
import { decodePng } from '../../../picture/png.ts';
import { EngineError, messageOf } from '../failure.ts';

/** The largest difference of any channel of any pixel that two devices may have, in 1/255. */
export const PROBE_TOLERANCE = 2;

/** The face whose picture was published with the model. */
export function probeFace(manifest: Manifest) {
  return seedFace(manifest.tag, manifest.probe.seed);
}

/**
 * @param drawn RGBA u8 [resolution, resolution, 4], as this backend drew the probe face
 * @param published the bytes of the manifest's probe file, a PNG
 * @returns the largest difference of any channel of any pixel, in 1/255
 * @throws EngineError of kind `format` for a PNG that cannot be read or has other dimensions
 */
export async function probeDifference(
  drawn: Uint8ClampedArray,
  published: ArrayBuffer,
  manifest: Manifest,
): Promise<number> {
  const file = manifest.probe.file;
  const { width, height, data } = await decodePng(published).catch((error: unknown) => {
    throw new EngineError({ kind: 'format', file, detail: messageOf(error) }, { cause: error });
  });
  if (width !== manifest.resolution || height !== manifest.resolution) {
    const detail = `${width} × ${height} pixels, but the model draws ${manifest.resolution} × ${manifest.resolution}`;
    throw new EngineError({ kind: 'format', file, detail });
  }
  return data.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (drawn[i] ?? 0))), 0);
}
