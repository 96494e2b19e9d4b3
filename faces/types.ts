/** What the package gives. Its types refer to nothing that a user would have to install. */
import type { Pixels } from '../picture/png.ts';

export type { Pixels };

export type DrawnFace = {
  /** The share code: `/f/CODE` of a site with this model shows the same face. */
  readonly code: string;
  /** The latent vector that the generator draws, f32 [latentSize]. */
  readonly z: Float32Array;
  /**
   * The face as pixels, `data` u8 [size, size, 4] in RGBA.
   *
   * @param size the width and height in pixels, 16 to 512; by default 128
   * @throws RangeError for another size
   */
  pixels(size?: number): Pixels;
  /**
   * The face as the bytes of a PNG file, the same as `/f/CODE.png` of a site. It says that a model made it, and holds the code.
   *
   * @param size as for `pixels`
   * @throws RangeError for another size
   */
  png(size?: number): Uint8Array<ArrayBuffer>;
};

/** A trait that faces can be asked for, with its words. */
export type KnownTrait = { readonly name: string; readonly words: readonly string[] };
