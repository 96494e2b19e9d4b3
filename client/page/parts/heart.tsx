import type { House } from '../house.ts';
import { useTexts } from '../texts/index.ts';
import { useStore } from './store.ts';

/** Keeps a face among the favourites, or no longer. */
export function Heart({ house, code }: { house: House; code: string }) {
  const { faces } = useTexts();
  const kept = useStore(house.favourites.codes).includes(code);
  return (
    <button
      type="button"
      class="heart"
      aria-pressed={kept}
      aria-label={faces.keep}
      title={faces.keep}
      onClick={() => house.favourites.toggle(code)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 20.5 4.6 13a5 5 0 0 1 7.1-7l.3.3.3-.3a5 5 0 0 1 7.1 7Z" />
      </svg>
    </button>
  );
}
