/** `history.json` of a published model: how its training went, and which step each frame of its film shows. */
import * as v from 'valibot';

const pointSchema = v.object({
  /** The last step that the point stands for. */
  step: v.number(),
  /** Pictures seen by then. */
  images: v.number(),
  seconds: v.number(),
  lossDReal: v.number(),
  lossDFake: v.number(),
  lossG: v.number(),
  dReal: v.number(),
  dFakeBefore: v.number(),
  dFakeAfter: v.number(),
});

const trainingHistorySchema = v.object({
  /** Means of the metrics over the steps since the point before. */
  points: v.array(pointSchema),
  /** The step of each frame of the film, rising. */
  film: v.array(v.number()),
});

export type TrainingHistory = v.InferOutput<typeof trainingHistorySchema>;

/** @throws RangeError that names the first field that is wrong, what it is and what it should be */
export function parseTrainingHistory(document: unknown): TrainingHistory {
  const read = v.safeParse(trainingHistorySchema, document);
  if (!read.success) {
    const [issue] = read.issues;
    throw new RangeError(`${v.getDotPath(issue) ?? 'all of it'} is ${issue.received}, not ${issue.expected}`);
  }
  return read.output;
}
