/// <reference path="./libheif-js.d.ts" />
/**
 * Decodes HEIC, the format of iPhones, which few browsers read: by libheif, compiled to WebAssembly, as `training/data/heic` does. A script of its own,
 * which is fetched when the first HEIC comes, and so is the WebAssembly: together half a megabyte, compressed.
 */
import openLibheif from 'libheif-js/libheif-wasm/libheif.js';
import wasm from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { storeSiteFiles } from '../../../storage/site-cache.ts';
import { shrinkPixels } from './shrink-pixels.ts';

let opening: Promise<ReturnType<typeof openLibheif>> | undefined;

/** Fetches it, once. @throws TypeError where that fails */
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
  // What it finds wrong in a file is said by the page.
  return openLibheif({ wasmBinary, print() {}, printErr() {} });
}

/**
 * Upright: libheif turns it as its properties (irot, imir) say, which in a HEIC stand in place of EXIF's entry. It takes the decoder 9 bytes a pixel:
 * 420 MB for the 48 million of a large photo. So that is not copied before it is smaller, and a browser that does not give it is no reason to end.
 *
 * @param maxPixels of a larger one only the size is told
 * @param minSide it is made smaller, by a whole number, as long as its shorter side has so many pixels
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
    // What was thrown within it, out of memory mostly, may have left it as it cannot go on.
    opening = undefined;
    throw error;
  } finally {
    for (const image of images) {
      image.free();
    }
    decoder.decoder?.delete();
  }
}
