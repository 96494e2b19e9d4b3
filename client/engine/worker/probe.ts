/** Checks that this backend draws the picture that the model was published with. */
import { seedFace } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { decodePng, type Pixels } from '../../../picture/png.ts';
import { EngineError, messageOf } from '../failure.ts';

/** The largest difference of any channel of any pixel that two devices may have, in 1/255. */
export const PROBE_TOLERANCE = 2;

/** The face whose picture was published with the model. */
export function probeFace(manifest: Manifest) {
  return seedFace(manifest.tag, manifest.probe.seed);
}

/**
 * @param published the bytes of the manifest's probe file, a PNG
 * @throws EngineError of kind `format` for a PNG that cannot be read or has other dimensions
 */
export async function decodeProbe(published: ArrayBuffer, { probe, resolution }: Manifest): Promise<Pixels> {
  const { file } = probe;
  const picture = await decodePng(published).catch((error: unknown) => {
    throw new EngineError({ kind: 'format', file, detail: messageOf(error) }, { cause: error });
  });
  const { width, height } = picture;
  if (width !== resolution || height !== resolution) {
    const detail = `${width} × ${height} pixels, but the model draws ${resolution} × ${resolution}`;
    throw new EngineError({ kind: 'format', file, detail });
  }
  return picture;
}

/**
 * @param drawn RGBA u8 [resolution, resolution, 4], as this backend drew the probe face
 * @returns the largest difference of any channel of any pixel, in 1/255
 */
export function probeDifference(drawn: Uint8ClampedArray, { data }: Pixels): number {
  let worst = 0;
  for (let i = 0; i < data.length; i++) {
    worst = Math.max(worst, Math.abs((data[i] ?? 0) - (drawn[i] ?? 0)));
  }
  return worst;
}
