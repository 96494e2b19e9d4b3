/** The language of a visitor, for the pages that the worker writes itself. */
import { parseAccept } from 'hono/utils/accept';
import type { WorkerContext } from '../env.ts';

export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Localized<T> = Readonly<Record<Language, T>>;

function parseLanguage(tag: string): Language | undefined {
  return LANGUAGES.find((known) => known === tag.split('-')[0]?.toLowerCase());
}

/** `?lang=` first, as in the page, then the languages of the browser; English where it has neither. */
export function languageOf(c: WorkerContext): Language {
  const accepted = parseAccept(c.req.header('Accept-Language') ?? '').toSorted((a, b) => b.q - a.q);
  const tags = [c.req.query('lang') ?? '', ...accepted.map(({ type }) => type)];
  return tags.map(parseLanguage).find((known) => known !== undefined) ?? 'en';
}

/** The headers of an answer that is in the visitor's language. */
export function languageHeaders(language: Language) {
  return { 'Content-Language': language, Vary: 'Accept-Language' } as const;
}
