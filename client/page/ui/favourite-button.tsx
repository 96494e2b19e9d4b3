import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/index.ts';

/** Keeps a face among the favourites, or no longer. */
export function FavouriteButton({ code }: { code: string }) {
  const app = useAppContext();
  const { faces } = useTexts();
  const kept = useStore(app.favourites.codes).includes(code);
  return (
    <button
      type="button"
      class="heart"
      aria-pressed={kept}
      aria-label={faces.keep}
      title={faces.keep}
      onClick={() => app.favourites.toggle(code)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 20.5 4.6 13a5 5 0 0 1 7.1-7l.3.3.3-.3a5 5 0 0 1 7.1 7Z" />
      </svg>
    </button>
  );
}
