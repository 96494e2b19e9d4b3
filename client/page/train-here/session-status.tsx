import { useTexts } from '../texts/language.ts';
import { trainHereTexts } from './texts.ts';
import type { SessionState } from './training-session.ts';

/** What the session is doing, and what went wrong. */
export function SessionStatus({ state, exporting }: { state: SessionState; exporting: boolean }) {
  const texts = useTexts(trainHereTexts);
  const { phase, progress, step, stepsPerSecond, backend, savedStep, warning, fellBack, failure } = state;
  const by = backend === 'webgpu' ? 'WebGPU' : 'WASM';
  return (
    <div class="session-status">
      {phase === 'loading' && (
        <>
          <p role="status">{texts.doing(progress)}</p>
          <progress value={progress.fraction} aria-label={texts.preparing} />
        </>
      )}
      {exporting && <p role="status">{texts.taking}</p>}
      {(phase === 'training' || phase === 'pausing') && !exporting && (
        <p>
          <strong>{texts.at(step)}</strong> {stepsPerSecond > 0 && texts.pace(stepsPerSecond, by)}
        </p>
      )}
      {phase === 'paused' && !exporting && (
        <p role="status">
          <strong>{texts.at(step)}</strong> {texts.resting}
        </p>
      )}
      {failure !== null && (
        <p class="notice" role="alert">
          {texts.failure(failure)} {savedStep !== null && texts.keptTo(savedStep)}
        </p>
      )}
      {fellBack && failure === null && <p role="status">{texts.fellBack}</p>}
      {warning !== null ? (
        <p class="notice" role="alert">
          {texts.trouble[warning]}
        </p>
      ) : (
        savedStep !== null && failure === null && <p class="aside">{texts.keptTo(savedStep)}</p>
      )}
    </div>
  );
}
