/** The history of a published model's training. */
import { EngineError, fetchOk } from '@dareka/engine';
import { parseTrainingHistory, type TrainingHistory } from '../../../latent/training-history.ts';

/** @throws EngineError of kind `network` or `format` */
export async function fetchHistory(url: string): Promise<TrainingHistory> {
  const response = await fetchOk(url);
  try {
    return parseTrainingHistory(await response.json());
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError({ kind: 'format', file: url, detail }, { cause });
  }
}
