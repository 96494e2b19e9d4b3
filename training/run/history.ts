/** The history of a run: one line of JSON for each step, in order, each step once. */
import { open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeError } from '../files/write-atomic.ts';
import type { Metrics } from '../trainer/step.ts';
import type { CheckpointScore } from './checkpoint-score.ts';

export type HistoryLine = { step: number; images: number; seconds: number; rollbacks?: number } & Metrics &
  Partial<CheckpointScore>;

const NEWLINE = 10;
function pathOf(folder: string): string {
  return join(folder, 'history.jsonl');
}
const stepSchema = v.object({ step: v.number() });

/** Appends lines and waits until the disk has them, so that a checkpoint never knows of steps that they do not. */
export async function appendHistory(folder: string, lines: readonly HistoryLine[]): Promise<void> {
  const path = pathOf(folder);
  try {
    const file = await open(path, 'a');
    try {
      await file.writeFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw writeError(path, cause);
  }
}

/**
 * Forgets what the history tells of steps after a checkpoint, which a resumed run will take again, and the half of a
 * line that a killed process or a full disk left. Throws, with the line's number, where it is damaged before that.
 */
export async function rewindHistory(folder: string, steps: number): Promise<void> {
  const path = pathOf(folder);
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) {
    return;
  }
  let keep = 0;
  let number = 1;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, keep), number++) {
    let step: number;
    try {
      ({ step } = v.parse(stepSchema, JSON.parse(bytes.toString('utf8', keep, end))));
    } catch (cause) {
      throw new Error(`${path}: line ${number} is no line of a history; mend or remove it`, { cause });
    }
    if (step > steps) {
      break;
    }
    keep = end + 1;
  }
  await truncate(path, keep);
}
