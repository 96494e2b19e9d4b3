/**
 * Publishes the EMA generator of a run into the folder of models.
 *
 *     npm run -w training publish-model -- --run first-64 --about training/publish/faces.toml [--truncation 0.8] [--default]
 */
import { parseArgs } from 'node:util';
import { type Manifest, TAG_LENGTH } from '../latent/manifest.ts';
import { command, numberFlag, UsageError, userPath } from './command-line.ts';
import { gridPng } from './grid.ts';
import { generatorLayers } from './networks/dcgan.ts';
import { readAbout } from './publish/about.ts';
import { calibrate } from './publish/calibrate.ts';
import { writeCard } from './publish/card.ts';
import { FIDELITY_PROTOCOL, latents, measureFidelity } from './publish/fidelity.ts';
import { makeFilm } from './publish/film.ts';
import { foldBatchNorm } from './publish/fold.ts';
import { generatorFile } from './publish/generator-file.ts';
import { historySummary } from './publish/history.ts';
import { publishFolder, sha256 } from './publish/models.ts';
import { openPublished } from './publish/published.ts';
import { weightsFile } from './publish/weights-file.ts';
import { readCheckpoint, readRunRecipe } from './run.ts';
import { averagedGenerator } from './sampler.ts';

/** The picture that backends check themselves against. */
const PROBE_SEED = 1;
/** The faces of the sheet: seeds 1 … SHEET, in rows. */
const SHEET = 32;
const SHEET_COLUMNS = 8;

await command(async () => {
  const { values: flags } = parseArgs({
    options: {
      run: { type: 'string' },
      about: { type: 'string' },
      models: { type: 'string', default: 'models' },
      truncation: { type: 'string', default: '1' },
      default: { type: 'boolean', default: false },
    },
  });
  if (!flags.run) throw new UsageError('write --run NAME, a folder of runs/');
  if (!flags.about) throw new UsageError('write --about FILE, what there is to say of the training data');
  const truncation = numberFlag('truncation', flags.truncation, 0.01, 1);

  const folder = userPath('runs', flags.run);
  const recipe = await readRunRecipe(folder);
  const checkpoint = await readCheckpoint(folder);
  if (!recipe || !checkpoint) throw new Error(`${folder} holds no run with a checkpoint`);
  const about = await readAbout(userPath(flags.about));

  const weights = await calibrate(recipe, averagedGenerator(recipe, checkpoint.state));
  const layers = foldBatchNorm(recipe, weights);
  const generator = generatorFile(layers);
  const tag = sha256(generator).slice(0, TAG_LENGTH);
  const { resolution, latentSize } = recipe;

  const published = await openPublished(generator, latentSize);
  const picture = async (seeds: readonly number[], columns: number): Promise<Uint8Array> =>
    gridPng(await published.draw(latents(seeds, latentSize, truncation)), resolution, columns);
  const probe = await picture([PROBE_SEED], 1);
  const sheet = await picture(
    Array.from({ length: SHEET }, (_, i) => i + 1),
    SHEET_COLUMNS,
  );
  const fidelity = await measureFidelity(recipe, weights, published, truncation);
  await published.release();

  const film = await makeFilm(folder, resolution);
  const manifest: Omit<Manifest, 'files'> = {
    format: 1,
    id: `${recipe.name}-${tag}`,
    tag,
    name: recipe.name,
    resolution,
    latentSize,
    prior: { distribution: 'normal', truncation },
    tensors: { input: 'z', output: 'image' },
    probe: { seed: PROBE_SEED, file: 'probe.png' },
    layers: generatorLayers(recipe).map(({ to, kernel, stride, padding, activation, side }, i) => ({
      name: layers[i]?.name ?? '',
      operator: 'ConvTranspose',
      kernel,
      stride,
      padding,
      activation,
      shape: [to, side, side],
    })),
    directions: [],
    licence: about.licence,
    data: {
      name: about.name,
      description: about.description,
      portraits: about.portraits,
      realPersons: about.realPersons,
    },
    metrics: { protocol: FIDELITY_PROTOCOL, values: fidelity },
    training: {
      images: checkpoint.steps * recipe.batch,
      steps: checkpoint.steps,
      minutes: Math.round(checkpoint.seconds / 6) / 10,
      batch: recipe.batch,
      recipe,
    },
  };
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  const { id } = await publishFolder(
    userPath(flags.models),
    manifest,
    [
      { name: 'generator.onnx', role: 'generator', dtype: 'i8', content: generator },
      { name: 'generator.weights', role: 'weights', dtype: 'i8', content: weightsFile(layers) },
      { name: 'probe.png', role: 'probe', content: probe },
      { name: 'sheet.png', role: 'sheet', content: sheet },
      { name: 'film.webp', role: 'film', content: film.webp },
      { name: 'history.json', role: 'history', content: text(await historySummary(folder, film.steps)) },
      { name: 'card.md', role: 'card', content: text(writeCard(manifest, about)) },
    ],
    flags.default,
  );
  console.log(`${id}: ${generator.length} bytes, ${JSON.stringify(fidelity)}`);
});
