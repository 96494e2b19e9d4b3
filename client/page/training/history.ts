/** The history of a published model's training. */
import { EngineError, fetchOk } from '@dareka/engine';
import { parseTrainingHistory, type TrainingHistory } from '../../../latent/training-history.ts';
import type { PageModel } from '../page-model.ts';

/**
 * @returns null where the model was published without a history
 * @throws EngineError of kind `network` or `format`
 */
export async function fetchHistory(model: PageModel): Promise<TrainingHistory | null> {
  const url = model.fileUrl('history');
  if (url === null) {
    return null;
  }
  const response = await fetchOk(url);
  try {
    return parseTrainingHistory(await response.json());
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError({ kind: 'format', file: url, detail }, { cause });
  }
}
