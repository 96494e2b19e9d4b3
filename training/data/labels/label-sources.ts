/**
 * Where the labels of a data set are. The first of these that a picture has labels in:
 *
 * 1. a `.json` file with the picture's name, and a `.cls` file with the number or name of its class (WebDataset), first in the same tar,
 * 2. line n of `labels.jsonl` for picture n, beside the pictures,
 * 3. `dataset.json` (StyleGAN): a class or a list of numbers for each picture,
 * 4. a table with a row for each picture: `labels.csv`, or CelebA's `list_attr_celeba.txt` or `.csv`,
 * 5. the folder that a picture is in, where there are several (ImageFolder): its class.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { parseJson } from '../../read/parse.ts';
import { isLabels, isLabelTable, STYLEGAN_LABELS, stem } from '../file-names.ts';
import { expectAtMost, LABEL_BYTES, LABEL_TABLE_BYTES } from '../limits.ts';
import type { FileEntry, FileStore } from '../stores/file-store.ts';
import { type LabelTable, parseLabelTable } from './label-table.ts';
import { type Labels, openLabelLines, parseLabels } from './labels.ts';

/** The field that classes are in. */
export const CLASS = 'class';

const styleganSchema = v.object({
  labels: v.nullable(v.array(v.tuple([v.string(), v.union([v.number(), v.array(v.number())])]))),
});

/** A label that is a number where it is written as one. */
function classOf(text: string): string | number {
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function parseStyleganLabels(text: string, place: string): LabelTable | undefined {
  const { labels } = parseJson(styleganSchema, text, place);
  if (labels === null) {
    return undefined;
  }
  const byName = new Map(labels);
  return {
    of(picture) {
      const value = byName.get(picture);
      return value === undefined ? undefined : { [CLASS]: value };
    },
  };
}

/** The class of each picture by its folder, at the first depth at which there are several; undefined where there are nowhere. */
export function classFolders(pictures: readonly FileEntry[]): LabelTable | undefined {
  const paths = pictures.map(({ name }) => name.split('/').slice(0, -1));
  const deepest = paths.reduce((most, { length }) => Math.max(most, length), 0);
  let depth = 0;
  // A picture beside the folders has none at their depth.
  while (depth < deepest && new Set(paths.flatMap((path) => path[depth] ?? [])).size < 2) {
    depth++;
  }
  if (depth === deepest) {
    return undefined;
  }
  return {
    of(picture) {
      const found = picture.split('/').slice(0, -1)[depth];
      return found === undefined ? undefined : { [CLASS]: classOf(found) };
    },
  };
}

/** A name without its extension, within its tar; no name has a NUL. */
function ownKey({ shard, name }: FileEntry): string {
  return `${shard ?? ''}\0${stem(name)}`;
}

export type LabelSources = {
  /** The labels of a picture by its number, or undefined where it has none. */
  of(index: number): Promise<Labels | undefined>;
};

/** @param path of the data set, for messages */
export function openLabelSources(
  store: FileStore,
  pictures: readonly FileEntry[],
  path: string,
): LabelSources {
  const json = new Map<string, number>();
  const classes = new Map<string, number>();
  const tables: number[] = [];
  const own = new Set(pictures.map(ownKey));
  store.files.forEach((file, i) => {
    const { name } = file;
    if (isLabelTable(name)) {
      tables.push(i);
    } else if (isLabels(name)) {
      // Labels whose picture is not in their own tar belong to the picture of that name in another.
      const key = own.has(ownKey(file)) ? ownKey(file) : stem(name);
      (name.toLowerCase().endsWith('.cls') ? classes : json).set(key, i);
    }
  });

  async function textOf(place: number, limit: number, what: string): Promise<string> {
    expectAtMost(limit, store.files[place]?.bytes ?? 0, what);
    return Buffer.from(await store.read(place)).toString('utf8');
  }
  async function siblingsOf(picture: FileEntry): Promise<Labels | undefined> {
    const { name } = picture;
    const [labels, cls] = [json, classes].map(
      (places) => places.get(ownKey(picture)) ?? places.get(stem(name)),
    );
    const what = `${path}: the labels of ${name}`;
    const named =
      cls === undefined ? undefined : { [CLASS]: classOf((await textOf(cls, LABEL_BYTES, what)).trim()) };
    return labels === undefined
      ? named
      : { ...named, ...parseLabels(await textOf(labels, LABEL_BYTES, what), what) };
  }

  /** In the store, beside it, or for CelebA's beside the folder of its pictures: the text, and what to call it. */
  async function tableTexts(): Promise<
    { readonly name: string; readonly place: string; readonly text: string }[]
  > {
    const found: { name: string; place: string; text: string }[] = [];
    for (const i of tables) {
      const { name = '' } = store.files[i] ?? {};
      const place = `${path}: ${name}`;
      found.push({ name: basename(name), place, text: await textOf(i, LABEL_TABLE_BYTES, place) });
    }
    const celebA = ['list_attr_celeba.txt', 'list_attr_celeba.csv'];
    const beside = [
      ...['labels.csv', STYLEGAN_LABELS, ...celebA].map((name) => join(store.folder, name)),
      ...celebA.flatMap((name) => [
        join(dirname(store.folder), name),
        join(dirname(dirname(store.folder)), name),
      ]),
    ];
    for (const place of beside) {
      const file = await stat(place).catch(() => undefined);
      if (found.length === 0 && file?.isFile()) {
        expectAtMost(LABEL_TABLE_BYTES, file.size, place);
        found.push({ name: basename(place), place, text: await readFile(place, 'utf8') });
      }
    }
    return found;
  }
  async function openTable(): Promise<LabelTable | undefined> {
    for (const { name, place, text } of await tableTexts()) {
      const table =
        name === STYLEGAN_LABELS ? parseStyleganLabels(text, place) : parseLabelTable(text, place);
      if (table) {
        return table;
      }
    }
    return classFolders(pictures);
  }

  let lines: ReturnType<typeof openLabelLines> | undefined;
  let table: Promise<LabelTable | undefined> | undefined;
  return {
    async of(index) {
      const picture = pictures[index];
      if (picture === undefined) {
        throw new RangeError(`no picture ${index} of ${pictures.length}`);
      }
      const own = await siblingsOf(picture);
      if (own) {
        return own;
      }
      lines ??= openLabelLines(join(store.folder, 'labels.jsonl'), pictures.length);
      const line = await (await lines)?.(index);
      if (line) {
        return line;
      }
      table ??= openTable();
      return (await table)?.of(picture.name);
    },
  };
}
