/** What writes pictures in this isolate. */
import jpegModule from '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm';
import webpModule from '@jsquash/webp/codec/enc/webp_enc_simd.wasm';
import { type Encode, encodePng } from '../../picture/png.ts';
import { onceInIsolate } from '../once-in-isolate.ts';
import type { Format } from './formats.ts';
import { openJpeg, openWebp } from './lossy.ts';

const openWebpOnce = onceInIsolate(openWebp);
const openJpegOnce = onceInIsolate(openJpeg);

/** By format: PNG at once, the others after their WebAssembly is instantiated. */
const OPEN: Readonly<Record<Format, () => Promise<Encode>>> = {
  png: async () => encodePng,
  webp: () => openWebpOnce(webpModule),
  jpeg: () => openJpegOnce(jpegModule),
};

export function encoderFor(format: Format): Promise<Encode> {
  return OPEN[format]();
}
