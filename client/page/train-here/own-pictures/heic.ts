/// <reference path="./libheif-js.d.ts" />
/**
 * Decodes HEIC, the format of iPhones, which few browsers read, by libheif in WebAssembly, as `training/data/heic` does. This script and the
 * WebAssembly, half a megabyte compressed, are fetched when the first HEIC comes.
 */
import openLibheif from 'libheif-js/libheif-wasm/libheif.js';
import wasm from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { storeSiteFiles } from '../../../storage/site-cache.ts';
import { shrinkPixels } from './shrink-pixels.ts';

let opening: Promise<ReturnType<typeof openLibheif>> | undefined;

/** Fetches the decoder, once. @throws TypeError where that fails */
export function openDecoder(): Promise<ReturnType<typeof openLibheif>> {
  opening ??= open().catch((error: unknown) => {
    // There may be a network later.
    opening = undefined;
    throw error;
  });
  return opening;
}

async function open(): Promise<ReturnType<typeof openLibheif>> {
  const response = await fetch(wasm);
  if (!response.ok) {
    throw new TypeError(`${wasm} answered ${response.status}`);
  }
  const wasmBinary = await response.arrayBuffer();
  storeSiteFiles([wasm, import.meta.url]).catch((error: unknown) =>
    console.info('dareka: what opens HEIC could not be stored for use offline:', error),
  );
  // The page says itself what is wrong with a file.
  return openLibheif({ wasmBinary, print() {}, printErr() {} });
}

/**
 * Decodes a picture, upright: libheif turns it as its properties (irot, imir) say, which in a HEIC take the place of EXIF's orientation. The decoder
 * takes 9 bytes a pixel, 420 MB for the 48 million of a large photo. So the picture is made smaller before it is copied, and want of memory is a
 * result, not an error.
 *
 * @param maxPixels of a larger picture only the size is returned
 * @param minSide the picture is made smaller by a whole factor, and its shorter side keeps at least so many pixels
 * @returns the picture, or its size; null where it cannot be decoded, for want of memory too
 */
export async function decodeHeic(
  file: Blob,
  maxPixels: number,
  minSide: number,
): Promise<ImageData | { readonly width: number; readonly height: number } | null> {
  const libheif = await openDecoder();
  const { HeifDecoder, heif_colorspace, heif_chroma } = libheif;
  const decoder = new HeifDecoder();
  const images = decoder.decode(new Uint8Array(await file.arrayBuffer()));
  try {
    const image = images.find((each) => each.is_primary()) ?? images[0];
    if (image === undefined) {
      return null;
    }
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > maxPixels) {
      return { width, height };
    }
    const decoded = libheif.heif_js_decode_image2(
      image.handle,
      heif_colorspace.heif_colorspace_RGB,
      heif_chroma.heif_chroma_interleaved_RGBA,
    );
    if (!('channels' in decoded)) {
      return null;
    }
    try {
      const [rows] = decoded.channels;
      if (rows === undefined) {
        return null;
      }
      const factor = Math.max(1, Math.floor(Math.min(rows.width, rows.height) / minSide));
      const shrunk = shrinkPixels(rows, factor);
      return new ImageData(shrunk.data, shrunk.width);
    } finally {
      libheif.heif_image_release(decoded.image);
    }
  } catch (error) {
    // An error within the decoder, mostly for want of memory, may have left it in a state in which it cannot go on.
    opening = undefined;
    throw error;
  } finally {
    for (const image of images) {
      image.free();
    }
    decoder.decoder?.delete();
  }
}
