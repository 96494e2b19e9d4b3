/// <reference path="./libheif-js.d.ts" />
/**
 * Decodes HEIC, the format of iPhones, which few browsers read: by libheif, compiled to WebAssembly, as `training/data/heic` does. A script of its own,
 * which is fetched when the first HEIC comes, and so is the WebAssembly: together half a megabyte, compressed.
 */
import openLibheif from 'libheif-js/libheif-wasm/libheif.js';
import wasm from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { storeSiteFiles } from '../../../storage/site-cache.ts';

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
 * Upright: libheif turns it as its properties (irot, imir) say, which in a HEIC stand in place of EXIF's entry.
 *
 * @param mostPixels of a larger one only the size is told
 * @returns the picture, or its size; null where it cannot be decoded
 */
export async function decodeHeic(
  file: Blob,
  mostPixels: number,
): Promise<ImageData | { readonly width: number; readonly height: number } | null> {
  const { HeifDecoder } = await openDecoder();
  const decoder = new HeifDecoder();
  const images = decoder.decode(new Uint8Array(await file.arrayBuffer()));
  try {
    const image = images.find((each) => each.is_primary()) ?? images[0];
    if (image === undefined) {
      return null;
    }
    const [width, height] = [image.get_width(), image.get_height()];
    if (width * height > mostPixels) {
      return { width, height };
    }
    const blank = new ImageData(width, height);
    const drawn = await new Promise<ImageData | null>((resolve) => image.display(blank, resolve));
    return drawn === null ? null : blank;
  } finally {
    for (const image of images) {
      image.free();
    }
    decoder.decoder?.delete();
  }
}
