/**
 * Assembles the site: the page that Vite built, the published models, the widget's scripts and ONNX Runtime's files,
 * each with its brotli and gzip forms, and the catalog of them all.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { replaceFolder } from '../../../files/write-atomic.ts';
import { buildKernel } from '../../../kernel/tools/build.ts';
import {
  CARD_TEMPLATE_PATH,
  CATALOG_PATH,
  type Catalog,
  CODING_SUFFIX,
  type ContentCoding,
  type Representation,
  type StoredFile,
} from '../../site/catalog.ts';
import { compress, type Effort } from './compress.ts';
import { contentType } from './content-type.ts';
import { hashDrawings, readEncoders, renderCardTemplate } from './drawing.ts';
import type { RuntimeFiles } from './onnx-runtime.ts';
import { checkLock } from './published-lock.ts';
import { readPublished } from './published-models.ts';

/** Cloudflare's limit for one static asset, in bytes: 25 MiB. */
const MAX_ASSET_BYTES = 25 * 2 ** 20;

/** A compressed form is stored if it saves at least this share: below it, decoding costs more than it saves. */
const MIN_SAVING = 1 / 16;

/** In bytes. A smaller file fits into one packet, compressed or not. */
const MIN_ENCODED_BYTES = 1024;

/** The stylesheet of the pages that the worker writes. */
const STYLESHEET = join(import.meta.dirname, '..', '..', 'pages.css');

const CODINGS = Object.keys(CODING_SUFFIX) as ContentCoding[];

export type SiteSources = {
  /** The folder that Vite built the page into. */
  readonly page: string;
  /** The folder of published models. */
  readonly models: string;
  /** Whether its `published.lock` has to list exactly these models. */
  readonly locked?: boolean;
  /** The folder of the widget's scripts: `v1/` and a folder for each release. */
  readonly embed: string;
  readonly runtime: RuntimeFiles;
  /** The folder of the site. It is replaced when the new one is complete. */
  readonly out: string;
  /** The folder of compressed files, kept from one build to the next. */
  readonly cache: string;
  readonly effort: Effort;
  /** In bytes: a larger file is stored in its compressed forms only. */
  readonly maxAssetBytes?: number;
};

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

type Source = { readonly path: string; readonly read: () => Promise<Uint8Array> };

/** The files that the site takes from disk. */
async function filesOf(parts: SiteSources, published: readonly string[]): Promise<Source[]> {
  const page = await filesBelow(parts.page).catch((): string[] => []);
  if (!page.includes('index.html')) {
    throw new Error(`there is no page in ${parts.page}: \`vite build client\` makes it`);
  }
  const below = (folder: string, from: string, names: readonly string[]) =>
    names.map((name) => [`/${folder}/${name}`, join(from, name)] as const);
  const files = [
    ...below('page', parts.page, page),
    ...below('embed', parts.embed, await filesBelow(parts.embed)),
    ...below('models', parts.models, published),
    ...Array.from(
      parts.runtime.files,
      ([name, file]) => [`/ort/${parts.runtime.version}/${name}`, file] as const,
    ),
  ];
  return files.map(([path, file]) => ({ path, read: () => readFile(file) }));
}

async function readStylesheet(): Promise<Source> {
  const content = await readFile(STYLESHEET);
  const { sha256 } = represent(content);
  return { path: `/styles/${sha256.slice(0, 16)}.css`, read: async () => content };
}

function represent(bytes: Uint8Array): Representation {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Like `Promise.all`, but waits for all work before it throws, so that nothing is still being written. */
async function settled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const outcomes = await Promise.allSettled(work);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') {
      throw outcome.reason;
    }
    return outcome.value;
  });
}

/** Writes one file in every form that is worth it, and says which. */
async function store({ path, read }: Source, folder: string, parts: SiteSources): Promise<StoredFile> {
  const maxBytes = parts.maxAssetBytes ?? MAX_ASSET_BYTES;
  const plainBytes = await read();
  const own = represent(plainBytes);
  const plain = own.bytes <= maxBytes;
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  if (plain) {
    await writeFile(target, plainBytes);
  }
  const encoded = await settled(
    CODINGS.map(async (coding): Promise<[ContentCoding, Representation][]> => {
      if (plain && own.bytes < MIN_ENCODED_BYTES) {
        return [];
      }
      const bytes = await compress(plainBytes, own.sha256, coding, parts.effort, parts.cache);
      if (plain && bytes.length > own.bytes * (1 - MIN_SAVING)) {
        return [];
      }
      if (bytes.length > maxBytes) {
        throw new Error(`${path} has ${bytes.length} bytes as ${coding}, an asset at most ${maxBytes}`);
      }
      await writeFile(`${target}${CODING_SUFFIX[coding]}`, bytes);
      return [[coding, represent(bytes)]];
    }),
  );
  return { ...own, type: contentType(path), plain, encoded: Object.fromEntries(encoded.flat()) };
}

/**
 * @returns the catalog that was written
 * @throws Error that names the file at fault: no page, a published model that does not match its manifest, or a
 *   file that is too large to be served even when compressed
 */
export async function assembleSite(parts: SiteSources): Promise<Catalog> {
  const { index, manifests, files: published } = await readPublished(parts.models);
  if (parts.locked) {
    await checkLock(parts.models, index);
  }
  const [stylesheet, cardTemplate] = await Promise.all([readStylesheet(), renderCardTemplate()]);
  const sources: Source[] = [
    ...(await filesOf(parts, published)),
    stylesheet,
    { path: CARD_TEMPLATE_PATH, read: async () => cardTemplate },
  ];
  return replaceFolder(parts.out, async (folder) => {
    const files = await settled(
      sources.map(async (source) => [source.path, await store(source, folder, parts)] as const),
    );
    const catalog: Catalog = {
      index,
      manifests: [...manifests],
      files: Object.fromEntries(files),
      stylesheet: stylesheet.path,
      drawingHashes: await hashDrawings(await buildKernel(), cardTemplate, await readEncoders()),
    };
    await writeFile(join(folder, CATALOG_PATH), JSON.stringify(catalog));
    return catalog;
  });
}
