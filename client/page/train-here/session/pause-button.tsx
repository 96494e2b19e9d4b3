import { useTexts } from '../../texts/language.ts';
import { statusTexts } from '../../texts/status.ts';
import { trainHereTexts } from '../texts.ts';
import type { SessionState } from './session-state.ts';

type PauseButtonProps = {
  phase: SessionState['phase'];
  onPause: () => void;
  onRun: () => void;
};

/** The button that pauses a training, and goes on with it. */
export function PauseButton({ phase, onPause, onRun }: PauseButtonProps) {
  const texts = useTexts(trainHereTexts);
  const { retry } = useTexts(statusTexts);
  return phase === 'training' || phase === 'pausing' ? (
    <button
      type="button"
      class="button primary"
      // What is disabled loses the focus.
      aria-disabled={phase === 'pausing'}
      onClick={() => phase === 'training' && onPause()}
    >
      {texts.pause}
    </button>
  ) : (
    <button
      type="button"
      class="button primary"
      // It has the focus that the button “Start” had, so that the same key pauses.
      aria-disabled={phase === 'loading'}
      onClick={() => phase !== 'loading' && onRun()}
    >
      {phase === 'failed' ? retry : texts.resume}
    </button>
  );
}
