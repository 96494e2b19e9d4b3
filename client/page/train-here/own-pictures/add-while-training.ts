import type { GivenFile } from '../given-files/given-files.ts';
import type { TrainingSession } from '../session/training-session.ts';
import { ownPictures } from './own-pictures.ts';

/**
 * Adds pictures to those of a training that has begun. It is paused, stored and closed for that, since its worker keeps the pictures that it began
 * with.
 *
 * @param onChange called once it is closed
 */
export function addWhileTraining(
  session: TrainingSession,
  files: readonly GivenFile[],
  onChange: () => void,
): void {
  const unsubscribe = session.state.subscribe(proceed);
  function proceed(): void {
    const { phase } = session.state.get();
    if (phase === 'training') {
      session.pause();
    } else if (phase === 'paused' || phase === 'failed') {
      unsubscribe();
      session.close();
      ownPictures.add(files);
      onChange();
    }
  }
  proceed();
}
