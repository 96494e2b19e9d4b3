/** A run's record of its data, `data.json` in its folder: a run continues only with the data it was started with. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readOptional } from '../../files/read-optional.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import { parseJson } from '../parse.ts';
import { type DataStatistics, formatSkipped } from './data-statistics.ts';
import type { Dataset } from './dataset.ts';
import { SKIP_REASONS } from './decode-result.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const dataRecordSchema = v.object({
  source: v.string(),
  kind: v.picklist(['shards', 'folder', 'zip']),
  pictures: count,
  /** Pictures decoded at least once; the counts of skipped ones are final when these are all. */
  seen: count,
  /** Earlier records lack the reasons that were added since. */
  skipped: v.object(v.entriesFromList(SKIP_REASONS, v.optional(count, 0))),
  resolution: count,
  crop: v.string(),
  /** SHA-256 of the pictures' names and sizes. */
  list: v.string(),
});
export type DataRecord = v.InferOutput<typeof dataRecordSchema>;

function pathOf(run: string): string {
  return join(run, 'data.json');
}

/** The record of a run, or undefined where it has none. */
export async function readDataRecord(run: string): Promise<DataRecord | undefined> {
  const path = pathOf(run);
  const text = await readOptional(path);
  return text === undefined ? undefined : parseJson(dataRecordSchema, text, path);
}

export type DataLog = {
  /** Writes the current counts; reports them once in a run's life, when every picture has been decoded. */
  note(statistics: DataStatistics): Promise<void>;
};

/**
 * @param run the run's folder; without one, nothing is written
 * @param tell receives the counts as a sentence
 * @throws where the run was started with other pictures
 */
export async function openDataLog(
  run: string | undefined,
  { path, kind, pictures, list }: Dataset,
  settings: { readonly resolution: number; readonly crop: string },
  tell: (message: string) => void,
): Promise<DataLog> {
  const before = run === undefined ? undefined : await readDataRecord(run);
  if (before && before.list !== list) {
    throw new Error(
      `${run} was started with other data, the ${before.pictures} pictures of ${before.source}, ` +
        `not the ${pictures.length} of ${path}; write --run NAME to start a run beside it`,
    );
  }
  let reported = before?.seen === pictures.length;
  return {
    async note(statistics) {
      const { seen, skipped, usable } = statistics;
      if (!reported && seen === pictures.length) {
        reported = true;
        tell(`${path}: ${seen} pictures, ${usable} usable; skipped: ${formatSkipped(statistics)}`);
      }
      if (run === undefined) {
        return;
      }
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
    },
  };
}
