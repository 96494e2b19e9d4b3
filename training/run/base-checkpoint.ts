/** The checkpoint folder that a run goes on from (`exchange/import-checkpoint.ts`): how much training there was before the run. */
import { join } from 'node:path';
import * as v from 'valibot';
import { readOptional } from '../../files/read-optional.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import { parseJson } from '../read/parse.ts';

/** The file inside a run's folder. */
export const BASE_CHECKPOINT_FILE = 'base-checkpoint.json';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const baseCheckpointSchema = v.object({
  name: v.string(),
  steps: count,
  images: count,
  seconds: v.pipe(v.number(), v.minValue(0)),
});
export type BaseCheckpoint = v.InferOutput<typeof baseCheckpointSchema>;

export function saveBaseCheckpoint(folder: string, checkpoint: BaseCheckpoint): Promise<void> {
  return writeAtomic(join(folder, BASE_CHECKPOINT_FILE), `${JSON.stringify(checkpoint, null, 2)}\n`);
}

/** The checkpoint that a run goes on from; undefined for a run that began otherwise. */
export async function readBaseCheckpoint(folder: string): Promise<BaseCheckpoint | undefined> {
  const path = join(folder, BASE_CHECKPOINT_FILE);
  const text = await readOptional(path);
  return text === undefined ? undefined : parseJson(baseCheckpointSchema, text, path);
}
