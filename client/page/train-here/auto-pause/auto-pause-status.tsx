import { useTexts } from '../../texts/language.ts';
import { isLoaded } from '../session/session-state.ts';
import { autoPauseTexts } from './texts.ts';
import type { AutoPause } from './use-auto-pause.ts';

type AutoPauseStatusProps = {
  autoPause: AutoPause;
  /** Of the training, or of two that are compared. */
  phase: string;
};

/** Why a training was paused, and when it will be. */
export function AutoPauseStatus({ autoPause: { limit, why }, phase }: AutoPauseStatusProps) {
  const texts = useTexts(autoPauseTexts);
  return (
    <>
      {why !== null && isLoaded(phase) && <p role="status">{texts.why[why]}</p>}
      {limit !== 'none' && phase === 'training' && <p class="aside">{texts.stops(texts.limits[limit])}</p>}
    </>
  );
}
