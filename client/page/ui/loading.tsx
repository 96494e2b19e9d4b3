import { useTexts } from '../texts/language.ts';
import { uiTexts } from './texts.ts';

/** Shown in place of a view whose code or data is being fetched. */
export function Loading() {
  const { loading } = useTexts(uiTexts);
  return (
    <p class="loading" role="status">
      {loading}
    </p>
  );
}
