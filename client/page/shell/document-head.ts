/** Keeps the head of the document in step with the route: its title, its description, and what share buttons read. */
import { useEffect, useRef } from 'preact/hooks';
import type { PictureWords } from '../../../latent/picture-words.ts';
import { usePictureWords } from '../hooks/use-picture-words.ts';
import { type Language, useLanguage } from '../texts/language.ts';
import { HOME_VIEW, VIEWS } from '../views.ts';
import { facePath, type PageRoute, viewPath } from './route.ts';

const SITE_NAME = 'Dareka';
const HOME_TITLE = 'Dareka 誰か';

/**
 * @param words what the face of the route is called, or null until that is known
 * @returns null for a face of which that is not known
 */
export function titleOf(
  { view, code }: PageRoute,
  language: Language,
  words: Pick<PictureWords, 'title'> | null,
): string | null {
  if (view !== HOME_VIEW) {
    return `${VIEWS[view].title[language]} · ${SITE_NAME}`;
  }
  if (code === null) {
    return HOME_TITLE;
  }
  return words === null ? null : `${words.title} · ${SITE_NAME}`;
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

/** Renders nothing: a component of its own, so that the page is not rendered again when a model is known. */
export function DocumentHead({ route }: { route: PageRoute }): null {
  const language = useLanguage();
  const words = usePictureWords(route.code);
  const opened = useRef({ code: route.code, title: document.title });
  useEffect(() => {
    // Of the face that the page was opened with the edge has written the title.
    const { code, title } = opened.current;
    const titleOr = (to: PageRoute): string =>
      titleOf(to, language, words) ?? (to.code === code ? title : HOME_TITLE);
    const path = route.code === null ? viewPath(route.view) : facePath(route.code);
    const url = new URL(path, location.origin).href;
    const shared = sharedRoute(route);
    document.title = titleOr(route);
    setAttributes(
      ['meta[property="og:title"]', 'meta[name="twitter:title"]'],
      'content',
      titleOr(shared).replace(` · ${SITE_NAME}`, ''),
    );
    setAttributes(['meta[name="description"]'], 'content', VIEWS[route.view].lead[language]);
    setAttributes(
      ['meta[property="og:description"]', 'meta[name="twitter:description"]'],
      'content',
      VIEWS[shared.view].lead[language],
    );
    setAttributes(['meta[property="og:url"]'], 'content', url);
    setAttributes(['link[rel="canonical"]'], 'href', url);
  }, [route, language, words?.title]);
  return null;
}
