/** The history of a published model's training. */
import { fetchJson } from '@dareka/engine';
import { parseTrainingHistory, type TrainingHistory } from '../../../latent/training-history.ts';

/** @throws EngineError of kind `network` or `format` */
export function fetchHistory(url: string): Promise<TrainingHistory> {
  return fetchJson(url, parseTrainingHistory);
}
