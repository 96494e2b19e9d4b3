/**
 * Finds the typical face of a generator (`directions/typical-face.ts`), and prints what a manifest holds of it.
 *
 *     npm run find-typical-face -- --model models/ID|runs/NAME [--samples 4000] [--picture FILE.png]
 *
 * `--picture` shows the typical face, the face of z = 0, and the sampled faces that are nearest to the middle.
 */
import { parseArgs } from 'node:util';
import { writeAtomic } from '../files/write-atomic.ts';
import { runCommand, UsageError, userPath, wholeFlag } from './command-line.ts';
import { sampleFaces } from './directions/sampled-faces.ts';
import { findTypicalFace } from './directions/typical-face.ts';
import { openTestedGenerator } from './evaluate/tested-generator.ts';
import { gridPng } from './image-grid.ts';
import { openAttributePredictor } from './measures/attributes/predictor.ts';

/** Fewer are no crowd: their covariance needs more faces than features. */
const FEWEST = 200;
/** The sampled faces of the picture. */
const NEAREST = 6;

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      model: { type: 'string' },
      samples: { type: 'string', default: '4000' },
      picture: { type: 'string' },
    },
  });
  if (!flags.model) {
    throw new UsageError('write --model with a published model or a run: models/ID, runs/NAME');
  }
  const samples = wholeFlag('samples', flags.samples, FEWEST);
  const generator = await openTestedGenerator(userPath(flags.model));
  if (generator.condition) {
    await generator.release();
    throw new UsageError(
      `--model: ${generator.name} draws several classes, and the middle of all of them is the face of none`,
    );
  }
  const predictor = await openAttributePredictor();
  try {
    const seen = await sampleFaces(generator, predictor, 1, samples);
    const typical = await findTypicalFace(generator, predictor, seen);
    console.log(JSON.stringify(typical));
    if (flags.picture !== undefined) {
      const { latentSize, resolution } = generator;
      const distances = seen.outlierScores(seen.features);
      const order = [...distances.keys()].sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0));
      const shown = new Float32Array((2 + NEAREST) * latentSize);
      shown.set(typical.z);
      order.slice(0, NEAREST).forEach((index, i) => {
        shown.set(seen.z.subarray(index * latentSize, (index + 1) * latentSize), (2 + i) * latentSize);
      });
      const picture = await gridPng(await generator.draw(shown), resolution, 2 + NEAREST);
      await writeAtomic(userPath(flags.picture), picture);
    }
  } finally {
    await Promise.allSettled([generator.release(), predictor.release()]);
  }
});
