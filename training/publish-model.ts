/**
 * Publishes a generator into the folder of models: the EMA generator of a run, one that the PyTorch tutorial trained,
 * or one that is an ONNX file.
 *
 *     npm run publish-model -- --run first-64 [--about FILE] [--data DIR] [--default]
 *     npm run publish-model -- --weights netG.pth|netG.safetensors --about FILE [--name NAME]
 *     npm run publish-model -- --onnx generator.onnx --about FILE [--name NAME]
 *         [--data DIR] [--measure full|short|none] [--bits 8|16|32] [--truncation 0.8] [--models DIR] [--default]
 *         [--measured FOLDER]
 *
 * Faces, directions, arithmetic and head turns are measured against the portraits of --data, which takes a while; a run knows
 * its own. The model card mentions --measure short and none, and where the portraits are too few for the full protocol.
 * --about describes the data; by default it is about.toml in the folder of the data, or beside their file. --measured takes the measurements of a published folder with the same generator, such
 * as one that was published with an earlier discriminator. The folder appears when everything is done, or not at all.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { numberFlag, runCommand, UsageError, userPath } from './command-line.ts';
import {
  descriptionBeside,
  descriptionPlace,
  readDataDescription,
  withPictures,
} from './publish/card/data-description.ts';
import { fromOnnx, fromWeights } from './publish/from-file.ts';
import { fromRun } from './publish/from-run.ts';
import { measure, measureLevelFlag } from './publish/measure.ts';
import { readMeasured } from './publish/measured-before.ts';
import { enterUnlisted, refusePublished } from './publish/models.ts';
import { publish } from './publish/publish.ts';
import type { Publishable } from './publish/publishable.ts';
import { discriminatorProblem } from './publish/storage/store-discriminator.ts';
import { bitsFlag, type WeightBits } from './publish/storage/weight-storage.ts';
import { recordedData } from './run/run-data.ts';
import { cacheFolder, runFolder } from './run/run-folder.ts';
import { expectRunRecipe } from './run/run-recipe.ts';

type Flags = {
  readonly run?: string | undefined;
  readonly weights?: string | undefined;
  readonly onnx?: string | undefined;
  readonly name?: string | undefined;
  readonly data?: string | undefined;
};
type Choices = { readonly bits: WeightBits | undefined; readonly truncation: number | undefined };

/** The name of a file's model: the file's name, in the characters of a recipe's name. */
function nameOf(path: string): string {
  return (
    basename(path)
      .replace(/\.\w+$/, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'generator'
  );
}

function read({ run, weights, onnx, name }: Flags, { bits, truncation }: Choices): Promise<Publishable> {
  if ([run, weights, onnx].filter((given) => given !== undefined).length !== 1) {
    throw new UsageError(
      'write one of --run NAME, a folder of runs/, --weights FILE, a state dict by torch.save or as safetensors, and --onnx FILE',
    );
  }
  if (name !== undefined && nameOf(name) !== name) {
    throw new UsageError(
      `--name: write lower-case letters, digits and hyphens, as ${nameOf(name)}, not ${name}`,
    );
  }
  if (run !== undefined) {
    if (name !== undefined) {
      throw new UsageError('--name: a run has its name from its recipe');
    }
    return fromRun(runFolder(run), { bits, truncation });
  }
  if (weights !== undefined) {
    return fromWeights(userPath(weights), { name: name ?? nameOf(weights), bits, truncation });
  }
  if (bits !== undefined) {
    throw new UsageError('--bits: an ONNX file keeps its weights as they are stored');
  }
  return fromOnnx(userPath(onnx ?? ''), { name: name ?? nameOf(onnx ?? ''), truncation });
}

/** The portraits of --data, or those that the run was trained on. */
async function dataOf({ run, data }: Flags): Promise<string | undefined> {
  if (data !== undefined) {
    return userPath(data);
  }
  if (run === undefined) {
    return undefined;
  }
  return recordedData(runFolder(run));
}

/**
 * The description of --about, or the one with the data.
 * @throws UsageError where there is neither
 */
async function aboutOf(about: string | undefined, data: string | undefined): Promise<string> {
  if (about !== undefined) {
    return userPath(about);
  }
  const beside = await descriptionBeside(data);
  if (beside === undefined) {
    const place = data === undefined ? '' : `, or put it there as ${await descriptionPlace(data)}`;
    throw new UsageError(`write --about FILE, the description of the training data${place}`);
  }
  return beside;
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      run: { type: 'string' },
      weights: { type: 'string' },
      onnx: { type: 'string' },
      name: { type: 'string' },
      about: { type: 'string' },
      models: { type: 'string', default: 'models' },
      data: { type: 'string' },
      measure: { type: 'string' },
      measured: { type: 'string' },
      bits: { type: 'string' },
      truncation: { type: 'string' },
      default: { type: 'boolean', default: false },
    },
  });
  const truncation =
    flags.truncation === undefined ? undefined : numberFlag('truncation', flags.truncation, 0.01, 1);
  const bits = flags.bits === undefined ? undefined : bitsFlag(flags.bits);

  if (flags.measured !== undefined && (flags.measure ?? flags.data) !== undefined) {
    throw new UsageError('--measured: nothing is measured then; leave out --measure and --data');
  }
  const level = measureLevelFlag(flags.measure ?? 'full');

  const tell = (message: string): void => console.error(message);
  const recipe = flags.run === undefined ? undefined : await expectRunRecipe(runFolder(flags.run), 'use');
  // Directions of labels come from the data, whether faces are measured or not.
  const isMeasured = flags.measured === undefined && (level !== 'none' || (recipe?.labels ?? '') !== '');
  const data = isMeasured || flags.about === undefined ? await dataOf(flags) : undefined;
  const aboutFile = await aboutOf(flags.about, data);
  const described = await readDataDescription(aboutFile);
  const source = await read(flags, { bits, truncation });
  const about = withPictures(described, aboutFile, source.pictures, tell);
  const models = userPath(flags.models);
  await refusePublished(models, source.generator);
  const unlisted = await enterUnlisted(models, source.generator, flags.default);
  if (unlisted !== undefined) {
    console.log(`${unlisted}: its publication ended before the index named it; now it does`);
    return;
  }
  const measured =
    flags.measured === undefined
      ? await measure(source, {
          level,
          data,
          cache: cacheFolder(),
          tell,
        })
      : await readMeasured(userPath(flags.measured), source.generator);
  const { id } = await publish(source, measured, about, models, flags.default);
  const discriminatorResidual = Number(source.training?.recipe.discriminatorResidual ?? 0);
  const problem = discriminatorProblem({ discriminatorResidual });
  if (problem !== null) {
    console.error(`${id} has no discriminator beside it: ${problem}`);
  } else if (source.condition && !source.discriminator) {
    console.error(
      `${id} has no discriminator beside it: that of "${source.condition.way}" takes the class of a picture`,
    );
  }
  console.log(`${id}: ${source.generator.length} bytes, ${JSON.stringify(source.fidelity)}`);
});
