/** The pictures that `generate` writes: a file for each face, one with all of them, or an animation of a walk between them. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { fileNameOf } from '../../files/file-name.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import { noiseSize } from '../../latent/condition/condition.ts';
import { walk } from '../../latent/interpolation.ts';
import { markPicture } from '../../picture/mark.ts';
import type { Mark } from '../../picture/xmp.ts';
import { UsageError } from '../command-line.ts';
import { counted } from '../counted.ts';
import { drawInBatches, type TestedGenerator } from '../evaluate/tested-generator.ts';
import { gridPng } from '../image-grid.ts';
import { type AskedFace, codeOf, inputOf } from './asked-faces.ts';

/** In pixels along an edge. */
const MAX_SHEET = 8192;
/** Twenty frames a second: every player shows GIFs as fast as that. */
const FRAME_MILLISECONDS = 50;
const WEBP_QUALITY = 90;

/** A picture that says what drew it. */
function marked(picture: Uint8Array, mark: Mark): Uint8Array {
  return markPicture(Uint8Array.from(picture), mark);
}

function latents(faces: readonly AskedFace[], generator: TestedGenerator, psi: number): Float32Array {
  const { latentSize } = generator;
  const z = new Float32Array(faces.length * latentSize);
  faces.forEach((face, i) => {
    z.set(inputOf(face, generator, psi), i * latentSize);
  });
  return z;
}

/** All pictures: f32 [n, 3, resolution, resolution]. */
async function drawAll(generator: TestedGenerator, z: Float32Array): Promise<Float32Array> {
  const size = 3 * generator.resolution ** 2;
  const images = new Float32Array((z.length / generator.latentSize) * size);
  await drawInBatches(generator, z, (some, start) => images.set(some, start * size));
  return images;
}

/**
 * Writes a PNG for each face, and prints its path with its share code.
 * @throws UsageError where two faces would be one file, before anything is written
 */
export async function writeFaces(
  generator: TestedGenerator,
  faces: readonly AskedFace[],
  psi: number,
  folder: string,
): Promise<void> {
  const names = faces.map(({ label, seed }) => `${fileNameOf(label, String(seed))}.png`);
  const seeds = new Map(names.map((name, i) => [name, faces[i]?.seed]));
  const lost = names.find((name, i) => seeds.get(name) !== faces[i]?.seed);
  if (lost !== undefined) {
    throw new UsageError(`two different faces would be the file ${lost}: draw them in two calls`);
  }
  await mkdir(folder, { recursive: true });
  const { resolution: side, name: model } = generator;
  const size = 3 * side * side;
  await drawInBatches(generator, latents(faces, generator, psi), async (images, start) => {
    for (let i = 0; i * size < images.length; i++) {
      const face = faces[start + i];
      if (!face) {
        return;
      }
      const code = codeOf(face, generator, psi);
      const png = await gridPng(images.subarray(i * size, (i + 1) * size), side, 1);
      const path = join(folder, names[start + i] ?? '');
      await writeAtomic(path, marked(png, { model, ...(code === undefined ? {} : { code }) }));
      console.log([path, ...(code === undefined ? [] : [code])].join('  '));
    }
  });
}

/**
 * Writes all faces as one PNG, row by row; places that are left over are white.
 * @param columns as many as make it square, if not given
 * @throws UsageError where it would be too large
 */
export async function writeSheet(
  generator: TestedGenerator,
  faces: readonly AskedFace[],
  psi: number,
  { path, columns = Math.ceil(Math.sqrt(faces.length)) }: { path: string; columns?: number | undefined },
): Promise<void> {
  const { resolution: side, name: model } = generator;
  const rows = Math.ceil(faces.length / columns);
  if (Math.max(columns, rows) * side > MAX_SHEET) {
    throw new UsageError(
      `${faces.length} faces of ${side} pixels in ${columns} columns make a picture of ${columns * side}×${rows * side}, ` +
        `and ${MAX_SHEET} is the most; write --out with a folder`,
    );
  }
  const places = new Float32Array(columns * rows * 3 * side * side).fill(1);
  places.set(await drawAll(generator, latents(faces, generator, psi)));
  const [only] = faces;
  const code = faces.length === 1 && only ? codeOf(only, generator, psi) : undefined;
  const png = await gridPng(places, side, columns);
  await writeAtomic(path, marked(png, { model, ...(code === undefined ? {} : { code }) }));
  console.log(`${path}  ${counted(faces.length, 'face')}`);
}

/** Writes an animation along the arcs from one face to the next, as a GIF or as a WebP. */
export async function writeWalk(
  generator: TestedGenerator,
  faces: readonly AskedFace[],
  psi: number,
  { path, frames, format }: { path: string; frames: number; format: 'gif' | 'webp' },
): Promise<void> {
  const { resolution: side, latentSize, name: model } = generator;
  const points = walk(
    faces.map((face) => inputOf(face, generator, psi)),
    frames,
    noiseSize(generator),
  );
  const z = new Float32Array(frames * latentSize);
  points.forEach((point, i) => {
    z.set(point, i * latentSize);
  });
  const images = await drawAll(generator, z);
  const size = 3 * side * side;
  const pictures = await Promise.all(
    points.map((_, i) => gridPng(images.subarray(i * size, (i + 1) * size), side, 1)),
  );
  const film = sharp(pictures.map(Buffer.from), { join: { animated: true } });
  const timing = { delay: points.map(() => FRAME_MILLISECONDS), loop: 0 };
  const bytes =
    format === 'gif'
      ? await film.gif({ ...timing, effort: 7 }).toBuffer()
      : await film.webp({ ...timing, quality: WEBP_QUALITY }).toBuffer();
  await writeAtomic(path, marked(bytes, { model }));
  console.log(`${path}  ${frames} frames`);
}
