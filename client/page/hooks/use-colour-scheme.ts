import { useEffect, useReducer } from 'preact/hooks';

const DARK = '(prefers-color-scheme: dark)';
const FORCED = '(forced-colors: active)';

/**
 * Names the colours that the page is shown in, and renders again when they change while it is open. What paints with colours of the style
 * sheet, as a canvas does, depends on it.
 */
export function useColourScheme(): string {
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const control = new AbortController();
    for (const query of [DARK, FORCED]) {
      matchMedia(query).addEventListener('change', () => renderAgain(undefined), control);
    }
    return () => control.abort();
  }, []);
  return `${matchMedia(DARK).matches ? 'dark' : 'light'}${matchMedia(FORCED).matches ? ', forced' : ''}`;
}
