/**
 * Reads the folder of published models and refuses files that differ from their manifests: links depend on these bytes
 * for ever, so a model that was damaged or edited must not be served.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Manifest,
  type ModelIndex,
  parseManifest,
  parseModelIndex,
} from '../../../latent/model/manifest.ts';

const INDEX = 'index.json';
const MANIFEST = 'manifest.json';

export type PublishedModels = {
  readonly index: ModelIndex;
  /** In the order of the index. */
  readonly manifests: readonly Manifest[];
  /** Paths in the folder: its index, each model's manifest and the files that it lists, such as `dcgan-64-1a2b3c/generator.onnx`. */
  readonly files: readonly string[];
};

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new Error(`cannot read ${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** Parses a document; an error names its file. */
function parsed<T>(file: string, parse: (document: unknown) => T, document: unknown): T {
  try {
    return parse(document);
  } catch (cause) {
    throw new Error(`${file} is not valid: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

async function checkFile(folder: string, file: Manifest['files'][number]): Promise<void> {
  const path = join(folder, file.name);
  const bytes = await readFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length !== file.bytes || sha256 !== file.sha256) {
    throw new Error(
      `${path} has ${bytes.length} bytes with SHA-256 ${sha256}, ` +
        `its manifest says ${file.bytes} bytes with SHA-256 ${file.sha256}`,
    );
  }
}

async function readModel(folder: string, id: string): Promise<Manifest> {
  const manifestFile = join(folder, MANIFEST);
  const manifest = parsed(manifestFile, parseManifest, await readJson(manifestFile));
  if (manifest.id !== id) {
    throw new Error(`${manifestFile} is of ${manifest.id}, but its folder is ${id}`);
  }
  const listed = new Set([MANIFEST, ...manifest.files.map(({ name }) => name)]);
  const unlisted = (await readdir(folder)).filter((name) => !listed.has(name));
  if (unlisted.length > 0) {
    throw new Error(`${manifestFile} does not list ${unlisted.join(', ')}`);
  }
  await Promise.all(manifest.files.map((file) => checkFile(folder, file)));
  return manifest;
}

/**
 * @param folder holds `index.json` and one folder for each model; names that begin with a dot are ignored
 * @throws Error that names the file and what is wrong with it: unreadable, not of the schema, not of the size or
 *   the SHA-256 that the manifest says, not listed, or not in the index
 */
export async function readPublished(folder: string): Promise<PublishedModels> {
  const indexFile = join(folder, INDEX);
  const index = parsed(indexFile, parseModelIndex, await readJson(indexFile));
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const unlisted = folders.map(({ name }) => name).filter((name) => !index.models.includes(name));
  if (unlisted.length > 0) {
    throw new Error(`${indexFile} does not list ${unlisted.join(', ')}`);
  }
  const manifests = await Promise.all(index.models.map((id) => readModel(join(folder, id), id)));
  const files = manifests.flatMap(({ id, files }) =>
    [MANIFEST, ...files.map(({ name }) => name)].map((name) => `${id}/${name}`),
  );
  return { index, manifests, files: [INDEX, ...files] };
}
