import { useEffect, useReducer } from 'preact/hooks';

const DARK = '(prefers-color-scheme: dark)';
const FORCED = '(forced-colors: active)';

/**
 * Names the colour scheme of the page, and renders again when it changes. Effects that paint with colours of the style sheet, as on a canvas,
 * depend on it.
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
