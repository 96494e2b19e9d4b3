/** The history of a run: one JSON line for each step, in order, each step once. */
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readOptionalBytes } from '../../files/read-optional.ts';
import { METRICS, type Metrics } from '../../gan/step.ts';
import { parseJson } from '../read/parse.ts';
import type { CheckpointScore } from './checkpoint-score.ts';
import { appendJsonLines, readJsonLines } from './json-lines.ts';

export type HistoryLine = { step: number; images: number; seconds: number; rollbacks?: number } & Metrics &
  Partial<CheckpointScore>;

const NEWLINE = 10;
function pathOf(folder: string): string {
  return join(folder, 'history.jsonl');
}
const stepSchema = v.object({ step: v.number() });
const lineSchema = v.looseObject({
  step: v.number(),
  images: v.number(),
  seconds: v.number(),
  ...v.entriesFromList(METRICS, v.number()),
  swd: v.exactOptional(v.number()),
  spread: v.exactOptional(v.number()),
  rollbacks: v.exactOptional(v.number()),
});

/**
 * The lines of a history; none where there is no file yet. A last line without a newline is still being written, and is left out.
 * @throws where a line is damaged
 */
export async function readHistory(folder: string): Promise<v.InferOutput<typeof lineSchema>[]> {
  return await readJsonLines(pathOf(folder), lineSchema);
}

/** Appends lines and flushes them to disk, so that no checkpoint is ahead of its history. */
export async function appendHistory(folder: string, lines: readonly HistoryLine[]): Promise<void> {
  await appendJsonLines(pathOf(folder), lines);
}

/**
 * Removes the lines of steps after a checkpoint, which a resumed run takes again, and the half of a line that a killed
 * process or a full disk left.
 * @throws Error with the line's number, where the history is damaged before that
 */
export async function rewindHistory(folder: string, steps: number): Promise<void> {
  const path = pathOf(folder);
  const bytes = await readOptionalBytes(path);
  if (!bytes) {
    return;
  }
  let keep = 0;
  let number = 1;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, keep), number++) {
    let step: number;
    try {
      ({ step } = parseJson(stepSchema, bytes.toString('utf8', keep, end), `${path}: line ${number}`));
    } catch (cause) {
      throw new Error(`${path}: line ${number} is damaged; repair or remove it`, { cause });
    }
    if (step > steps) {
      break;
    }
    keep = end + 1;
  }
  await truncate(path, keep);
}
