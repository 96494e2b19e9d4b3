/** What the build knows of drawing: the card without a face, and hashes of all that decides how a latent vector is drawn. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import sharp from 'sharp';
import type { Catalog } from '../../site/catalog.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/**
 * Renders card.svg, which has no text that a font would be needed for.
 *
 * @returns RGBA u8 [630, 1200, 4]
 */
export async function renderCardTemplate(): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(
    await sharp(join(ROOT, 'worker', 'drawing', 'card.svg'))
      .ensureAlpha()
      .raw()
      .toBuffer(),
  );
}

/** One module and all of our own that it imports, without comments: these change no picture. `modules` are the files in it. */
export async function bundleDrawing(
  entry: 'kernel/draw.ts' | 'worker/drawing/encoders.ts' | 'worker/drawing/card.ts',
): Promise<{ code: string; modules: readonly string[] }> {
  const build = await rolldown({
    input: join(ROOT, entry),
    // Packages are left out.
    external: /^[^./]/,
  });
  try {
    const { output } = await build.generate({ format: 'esm', minify: true, comments: false });
    const chunks = output.filter((each) => each.type === 'chunk');
    return {
      code: chunks.map(({ code }) => code).join('\n'),
      modules: chunks.flatMap(({ moduleIds }) => moduleIds),
    };
  } finally {
    await build.close();
  }
}

export type EncoderFiles = Readonly<Record<'webp' | 'jpeg', Uint8Array<ArrayBuffer>>>;

/** The encoders of WebP and JPEG, from the packages that npm installed. */
export async function readEncoders(): Promise<EncoderFiles> {
  const { resolve } = createRequire(import.meta.url);
  const read = async (specifier: string) => Uint8Array.from(await readFile(resolve(specifier)));
  return {
    webp: await read('@jsquash/webp/codec/enc/webp_enc_simd.wasm'),
    jpeg: await read('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'),
  };
}

function sha256(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(createHash('sha256').update(part).digest());
  }
  return hash.digest('hex');
}

/**
 * Hashes that change where the same face, or its card, would be drawn to another picture. Other lettering changes the
 * card's only; whatever changes the face's changes the card's too. Cards with and without the words about a person have different hashes, since
 * which of them a model's pictures get is decided by words that may be added to (`condition-words.ts`).
 *
 * @param kernel the bytes of the compiled kernel
 * @param cardTemplate RGBA u8 [630, 1200, 4]
 * @param encoders of WebP and JPEG, compiled
 * @returns SHA-256, in hexadecimal digits
 */
export async function hashDrawings(
  kernel: Uint8Array,
  cardTemplate: Uint8Array,
  encoders: EncoderFiles,
): Promise<Catalog['drawingHashes']> {
  const [draw, encode, paste] = await Promise.all([
    bundleDrawing('kernel/draw.ts'),
    bundleDrawing('worker/drawing/encoders.ts'),
    bundleDrawing('worker/drawing/card.ts'),
  ]);
  const face = sha256([draw.code, kernel, encode.code, encoders.webp, encoders.jpeg]);
  const card = sha256([face, paste.code, cardTemplate]);
  return { face, card, plainCard: sha256([card, 'plain']) };
}
