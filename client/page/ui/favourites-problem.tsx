import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { uiTexts } from './texts.ts';

/** Says that the last favourite could not be stored, and what that means. */
export function FavouritesProblem() {
  const { favourites } = useAppContext();
  const { notStored } = useTexts(uiTexts);
  const problem = useStore(favourites.problem);
  if (problem === null) {
    return null;
  }
  return (
    <p class="notice" role="alert">
      {notStored[problem]}
    </p>
  );
}
