/** Keeps the head of the document in step with the route: its title, its description, and what share buttons read. */
import { useEffect } from 'preact/hooks';
import { type Language, type Localized, useLanguage } from '../texts/language.ts';
import { HOME_VIEW, VIEWS } from '../views.ts';
import { facePath, type PageRoute, viewPath } from './route.ts';

const SITE_NAME = 'Dareka';
const HOME_TITLE = 'Dareka 誰か';
/** The title of every face, which the edge gives its share page, too. */
const FACE_TITLE: Localized<string> = { en: 'Someone who does not exist', ja: 'どこにもいない人' };

export function titleOf({ view, code }: PageRoute, language: Language): string {
  if (view !== HOME_VIEW) {
    return `${VIEWS[view].title[language]} · ${SITE_NAME}`;
  }
  return code === null ? HOME_TITLE : `${FACE_TITLE[language]} · ${SITE_NAME}`;
}

/** Elements that the edge did not write are not added: a program that reads them runs no script. */
function setAttributes(selectors: readonly string[], attribute: string, value: string): void {
  for (const element of document.head.querySelectorAll(selectors.join())) {
    element.setAttribute(attribute, value);
  }
}

export function useDocumentHead(route: PageRoute): void {
  const language = useLanguage();
  useEffect(() => {
    const title = titleOf(route, language);
    const path = route.code === null ? viewPath(route.view) : facePath(route.code);
    const url = new URL(path, location.origin).href;
    document.title = title;
    setAttributes(
      ['meta[property="og:title"]', 'meta[name="twitter:title"]'],
      'content',
      title.replace(` · ${SITE_NAME}`, ''),
    );
    setAttributes(
      ['meta[name="description"]', 'meta[property="og:description"]', 'meta[name="twitter:description"]'],
      'content',
      VIEWS[route.view].lead[language],
    );
    setAttributes(['meta[property="og:url"]'], 'content', url);
    setAttributes(['link[rel="canonical"]'], 'href', url);
  }, [route, language]);
}
