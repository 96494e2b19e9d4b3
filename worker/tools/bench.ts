/**
 * `npx node worker/tools/bench.ts [models/ID …]` measures what a picture of a face costs the worker once the face is drawn,
 * in milliseconds of CPU time, which Cloudflare bills. `kernel/tools/bench.ts` measures the face itself.
 */

import { drawFace, drawPicture, readGenerator } from '../../kernel/draw.ts';
import { buildKernel } from '../../kernel/tools/build.ts';
import { medianCpuTime } from '../../kernel/tools/cpu-time.ts';
import { type PublishedGenerator, readPublishedGenerators } from '../../kernel/tools/published-generators.ts';
import { avatarFace, avatarModel } from '../../latent/avatar.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { latentFromFace, seedFace } from '../../latent/face.ts';
import { latentFromSeed } from '../../latent/seed/seed.ts';
import { MAX_SIZE } from '../../picture/face-sizes.ts';
import { type Encode, encodePng, type Pixels } from '../../picture/png.ts';
import { CARD, drawCard } from '../drawing/card.ts';
import { openJpeg, openWebp } from '../drawing/lossy.ts';
import { readEncoders, renderCardTemplate } from './build/drawing.ts';

const RUNS = 15;

/** Of names: their times differ with their traits. */
const AVATAR_RUNS = 101;
const AVATAR_SIZE = 128;

async function benchmark(
  { manifest, weights, directions }: PublishedGenerator,
  module: WebAssembly.Module,
  template: Pixels,
  encoders: ReadonlyMap<string, Encode>,
): Promise<void> {
  const { id, latentSize, resolution, directions: named } = manifest;
  const draw = readGenerator(module, manifest, weights);
  const face = { width: resolution, height: resolution, data: draw(latentFromSeed(1, latentSize)) };
  console.log(`${id}, ${resolution} × ${resolution}: CPU time in ms, medians of ${RUNS}`);
  const mark = { code: encodeFace(seedFace(manifest.tag, 1)), model: id };
  for (const [format, encode] of encoders) {
    for (const size of new Set([64, 128, resolution, 256, MAX_SIZE])) {
      const time = await medianCpuTime(() => drawPicture(face, size, encode, mark), RUNS);
      const { length } = drawPicture(face, size, encode, mark);
      console.log(`  ${format} of ${size} × ${size}: ${time.toFixed(1)}, ${length} bytes`);
    }
  }
  const avatars = avatarModel(manifest, directions);
  // All models with directions have this one.
  const traits = named.length > 0 ? { age: 'old' } : {};
  let index = 0;
  const avatar = await medianCpuTime(() => {
    const face = avatarFace(`user ${index++}`, traits, avatars);
    const pixels = drawFace(draw, manifest, latentFromFace(face, avatars), AVATAR_SIZE);
    return drawPicture(pixels, AVATAR_SIZE, encodePng, { code: encodeFace(face), model: id });
  }, AVATAR_RUNS);
  console.log(
    `  from a name, with a trait, to a PNG of ${AVATAR_SIZE} × ${AVATAR_SIZE}: ${avatar.toFixed(1)}`,
  );
  for (const [format, encode] of encoders) {
    const time = await medianCpuTime(() => drawCard(face, template, encode, mark), RUNS);
    const { length } = drawCard(face, template, encode, mark);
    console.log(`  card as ${format}: ${time.toFixed(1)}, ${length} bytes`);
  }
}

const module = await WebAssembly.compile(await buildKernel());
const { webp, jpeg } = await readEncoders();
const encoders = new Map<string, Encode>([
  ['PNG', encodePng],
  ['WebP', await openWebp(await WebAssembly.compile(webp))],
  ['JPEG', await openJpeg(await WebAssembly.compile(jpeg))],
]);
const template = { ...CARD, data: new Uint8ClampedArray(await renderCardTemplate()) };
for (const generator of await readPublishedGenerators(process.argv.slice(2))) {
  await benchmark(generator, module, template, encoders);
}
