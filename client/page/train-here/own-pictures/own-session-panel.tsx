import { useSelected, useStore } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import type { SessionState } from '../session/session-state.ts';
import type { TrainingSession } from '../session/training-session.ts';
import { ownPictures } from './own-pictures.ts';
import { ownTexts } from './texts.ts';

type OwnSessionPanelProps = {
  session: TrainingSession;
  /** Called once the training has ended, and is stored. */
  onChange: () => void;
};

/** Whether nothing is lost when the worker ends. */
function isStored({ phase, savedStep, step }: SessionState): boolean {
  return phase === 'failed' || (phase === 'paused' && (step === 0 || savedStep === step));
}

/** How many pictures a training that has begun learns from, and the way back to choosing them. */
export function OwnSessionPanel({ session, onChange }: OwnSessionPanelProps) {
  const texts = useTexts(ownTexts);
  const { pictures } = useStore(ownPictures.state);
  const canChange = useSelected(session.state, isStored);
  return (
    <section class="panel" aria-labelledby="own-session">
      <h2 id="own-session">{texts.strip}</h2>
      <p class="aside">
        {texts.count(pictures.length)} {texts.changeNote}
      </p>
      <div class="row">
        <button
          type="button"
          class="button"
          disabled={!canChange}
          onClick={() => {
            session.close();
            onChange();
          }}
        >
          {texts.change}
        </button>
      </div>
    </section>
  );
}
