import { useTexts } from '../../texts/language.ts';
import { BACKEND_NAMES } from '../../texts/status.ts';
import { trainHereTexts } from '../texts.ts';
import type { SessionState } from './session-state.ts';

/** Says what the session is doing, and what went wrong. */
export function SessionStatus({ state, exporting }: { state: SessionState; exporting: boolean }) {
  const texts = useTexts(trainHereTexts);
  const { phase, progress, step, stepsPerSecond, backend, savedStep, warning, fellBack, failure } = state;
  const by = BACKEND_NAMES[backend ?? 'wasm'];
  return (
    <div class="session-status">
      {phase === 'loading' && (
        <>
          <p role="status">{texts.progress(progress)}</p>
          <progress value={progress.fraction} aria-label={texts.loading} />
        </>
      )}
      {exporting && <p role="status">{texts.exporting}</p>}
      {(phase === 'training' || phase === 'pausing') && !exporting && (
        <p>
          <strong>{texts.atStep(step)}</strong> {stepsPerSecond > 0 && texts.speed(stepsPerSecond, by)}
        </p>
      )}
      {phase === 'paused' && !exporting && (
        <p role="status">
          <strong>{texts.atStep(step)}</strong> {texts.paused}
        </p>
      )}
      {failure !== null && (
        <p class="notice" role="alert">
          {texts.failure(failure)} {savedStep !== null && texts.savedTo(savedStep)}
        </p>
      )}
      {fellBack !== null && failure === null && <p role="status">{texts.fellBack[fellBack]}</p>}
      {warning !== null ? (
        <p class="notice" role="alert">
          {texts.warning[warning]}
        </p>
      ) : (
        savedStep !== null && failure === null && <p class="aside">{texts.savedTo(savedStep)}</p>
      )}
    </div>
  );
}
