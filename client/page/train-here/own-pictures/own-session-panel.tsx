import { useStore } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import type { TrainingSession } from '../training-session.ts';
import { ownPictures } from './own-pictures.ts';
import { ownTexts } from './texts.ts';

type OwnSessionPanelProps = {
  session: TrainingSession;
  /** Called once the training has ended, and is stored. */
  onChange: () => void;
};

/** Of a training that has begun: how many pictures it learns from, and the way back to them. */
export function OwnSessionPanel({ session, onChange }: OwnSessionPanelProps) {
  const texts = useTexts(ownTexts);
  const { phase, savedStep, step } = useStore(session.state);
  const { pictures } = useStore(ownPictures.state);
  // What it has learned is stored.
  const canChange = phase === 'failed' || (phase === 'paused' && (step === 0 || savedStep === step));
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
