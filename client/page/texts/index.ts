/** The page's words in the visitor's language. */
import { createStore, type Store, useStore } from '../store.ts';
import { en } from './en.ts';

export type Texts = typeof en;
export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = 'dareka.language';

const loaders: Record<Language, () => Promise<Texts>> = {
  en: () => Promise.resolve(en),
  ja: async () => (await import('./ja.ts')).ja,
};

const texts: Store<Texts> = createStore(en);

/** The words now; for code outside of components. */
export function words(): Texts {
  return texts.get();
}

/** The words, anew whenever the language changes. */
export function useTexts(): Texts {
  return useStore(texts);
}

function languageNamed(name: string | null | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === name?.slice(0, 2).toLowerCase());
}

/** What storage says, where there is one to ask. */
function kept(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** `?lang=` before what was chosen earlier, before what the browser prefers. */
function preferred(): Language {
  const asked = languageNamed(new URLSearchParams(location.search).get('lang')) ?? languageNamed(kept());
  return asked ?? navigator.languages.map(languageNamed).find((known) => known !== undefined) ?? 'en';
}

async function speak(language: Language): Promise<void> {
  texts.set(await loaders[language]());
  document.documentElement.lang = language;
  document.title = words().title;
}

/** At the start: the page speaks as the visitor does, English where that fails. */
export async function speakPreferred(): Promise<void> {
  await speak(preferred()).catch((error: unknown) => console.info('dareka: staying with English:', error));
}

/** The visitor chose: remembered, and said in the address where the address said otherwise. */
export async function choose(language: Language): Promise<void> {
  await speak(language);
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // Forbidden storage costs the choice at the next visit.
  }
  const url = new URL(location.href);
  if (!url.searchParams.has('lang')) {
    return;
  }
  url.searchParams.set('lang', language);
  history.replaceState(history.state, '', url);
}
