/**
 * WebP and JPEG, by libwebp and MozJPEG compiled to WebAssembly (`@jsquash/webp`, `@jsquash/jpeg`). Their bytes are the same
 * wherever the same release of these packages runs; another release may choose others.
 */
import openJpegModule from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js';
import { defaultOptions as JPEG_DEFAULTS } from '@jsquash/jpeg/meta.js';
import openWebpModule from '@jsquash/webp/codec/enc/webp_enc_simd.js';
import { defaultOptions as WEBP_DEFAULTS } from '@jsquash/webp/meta.js';
import type { Encode } from '../../picture/png.ts';

/** Of 100. A face of 512 × 512 then takes 14 kB as WebP and 29 kB as JPEG, of 188 kB as PNG. */
const QUALITY = 90;

/** Of 0 … 6, the slowest last. 4, the default, takes three times as long as 2 and saves 2 % of the bytes. */
const WEBP_METHOD = 2;

/** Emscripten's way to be given a module that is compiled already; a worker can compile none. */
function withModule(module: WebAssembly.Module) {
  return {
    noInitialRun: true,
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance) => void,
    ): WebAssembly.Exports {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
  };
}

/** @param module compiled from webp_enc_simd.wasm */
export async function openWebp(module: WebAssembly.Module): Promise<Encode> {
  const encoder = await openWebpModule(withModule(module));
  const options = { ...WEBP_DEFAULTS, quality: QUALITY, method: WEBP_METHOD };
  return ({ data, width, height }) => {
    const file = encoder.encode(data, width, height, options);
    if (file === null) {
      throw new Error(`libwebp refused a picture of ${width} × ${height}`);
    }
    return Uint8Array.from(file);
  };
}

/** @param module compiled from mozjpeg_enc.wasm */
export async function openJpeg(module: WebAssembly.Module): Promise<Encode> {
  const encoder = await openJpegModule(withModule(module));
  // A progressive file takes twice as long and saves 1 %.
  const options = { ...JPEG_DEFAULTS, quality: QUALITY, progressive: false };
  return ({ data, width, height }) => Uint8Array.from(encoder.encode(data, width, height, options));
}
