/** Reads a file that was taken home, or made elsewhere: a run or a model as a zip, or safetensors. */
import { sha256Hex } from '@dareka/engine/local-models';
import { type UnzipFileInfo, unzipSync } from 'fflate';
import * as v from 'valibot';
import { parseRecipe, type Recipe } from '../../../../gan/recipe.ts';
import { parseManifest } from '../../../../latent/model/manifest.ts';
import { isSafetensors } from '../given-files/kind-of-file.ts';
import { CHECKPOINT, folderOf, MANIFEST, RECIPE, TORCH } from '../given-files/training-names.ts';
import { isZip } from '../given-files/zip-directory.ts';
import { PAGE_FILES } from '../take-home/file-kinds.ts';
import { curvesSchema } from '../worker/checkpoint.ts';
import type { MetricHistory } from '../worker/metric-history.ts';
import { asProblem, BringBackError, type BroughtBack, type BroughtTraining } from './brought-back.ts';
import { readWeights } from './read-weights.ts';

type Files = ReadonlyMap<string, Uint8Array>;

/** The most bytes that are unzipped: more than a training takes, and fewer than end a tab. */
const MAX_BYTES = 1e9;

const aboutSchema = v.object({ name: v.string(), set: v.string(), curves: curvesSchema });

/**
 * @param source the name of the file, for messages
 * @param usual the recipe of what weights alone do not say
 * @throws BringBackError
 */
export async function readBroughtBackFile(file: Blob, source: string, usual: Recipe): Promise<BroughtBack> {
  const bytes = new Uint8Array(
    await file.arrayBuffer().catch(() => {
      throw new BringBackError({ kind: 'unreadable' });
    }),
  );
  if (await isZip(file)) {
    return readZip(bytes, source, usual);
  }
  if (!/\.safetensors$/i.test(source) && !(await isSafetensors(file))) {
    throw new BringBackError({ kind: /\.(?:pth?|ckpt)$/i.test(source) ? 'torch' : 'unknown' });
  }
  return { ...readWeights(bytes, source, undefined, usual), name: '', film: [], pictures: [] };
}

async function readZip(bytes: Uint8Array, source: string, usual: Recipe): Promise<BroughtBack> {
  const names = asProblem('damaged', () => namesIn(bytes), source);
  const run = folderOf(names, RECIPE);
  if (run !== undefined) {
    const inRun = names.filter((name) => name.startsWith(run)).map((name) => name.slice(run.length));
    const newest = inRun
      .filter((name) => CHECKPOINT.test(name))
      .toSorted()
      .at(-1);
    // Not the earlier checkpoints and the samples that a run of Node has.
    const isRead = (name: string): boolean =>
      [RECIPE, PAGE_FILES.about, newest].includes(name) ||
      [PAGE_FILES.film, PAGE_FILES.pictures].some((folder) => name.startsWith(`${folder}/`));
    return readRun(unzip(bytes, source, run, isRead), source, usual);
  }
  const model = folderOf(names, MANIFEST);
  if (model !== undefined) {
    return readModel(
      unzip(bytes, source, model, () => true),
      source,
    );
  }
  throw new BringBackError({ kind: names.some((name) => TORCH.test(name)) ? 'torch' : 'empty' });
}

/** The names of all files in a zip, of which it unzips none. @throws Error where the zip is damaged */
function namesIn(bytes: Uint8Array): string[] {
  const names: string[] = [];
  function filter({ name }: UnzipFileInfo): boolean {
    names.push(name);
    return false;
  }
  unzipSync(bytes, { filter });
  return names;
}

/**
 * Unzips files below a folder.
 *
 * @returns them by their names in the folder
 * @throws BringBackError where the zip is damaged, or they would take too much memory
 */
function unzip(bytes: Uint8Array, source: string, folder: string, isRead: (name: string) => boolean): Files {
  let size = 0;
  function filter({ name, originalSize }: UnzipFileInfo): boolean {
    if (!name.startsWith(folder) || !isRead(name.slice(folder.length))) {
      return false;
    }
    size += originalSize;
    if (size > MAX_BYTES) {
      throw new BringBackError({ kind: 'tooLarge' });
    }
    return true;
  }
  return filesIn(
    asProblem('damaged', () => new Map(Object.entries(unzipSync(bytes, { filter }))), source),
    folder,
  );
}

/** The files below a folder, by their names in it and sorted by them. */
function filesIn(files: Files, folder: string): Files {
  const inside = Array.from(files, ([path, bytes]) => [path, bytes] as const).filter(
    ([path]) => path.startsWith(folder) && !path.endsWith('/'),
  );
  return new Map(
    inside
      .map(([path, bytes]) => [path.slice(folder.length), bytes] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function readRun(files: Files, source: string, usual: Recipe): BroughtTraining {
  const recipe = asProblem('damaged', () => parseRecipe(jsonOf(files, RECIPE), `${source}: ${RECIPE}`));
  const newest = [...files.keys()].findLast((name) => CHECKPOINT.test(name));
  const checkpoint = files.get(newest ?? '');
  if (checkpoint === undefined) {
    const detail = `${source} has no checkpoint-….safetensors beside ${RECIPE}`;
    throw new BringBackError({ kind: 'damaged', detail });
  }
  const brought = readWeights(checkpoint, `${source}: ${newest}`, recipe, usual);
  const about = aboutOf(files);
  return {
    ...brought,
    checkpoint: { ...brought.checkpoint, ...(about !== undefined && { history: about.history }) },
    name: about?.name ?? '',
    ...(about !== undefined && { set: about.set }),
    film: Array.from(filesIn(files, `${PAGE_FILES.film}/`), ([name, bytes]) => ({
      step: Number(/^(\d{9})\.webp$/.exec(name)?.[1] ?? Number.NaN),
      file: Uint8Array.from(bytes).buffer,
    })).filter(({ step }) => step <= brought.checkpoint.steps),
    pictures: Array.from(filesIn(files, `${PAGE_FILES.pictures}/`), ([name, bytes]) => ({
      name,
      file: new Blob([Uint8Array.from(bytes)]),
    })),
  };
}

/** What the page wrote beside the files of a run; undefined where Node wrote the run, or that file is damaged. */
function aboutOf(files: Files): { name: string; set: string; history: MetricHistory } | undefined {
  try {
    const { name, set, curves } = v.parse(aboutSchema, jsonOf(files, PAGE_FILES.about));
    return { name, set, history: curves };
  } catch {
    return undefined;
  }
}

async function readModel(files: Files, source: string): Promise<BroughtBack> {
  const written = asProblem('damaged', () => jsonOf(files, MANIFEST), source);
  const manifest = asProblem('damaged', () => parseManifest(written), `${source}: ${MANIFEST}`);
  const contents: Record<string, Uint8Array<ArrayBuffer>> = {};
  for (const { name, sha256 } of manifest.files) {
    const bytes = Uint8Array.from(files.get(name) ?? []);
    if ((await sha256Hex(bytes.buffer)) !== sha256) {
      const what = files.has(name) ? 'is not the file that' : 'is missing, which';
      throw new BringBackError({ kind: 'damaged', detail: `${source}: ${name} ${what} ${MANIFEST} names` });
    }
    contents[name] = bytes;
  }
  return { kind: 'model', manifest, contents };
}

/** @throws Error where there is no such file, or it is not JSON */
function jsonOf(files: Files, name: string): unknown {
  const file = files.get(name);
  if (file === undefined) {
    throw new Error(`there is no ${name}`);
  }
  try {
    return JSON.parse(new TextDecoder().decode(file));
  } catch (cause) {
    throw new Error(`${name} is not JSON`, { cause });
  }
}
