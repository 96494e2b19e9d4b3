/**
 * What `npm run evaluate` measured of a model that was published without: it is stored beside the folder of the model, which never changes.
 */
import { writeAtomic } from '../../files/write-atomic.ts';
import type { Manifest } from '../../latent/model/manifest.ts';
import type { Evaluation } from '../../latent/model/measurements.ts';
import { UsageError } from '../command-line.ts';
import { readOptionalManifest } from '../read/manifest.ts';
import { evaluationTables } from './card/model-card-measurements.ts';

/**
 * @param folder of a published model
 * @throws UsageError where it is none, and where its card has these measures already
 */
export async function unmeasuredModel(folder: string): Promise<Manifest> {
  const manifest = await readOptionalManifest(folder);
  if (manifest === undefined) {
    throw new UsageError(
      `--write: ${folder} is not a published model; leave out --write, and the report of a run shows its measures`,
    );
  }
  if (manifest.evaluation !== undefined) {
    throw new UsageError(
      `--write: the card of ${manifest.id} has its measures, and a published card never changes`,
    );
  }
  return manifest;
}

/** Markdown: what the card of a published model, which never changes, does not say. */
function evaluationAddendum(manifest: Manifest, askedBy: string | undefined): string {
  return `# ${manifest.id}: how good the pictures are

An addition to the [model card](${manifest.id}/card.md), which was published before this was measured, by
\`npm run evaluate -- --model models/${manifest.id} --data DIR --write\`.

${evaluationTables(manifest, askedBy)}
`;
}

/**
 * Writes FOLDER.evaluation.json, which the page shows, and FOLDER.evaluation.md.
 * @param askedBy as `evaluationTables` takes it
 */
export async function writeEvaluation(
  folder: string,
  manifest: Manifest,
  evaluation: Evaluation,
  askedBy: string | undefined,
): Promise<void> {
  await writeAtomic(`${folder}.evaluation.json`, `${JSON.stringify(evaluation, null, 2)}\n`);
  await writeAtomic(`${folder}.evaluation.md`, evaluationAddendum({ ...manifest, evaluation }, askedBy));
}
