/** The language of the page, and how a component gets its texts in it. */
import { LANGUAGE_KEY } from '../../storage/names.ts';
import { createStore, useStore } from '../store.ts';

export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same texts in every language of the page. */
export type Localized<T> = Readonly<Record<Language, T>>;

const language = createStore<Language>('en');

/** The texts in the language of the page; the component renders again when the language changes. */
export function useTexts<T>(texts: Localized<T>): T {
  return texts[useLanguage()];
}

export function useLanguage(): Language {
  return useStore(language);
}

/** The texts in the current language, for code outside of components. */
export function currentTexts<T>(texts: Localized<T>): T {
  return texts[language.get()];
}

function parseLanguage(tag: string | null | undefined): Language | undefined {
  return LANGUAGES.find((known) => known === tag?.slice(0, 2).toLowerCase());
}

/** Null where nothing is stored, or where storage is forbidden. */
function readStored(): string | null {
  try {
    return localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}

/** `?lang=` first, then the language chosen at an earlier visit, then the languages of the browser. */
function preferredLanguage(): Language {
  const requested = new URLSearchParams(location.search).get('lang');
  const candidates = [requested, readStored(), ...navigator.languages];
  return candidates.map(parseLanguage).find((known) => known !== undefined) ?? 'en';
}

function setLanguage(next: Language): void {
  language.set(next);
  document.documentElement.lang = next;
}

/** Sets the language that the visitor most likely wants. Call it before the first render. */
export function applyPreferredLanguage(): void {
  setLanguage(preferredLanguage());
}

/** Sets the language, stores it for the next visit, and updates `?lang=` where the address has one. */
export function chooseLanguage(next: Language): void {
  setLanguage(next);
  try {
    localStorage.setItem(LANGUAGE_KEY, next);
  } catch {
    // Storage is full or forbidden: the choice lasts until the page is closed.
  }
  const url = new URL(location.href);
  if (!url.searchParams.has('lang')) {
    return;
  }
  url.searchParams.set('lang', next);
  history.replaceState(history.state, '', url);
}
