/** Keeps the head of the document in step with the route: its title, its description, and what share buttons read. */
import { useEffect, useRef } from 'preact/hooks';
import type { PictureWords } from '../../../latent/condition/picture-words.ts';
import { usePictureWords } from '../hooks/use-picture-words.ts';
import { type Language, useLanguage } from '../texts/language.ts';
import { HOME_VIEW, VIEWS } from '../views.ts';
import { facePath, type PageRoute, viewPath } from './route.ts';

const SITE_NAME = 'Dareka';
const HOME_TITLE = 'Dareka 誰か';

/**
 * @param words what the face of the route is called, or null until that is known
 * @returns null for a face whose name is not known yet
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

/** The route that opens where the address is shared: the link to a face is the same in all views, and opens the wall. */
export function sharedRoute(route: PageRoute): PageRoute {
  return route.code === null ? route : { ...route, view: HOME_VIEW };
}

/** Elements that the edge did not write are not added: programs that read them run no script. */
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
    // The edge has written the title of the face that the page was opened with.
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
