/** What the build knows of drawing: the card without a face, and a hash of all that decides how a latent vector is drawn. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import sharp from 'sharp';
import { buildKernel } from '../../../kernel/tools/build.ts';

const DRAWING = join(import.meta.dirname, '..', '..', 'drawing');

/**
 * Renders card.svg, which has no text that a font would be needed for.
 *
 * @returns RGBA u8 [630, 1200, 4]
 */
export async function renderCardTemplate(): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await sharp(join(DRAWING, 'card.svg')).ensureAlpha().raw().toBuffer());
}

/** draw.ts and all of our own that it imports, without comments: these change no picture. `modules` are the files in it. */
export async function bundleDrawing(): Promise<{ code: string; modules: readonly string[] }> {
  const build = await rolldown({
    input: join(DRAWING, 'draw.ts'),
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

/** @returns a SHA-256 in hexadecimal digits; it changes where the same face would be drawn to another picture */
export async function hashDrawing(cardTemplate: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  const { code } = await bundleDrawing();
  for (const part of [code, await buildKernel(), cardTemplate]) {
    hash.update(createHash('sha256').update(part).digest());
  }
  return hash.digest('hex');
}
