/** The history of a training, short enough to draw in a page: means over equal stretches of steps. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseTrainingHistory, type TrainingHistory } from '../../latent/training-history.ts';
import { readSegments, type TrainingSegment } from '../run/predecessors.ts';
import { METRICS } from '../trainer/step.ts';

const POINTS = 300;
const lineSchema = v.looseObject({ step: v.number(), images: v.number(), seconds: v.number() });
type Line = v.InferOutput<typeof lineSchema>;

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/**
 * The summary that a model was published with.
 * @param folder where its history.json is
 */
export async function readHistorySummary(folder: string): Promise<TrainingHistory> {
  return parseTrainingHistory(JSON.parse(await readFile(join(folder, 'history.json'), 'utf8')));
}

/** A line for each step of a run, counted from the first of the training. */
async function linesOf({ folder, before }: TrainingSegment): Promise<Line[]> {
  return (await readFile(join(folder, 'history.jsonl'), 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((text) => v.parse(lineSchema, JSON.parse(text)))
    .map((line) => ({
      ...line,
      step: before.steps + line.step,
      images: before.images + line.images,
      seconds: before.seconds + line.seconds,
    }));
}

/**
 * JSON: `points`, each with step, images, seconds and the mean metrics up to there; `film`, the step of each frame. What a
 * model was published with before comes first as it was, and the rest in stretches as long.
 */
export async function historySummary(folder: string, film: readonly number[]): Promise<string> {
  const lineage = await readSegments(folder);
  const of = (wanted: TrainingSegment['kind']): TrainingSegment[] =>
    lineage.filter(({ kind }) => kind === wanted);
  const told = await Promise.all(
    of('model').map(async (it) =>
      (await readHistorySummary(it.folder)).points.filter(({ step }) => step <= it.until),
    ),
  );
  const lines = (await Promise.all(of('run').map(linesOf))).flat();
  const [before = []] = told;
  const stretch = Math.max(Math.ceil(lines.length / POINTS), before[0]?.step ?? 0);
  const points = Array.from({ length: Math.ceil(lines.length / stretch) }, (_, i) => {
    const part = lines.slice(i * stretch, (i + 1) * stretch);
    const last = part.at(-1);
    const means = METRICS.map((name) => [
      name,
      round(part.reduce((sum, line) => sum + Number(line[name]), 0) / part.length),
    ]);
    return { step: last?.step, images: last?.images, seconds: last?.seconds, ...Object.fromEntries(means) };
  });
  return JSON.stringify({ points: [...before, ...points], film });
}
