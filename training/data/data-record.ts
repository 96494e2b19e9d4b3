/** A run's record of its data, `data.json` in its folder: a run continues only with the data it was started with. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readOptional } from '../../files/read-optional.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import { counted } from '../counted.ts';
import { parseJson } from '../read/parse.ts';
import { type DataStatistics, formatSkipped } from './data-statistics.ts';
import type { Dataset } from './dataset.ts';
import { SKIP_REASONS } from './decoding/decode-result.ts';
import { listed } from './file-names.ts';
import type { Unread } from './stores/file-store.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const dataRecordSchema = v.object({
  source: v.string(),
  kind: v.picklist(['shards', 'folder', 'zip', 'idx']),
  pictures: count,
  /** Pictures decoded at least once; the counts of skipped ones are final when these are all. */
  seen: count,
  /** Earlier records lack the reasons that were added since. */
  skipped: v.object(v.entriesFromList(SKIP_REASONS, v.optional(count, 0))),
  resolution: count,
  crop: v.string(),
  /** SHA-256 of the pictures' names and sizes, or checksums. */
  list: v.string(),
  /** SHA-256 of the pictures' classes, of a run that is told them. */
  classes: v.optional(v.string()),
  /** The share of the pictures that each class has, in the order of y. */
  frequencies: v.optional(v.array(v.number())),
});
export type DataRecord = v.InferOutput<typeof dataRecordSchema>;

/** The file of a run that lists the pictures which are not used. */
const SKIPPED = 'skipped.jsonl';

function pathOf(run: string): string {
  return join(run, 'data.json');
}

/** The record of a run, or undefined where it has none. */
export async function readDataRecord(run: string): Promise<DataRecord | undefined> {
  const path = pathOf(run);
  const text = await readOptional(path);
  return text === undefined ? undefined : parseJson(dataRecordSchema, text, path);
}

/** Removes what a run says of its data, where another recipe may choose others of the pictures. */
export async function removeDataRecord(run: string): Promise<void> {
  await rm(pathOf(run), { force: true });
  await rm(join(run, SKIPPED), { force: true });
}

export type DataLog = {
  /** Writes the current counts; reports them once in a run's life, when every picture has been decoded. */
  note(statistics: DataStatistics): Promise<void>;
  /** The same at the end of a session; the counts so far are reported where some pictures are skipped. */
  close(statistics: DataStatistics): Promise<void>;
};

/** What each of the unread files says of itself. */
const UNREAD: Readonly<Record<Unread['reason'], (count: number) => string>> = {
  name: (count) =>
    `${count === 1 ? 'a file is' : `${count} files are`} not read, since the name is not UTF-8; rename`,
  path: (count) =>
    `${count === 1 ? '1 entry' : `${count} entries`} not read, since the path leaves the folder that the archive is unpacked to`,
};

function unreadNotes({ path, unread }: Dataset): string[] {
  return Object.entries(UNREAD).flatMap(([reason, sentence]) => {
    const names = unread.flatMap((each) => (each.reason === reason ? [each.name] : []));
    return names.length === 0 ? [] : [`${path}: ${sentence(names.length)}: ${listed(names)}`];
  });
}

/** Each picture that is not used, with the reason: a line of JSON. */
function skippedLines({ pictures, unread }: Dataset, statistics: DataStatistics): string {
  const skipped = pictures.flatMap(({ name }, i) => {
    const reason = statistics.skipReason(i);
    return reason === undefined ? [] : [{ name, reason }];
  });
  return [...unread, ...skipped].map((each) => `${JSON.stringify(each)}\n`).join('');
}

/**
 * @param run the run's folder; without one, nothing is written
 * @param before the run's record so far
 * @param tell receives the counts as a sentence
 * @throws where the run was started with other pictures
 */
export async function openDataLog(
  run: string | undefined,
  before: DataRecord | undefined,
  source: Dataset,
  settings: Pick<DataRecord, 'resolution' | 'crop' | 'classes' | 'frequencies'>,
  tell: (message: string) => void,
): Promise<DataLog> {
  const { path, kind, pictures, list, unread } = source;
  if (before && before.list !== list) {
    throw new Error(
      `${run} was started with other data, the ${counted(before.pictures, 'picture')} of ${before.source}, ` +
        `not the ${pictures.length} of ${path}; write --run NAME to start a run beside it`,
    );
  }
  if (before && before.classes !== settings.classes) {
    throw new Error(
      `${path}: the classes of its pictures are no longer those that ${run} was started with; write --run NAME to start a run beside it`,
    );
  }
  let reported = before?.seen === pictures.length;
  const where = run === undefined ? '' : `; listed in ${join(run, SKIPPED)}`;
  if (!before) {
    for (const note of unreadNotes(source)) {
      tell(note);
    }
  }
  async function write(statistics: DataStatistics): Promise<void> {
    if (run === undefined) {
      return;
    }
    const { seen, skipped, usable } = statistics;
    const record: DataRecord = {
      source: path,
      kind,
      pictures: pictures.length,
      seen,
      skipped,
      ...settings,
      list,
    };
    await mkdir(run, { recursive: true });
    await writeAtomic(pathOf(run), `${JSON.stringify(record, null, 2)}\n`);
    if (seen > usable || unread.length > 0) {
      await writeAtomic(join(run, SKIPPED), skippedLines(source, statistics));
    }
  }
  return {
    async note(statistics) {
      const { seen, usable } = statistics;
      if (!reported && seen === pictures.length) {
        reported = true;
        const listedWhere = seen > usable ? where : '';
        tell(
          `${path}: ${counted(seen, 'picture')}, ${usable} usable; skipped: ${formatSkipped(statistics)}${listedWhere}`,
        );
      }
      await write(statistics);
    },
    async close(statistics) {
      const { seen, usable } = statistics;
      if (!reported && seen > usable) {
        tell(
          `${path}: of ${counted(seen, 'picture')} read so far, ${seen - usable} skipped: ${formatSkipped(statistics)}${where}`,
        );
      }
      await write(statistics);
    },
  };
}
