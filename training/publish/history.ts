/** The history of a run, short enough to draw in a page: means over equal stretches of steps. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { METRICS } from '../step.ts';

const POINTS = 300;
const LineSchema = v.looseObject({ step: v.number(), images: v.number(), seconds: v.number() });

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/**
 * JSON: `points`, each with step, images, seconds and the mean metrics up to there; `film`, the step of each frame.
 */
export const historySummary = async (folder: string, film: readonly number[]): Promise<string> => {
  const text = await readFile(join(folder, 'history.jsonl'), 'utf8');
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => v.parse(LineSchema, JSON.parse(line)));
  const stretch = Math.ceil(lines.length / POINTS);
  const points = Array.from({ length: Math.ceil(lines.length / stretch) }, (_, i) => {
    const part = lines.slice(i * stretch, (i + 1) * stretch);
    const last = part.at(-1);
    const means = METRICS.map((name) => [
      name,
      round(part.reduce((sum, line) => sum + Number(line[name]), 0) / part.length),
    ]);
    return { step: last?.step, images: last?.images, seconds: last?.seconds, ...Object.fromEntries(means) };
  });
  return JSON.stringify({ points, film });
};
