/** The history of a training, short enough to draw in a page: means over equal numbers of steps. */
import { join } from 'node:path';
import { readOptional } from '../../files/read-optional.ts';
import { METRICS } from '../../gan/step.ts';
import { parseTrainingHistory, type TrainingHistory } from '../../latent/model/training-history.ts';
import { parseJsonWith } from '../read/parse.ts';
import { type HistoryLine, readHistory } from '../run/history.ts';
import { readSegments, type TrainingSegment } from '../run/predecessors.ts';
import { roundTo } from '../statistics.ts';

const POINTS = 300;

/**
 * Reads the summary of a published model: empty where it was published without film and history.
 * @param folder where its history.json is
 */
export async function readHistorySummary(folder: string): Promise<TrainingHistory> {
  const path = join(folder, 'history.json');
  const text = await readOptional(path);
  return text === undefined ? { points: [], film: [] } : parseJsonWith(parseTrainingHistory, text, path);
}

/** A line for each step of a run that the next one goes on from, counted from the first of the training. */
async function linesOf({ folder, before, until }: TrainingSegment): Promise<HistoryLine[]> {
  const lines = (await readHistory(folder)).map((line) => ({
    ...line,
    step: before.steps + line.step,
    images: before.images + line.images,
    seconds: before.seconds + line.seconds,
  }));
  return lines.filter(({ step }) => step <= until);
}

/**
 * The text of history.json. Where the training continues a published model, that model's points come first, unchanged, and
 * the points of the run are means over as many steps as theirs.
 * @param film the step of each frame
 */
export async function historySummary(folder: string, film: readonly number[]): Promise<string> {
  const segments = await readSegments(folder);
  const segmentsOf = (wanted: TrainingSegment['kind']): TrainingSegment[] =>
    segments.filter(({ kind }) => kind === wanted);
  const published = await Promise.all(
    segmentsOf('model').map(async (it) =>
      (await readHistorySummary(it.folder)).points.filter(({ step }) => step <= it.until),
    ),
  );
  const lines = (await Promise.all(segmentsOf('run').map(linesOf))).flat();
  const [before = []] = published;
  const stride = Math.max(Math.ceil(lines.length / POINTS), before[0]?.step ?? 0);
  const points = Array.from({ length: Math.ceil(lines.length / stride) }, (_, i) => {
    const part = lines.slice(i * stride, (i + 1) * stride);
    const last = part.at(-1);
    const means = METRICS.map((name) => [
      name,
      roundTo(part.reduce((sum, line) => sum + line[name], 0) / part.length, 4),
    ]);
    return { step: last?.step, images: last?.images, seconds: last?.seconds, ...Object.fromEntries(means) };
  });
  return JSON.stringify({ points: [...before, ...points], film });
}
