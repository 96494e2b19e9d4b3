import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { statusTexts } from '../texts/status.ts';

/** Says why something is not on screen, with a button to try again; nothing while nothing is wrong. */
export function FailureNotice({ class: className }: { class: string }) {
  const app = useAppContext();
  const failure = useStore(app.failure);
  const status = useTexts(statusTexts);
  if (failure === null) {
    return null;
  }
  return (
    <div class={className} role="alert">
      <p>{status.failure(failure)}</p>
      <button type="button" class="button primary" onClick={() => void app.retry()}>
        {status.retry}
      </button>
    </div>
  );
}
