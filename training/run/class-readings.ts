/** What was measured of a conditional run's classes, in its folder: `evaluate` writes it, and the run's report shows it. */
import { join } from 'node:path';
import * as v from 'valibot';
import { readOptional } from '../../files/read-optional.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import { classMeasurementsSchema } from '../../latent/model/measurements.ts';
import { parseJson } from '../read/parse.ts';

const classReadingsSchema = v.object({
  /** The step of the checkpoint that was measured. */
  step: v.number(),
  /** The names of the classes, in the order of y. */
  names: v.array(v.string()),
  ...classMeasurementsSchema.entries,
});
export type ClassReadings = v.InferOutput<typeof classReadingsSchema>;

function pathOf(run: string): string {
  return join(run, 'classes.json');
}

/** The last that were measured; undefined where none were. @param run its folder */
export async function readClassReadings(run: string): Promise<ClassReadings | undefined> {
  const text = await readOptional(pathOf(run));
  return text === undefined ? undefined : parseJson(classReadingsSchema, text, pathOf(run));
}

/** @param run its folder */
export async function saveClassReadings(run: string, readings: ClassReadings): Promise<void> {
  await writeAtomic(pathOf(run), `${JSON.stringify(readings, null, 2)}\n`);
}
