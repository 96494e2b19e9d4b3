/** The history of a published model's training. */
import { fetchJson } from '@dareka/engine';
import { parseTrainingHistory, type TrainingHistory } from '../../../latent/model/training-history.ts';
import { nextTask } from '../next-task.ts';

/** Resolves in a task of its own, since its caller draws what this task has read: thousands of numbers. @throws EngineError of kind `network` or `format` */
export async function fetchHistory(url: string): Promise<TrainingHistory> {
  const history = await fetchJson(url, parseTrainingHistory);
  await nextTask();
  return history;
}
