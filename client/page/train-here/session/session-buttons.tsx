import { useTexts } from '../../texts/language.ts';
import { ConfirmedButton } from '../../ui/confirmed-button.tsx';
import { dataFlowTexts } from '../data-flow/texts.ts';
import { projectorTexts } from '../projector/texts.ts';
import { trainHereTexts } from '../texts.ts';
import type { SessionState } from './session-state.ts';

type SessionButtonsProps = {
  state: SessionState;
  isConditional: boolean;
  /** Whether a model can be made of the generator. */
  canExport: boolean;
  onStep: () => void;
  /** Opens the first picture of the grid in a view. */
  onOpenIn: (view: 'studio' | 'conditional') => void;
  onRestart: () => void;
  onProjector: () => void;
};

/** What can be done with a training beside pausing it. */
export function SessionButtons({
  state: { phase, step, failure },
  isConditional,
  canExport,
  onStep,
  onOpenIn,
  onRestart,
  onProjector,
}: SessionButtonsProps) {
  const texts = useTexts(trainHereTexts);
  const { oneStep } = useTexts(dataFlowTexts);
  const projector = useTexts(projectorTexts);
  const isUnreadable = failure?.kind === 'unreadable';
  // One that has diverged may diverge again from what was stored of it.
  const canRestart = phase === 'paused' ? step > 0 : isUnreadable || failure?.kind === 'diverged';
  return (
    <>
      {phase === 'paused' && (
        <button type="button" class="button" onClick={onStep}>
          {oneStep}
        </button>
      )}
      {isConditional && (
        <button type="button" class="button" disabled={!canExport} onClick={() => onOpenIn('conditional')}>
          {texts.openInConditional}
        </button>
      )}
      <button type="button" class="button" disabled={!canExport} onClick={() => onOpenIn('studio')}>
        {texts.openInStudio}
      </button>
      <ConfirmedButton
        label={texts.restart}
        question={isUnreadable ? texts.restartUnreadable : texts.restartQuestion(step)}
        confirm={texts.restart}
        cancel={texts.keep}
        disabled={!canRestart}
        title={texts.restartNote}
        onConfirm={onRestart}
      />
      <button type="button" class="button" title={projector.showNote} onClick={onProjector}>
        {projector.show}
      </button>
    </>
  );
}
