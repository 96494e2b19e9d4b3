/** Keeps the head of the document in step with the route: its title, its description, and what share buttons read. */
import { useEffect } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import type { EdgeTitle } from '../edge-title.ts';
import { type Language, type Localized, useLanguage } from '../texts/language.ts';
import { HOME_VIEW, VIEWS } from '../views.ts';
import { facePath, type PageRoute, viewPath } from './route.ts';

const SITE_NAME = 'Dareka';
const HOME_TITLE = 'Dareka 誰か';
/** The title of every face, which the edge gives its share page, too. */
const FACE_TITLE: Localized<string> = { en: 'Someone who does not exist', ja: 'どこにもいない人' };

/** @param written what the edge called a face: it knows what the model draws */
export function titleOf(
  { view, code }: PageRoute,
  language: Language,
  written: EdgeTitle | null = null,
): string {
  if (view !== HOME_VIEW) {
    return `${VIEWS[view].title[language]} · ${SITE_NAME}`;
  }
  if (code !== null && code === written?.code && language === written.language) {
    return written.title;
  }
  return code === null ? HOME_TITLE : `${FACE_TITLE[language]} · ${SITE_NAME}`;
}

/** The view that the address of a route leads to: that of a face is the same in all views, and opens the first one. */
export function sharedRoute(route: PageRoute): PageRoute {
  return route.code === null ? route : { ...route, view: HOME_VIEW };
}

/** Elements that the edge did not write are not added: a program that reads them runs no script. */
function setAttributes(selectors: readonly string[], attribute: string, value: string): void {
  for (const element of document.head.querySelectorAll(selectors.join())) {
    element.setAttribute(attribute, value);
  }
}

export function useDocumentHead(route: PageRoute): void {
  const language = useLanguage();
  const { edgeTitle } = useAppContext();
  useEffect(() => {
    const path = route.code === null ? viewPath(route.view) : facePath(route.code);
    const url = new URL(path, location.origin).href;
    const shared = sharedRoute(route);
    document.title = titleOf(route, language, edgeTitle);
    setAttributes(
      ['meta[property="og:title"]', 'meta[name="twitter:title"]'],
      'content',
      titleOf(shared, language, edgeTitle).replace(` · ${SITE_NAME}`, ''),
    );
    setAttributes(['meta[name="description"]'], 'content', VIEWS[route.view].lead[language]);
    setAttributes(
      ['meta[property="og:description"]', 'meta[name="twitter:description"]'],
      'content',
      VIEWS[shared.view].lead[language],
    );
    setAttributes(['meta[property="og:url"]'], 'content', url);
    setAttributes(['link[rel="canonical"]'], 'href', url);
  }, [route, language]);
}
