import { useSelected, useStore } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import type { SessionState } from '../session/session-state.ts';
import type { TrainingSession } from '../session/training-session.ts';
import { unstoredRun } from '../trainings/unstored-runs.ts';
import { ownPictures } from './own-pictures.ts';
import { ownTexts } from './texts.ts';

type OwnSessionPanelProps = {
  /** The id of the training. */
  id: string;
  session: TrainingSession;
  /** Called once the training has ended, and is kept. */
  onChange: () => void;
};

/** Whether nothing is lost when the worker ends: it is stored, or the page keeps it. */
function isKept(id: string, { phase, savedStep, step }: SessionState): boolean {
  const kept = [0, savedStep, unstoredRun(id)?.steps];
  return phase === 'failed' || (phase === 'paused' && kept.includes(step));
}

/** How many pictures a training that has begun learns from, and the way back to choosing them. */
export function OwnSessionPanel({ id, session, onChange }: OwnSessionPanelProps) {
  const texts = useTexts(ownTexts);
  const { pictures } = useStore(ownPictures.state);
  const canChange = useSelected(session.state, (state) => isKept(id, state));
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
