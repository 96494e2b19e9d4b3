/**
 * Finds the face of a model that is nearest to a picture, and prints how near it is and its share code.
 *
 *     npm run project -- --picture mine.jpg [--model models/ID|runs/NAME] [--out pair.png] [--steps 200] [--samples 2000]
 *
 * It draws --samples faces to learn a first guess from, then takes --steps steps from there. --out gets the picture and the face side by
 * side. Without --model it is the default one of models/. The face is one that the model knows: of somebody else, it is alike at most.
 * Of a conditional model it is a picture of one class, which is printed.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomic } from '../files/write-atomic.ts';
import { encodeFace } from '../latent/code/code.ts';
import { noiseSize } from '../latent/condition/condition.ts';
import { latentFace, latentFromFace } from '../latent/face.ts';
import { toPlanar } from '../picture/planar.ts';
import { runCommand, UsageError, userPath, wholeFlag } from './command-line.ts';
import { decode } from './data/decoding/decode.ts';
import { openTestedGenerator } from './evaluate/tested-generator.ts';
import { gridPng } from './image-grid.ts';
import { openAttributePredictor } from './measures/attributes/predictor.ts';
import { learnEncoder } from './project/encoder.ts';
import { fitLatent } from './project/fit-latent.ts';
import { readGeneratorGraph } from './project/generator-graph.ts';
import { modelIndexPath, readModelIndex } from './read/manifest.ts';

/** Drawn faces that are moved beside the guess. */
const NEAREST = 3;

/** That of models/ in the folder that the command is called in. @throws UsageError where it has none */
async function defaultModel(): Promise<string> {
  const models = userPath('models');
  const index = await readModelIndex(models);
  if (index === undefined) {
    throw new UsageError(`write --model models/ID or runs/NAME: there is no ${modelIndexPath(models)}`);
  }
  return join(models, index.default);
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      picture: { type: 'string' },
      model: { type: 'string' },
      out: { type: 'string' },
      steps: { type: 'string', default: '200' },
      samples: { type: 'string', default: '2000' },
    },
  });
  if (!flags.picture) {
    throw new UsageError('write --picture with a picture of a face');
  }
  if (flags.out !== undefined && !/\.png$/i.test(flags.out)) {
    throw new UsageError(`--out: write FILE.png, not ${flags.out}`);
  }
  const steps = wholeFlag('steps', flags.steps, 0);
  const samples = wholeFlag('samples', flags.samples, 10);
  const path = userPath(flags.picture);
  const bytes = await readFile(path);
  const folder = flags.model === undefined ? await defaultModel() : userPath(flags.model);
  const generator = await openTestedGenerator(folder);
  const predictor = await openAttributePredictor();
  try {
    const { resolution, latentSize, tag, truncation } = generator;
    const pixels = await decode(bytes, { side: resolution, crop: 'centre', enlarge: true });
    if (typeof pixels === 'string') {
      throw new Error(`${path} is no picture that can be read (${pixels})`);
    }
    const target = toPlanar(pixels, resolution, { channels: 3 });
    const graph = await readGeneratorGraph(folder);
    console.error(`learning a first guess from ${samples} faces of ${generator.name}`);
    const encoder = await learnEncoder(generator, predictor, samples);
    const { guess, nearest } = await encoder.guess(target, NEAREST);
    const noise = noiseSize(generator);
    // The class is that of what looks the most alike.
    guess.set(nearest[0]?.subarray(noise) ?? [], noise);
    console.error(`taking ${steps} steps`);
    const { first, last } = await fitLatent(graph, target, [guess, ...nearest], steps, noise);
    console.log(
      `first guess: ${first.distance.toFixed(3)} away; after ${steps} steps ${last.distance.toFixed(3)}`,
    );
    console.log(
      '(root of the mean square difference of values from -1 to 1, the middle of the picture counting the most)',
    );
    // Links keep z in steps; what is shown is the face of the link.
    const face = tag === undefined ? undefined : latentFace(tag, last.latent);
    const shown =
      face === undefined ? last.latent : latentFromFace(face, { latentSize, truncation, directions: [] });
    if (generator.condition !== undefined) {
      const { name, classes } = generator.condition;
      console.log(`${name}: ${classes[last.latent.indexOf(1, noise) - noise]}`);
    }
    if (face !== undefined) {
      console.log(`share code: ${encodeFace(face)}`);
    }
    if (flags.out !== undefined) {
      const pair = new Float32Array(2 * target.length);
      pair.set(target);
      pair.set(await generator.draw(shown), target.length);
      await writeAtomic(userPath(flags.out), await gridPng(pair, resolution, 2));
      console.log(userPath(flags.out));
    }
  } finally {
    await Promise.all([generator.release(), predictor.release()]);
  }
});
