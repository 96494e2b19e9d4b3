import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { uiTexts } from './texts.ts';

type FavouriteButtonProps = {
  code: string;
  /** The face's number among others, so that a screen reader tells their hearts apart. */
  number?: number;
};

/** A heart that adds a face to the favourites, or removes it. */
export function FavouriteButton({ code, number }: FavouriteButtonProps) {
  const { favourites } = useAppContext();
  const texts = useTexts(uiTexts);
  const isFavourite = useStore(favourites.codes).includes(code);
  return (
    <button
      type="button"
      class="favourite-button"
      aria-pressed={isFavourite}
      aria-label={number === undefined ? texts.favourite : texts.favouriteOf(texts.face(number))}
      title={texts.favourite}
      onClick={() => favourites.toggle(code)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 20.5 4.6 13a5 5 0 0 1 7.1-7l.3.3.3-.3a5 5 0 0 1 7.1 7Z" />
      </svg>
    </button>
  );
}
