import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/status.ts';
import { FailureNotice } from '../ui/failure-notice.tsx';

/** The progress of loading, or the failure, with a button to try again; nothing once the model is loaded. */
export function Status() {
  const app = useAppContext();
  const progress = useStore(app.progress);
  const backend = useStore(app.backend);
  const failure = useStore(app.failure);
  const status = useTexts(statusTexts);
  if (failure !== null) {
    return <FailureNotice class="status failed" />;
  }
  if (progress.stage === 'ready' && backend !== null) {
    return null;
  }
  return (
    <div class="status">
      <p role="status">{status.progress(progress)}</p>
      <progress value={progress.fraction} aria-label={status.preparing} />
    </div>
  );
}
