/** The history of a training, short enough to draw in a page: means over equal stretches of steps. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { readLineage } from '../run/lineage.ts';
import { METRICS } from '../step.ts';

const POINTS = 300;
const LineSchema = v.looseObject({ step: v.number(), images: v.number(), seconds: v.number() });

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/**
 * JSON: `points`, each with step, images, seconds and the mean metrics up to there; `film`, the step of each frame.
 */
export const historySummary = async (folder: string, film: readonly number[]): Promise<string> => {
  const lines = (
    await Promise.all(
      (
        await readLineage(folder)
      ).map(async ({ folder: own, before }) =>
        (
          await readFile(join(own, 'history.jsonl'), 'utf8')
        )
          .split('\n')
          .filter(Boolean)
          .map((line) => v.parse(LineSchema, JSON.parse(line)))
          .map(
            (line): v.InferOutput<typeof LineSchema> => ({
              ...line,
              step: before.steps + line.step,
              images: before.images + line.images,
              seconds: before.seconds + line.seconds,
            }),
          ),
      ),
    )
  ).flat();
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
