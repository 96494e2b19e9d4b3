/** Publishes a generator as a folder of models/. */
import { inputsFromSeeds } from '../../latent/condition/condition.ts';
import { encodeDirections } from '../../latent/directions.ts';
import { type Manifest, TAG_LENGTH } from '../../latent/model/manifest.ts';
import { gridPng, gridWebp } from '../image-grid.ts';
import type { DataDescription } from './card/data-description.ts';
import { modelCard } from './card/model-card.ts';
import { FIDELITY_PROTOCOL } from './fidelity.ts';
import { openGeneratorSession } from './generator-session.ts';
import type { Measured } from './measure.ts';
import { publishFolder, sha256 } from './models.ts';
import type { Publishable } from './publishable.ts';
import { SHEET_COLUMNS, sheetInputs } from './sheet.ts';

/** The seed of the picture that backends compare their own with. */
const PROBE_SEED = 1;
/**
 * Publishes a generator, completely or not at all.
 * @param measured its measurements
 * @param about the description of its training data
 * @param models the folder of published models
 * @param makeDefault whether it becomes the model of new faces
 */
export async function publish(
  source: Publishable,
  { vectors, classes, ...measured }: Measured,
  about: DataDescription,
  models: string,
  makeDefault: boolean,
): Promise<Manifest> {
  const { name, resolution, latentSize, condition, truncation, generator, dtype, layers, fidelity, files } =
    source;
  const published = await openGeneratorSession(generator, latentSize);
  const probe = await gridPng(await published.draw(inputsFromSeeds(PROBE_SEED, 1, source)), resolution, 1);
  const sheet = await gridWebp(await published.draw(sheetInputs(source)), resolution, SHEET_COLUMNS);
  await published.release();

  const tag = sha256(generator).slice(0, TAG_LENGTH);
  const manifest: Omit<Manifest, 'files'> = {
    format: 1,
    id: `${name}-${tag}`,
    tag,
    name,
    resolution,
    latentSize,
    ...(condition ? { condition: { ...condition, ...(classes ? { measured: classes } : {}) } } : {}),
    prior: { distribution: 'normal', truncation },
    tensors: { input: 'z', output: 'image' },
    probe: { seed: PROBE_SEED, file: 'probe.png' },
    layers,
    ...measured,
    licence: about.licence,
    data: {
      name: about.name,
      description: about.description,
      portraits: about.portraits === 'unknown' ? 0 : about.portraits,
      realPersons: about.realPersons !== false,
    },
    metrics: { protocol: FIDELITY_PROTOCOL, values: fidelity },
    ...(source.discriminator ? { discriminator: source.discriminator } : {}),
    ...(source.origin ? { origin: source.origin } : {}),
    ...(source.training ? { training: source.training } : {}),
  };
  const card = new TextEncoder().encode(modelCard(manifest, dtype, about));
  return publishFolder(
    models,
    manifest,
    [
      { name: 'generator.onnx', role: 'generator', dtype, content: generator },
      { name: 'probe.png', role: 'probe', content: probe },
      { name: 'sheet.webp', role: 'sheet', content: sheet },
      ...(vectors.length === 0
        ? []
        : [
            {
              name: 'directions.bin',
              role: 'directions' as const,
              dtype: 'f32',
              content: encodeDirections(vectors),
            },
          ]),
      ...files,
      { name: 'card.md', role: 'card', content: card },
    ],
    makeDefault,
  );
}
