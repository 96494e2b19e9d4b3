/**
 * Writes a document for each view, `NAME.html`: the page with the view's own title and description, for search engines and
 * link previews, which run no script. It is served at `/NAME`.
 */
import type { Plugin } from 'vite';
import { HOME_VIEW, VIEW_NAMES, VIEWS } from './page/views.ts';

const HOME_FILE = 'index.html';

export function viewDocumentsPlugin(): Plugin {
  return {
    name: 'dareka:view-documents',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const home = bundle[HOME_FILE];
        if (home?.type !== 'asset') {
          throw new Error(`the build has no ${HOME_FILE}`);
        }
        for (const name of VIEW_NAMES.filter((view) => view !== HOME_VIEW)) {
          const { title, lead } = VIEWS[name];
          const source = replaceOnce(
            replaceOnce(String(home.source), /(<title>)[^<]*/, `$1${title.en} · Dareka`),
            /(<meta name="description" content=")[^"]*/,
            `$1${lead.en}`,
          );
          this.emitFile({ type: 'asset', fileName: `${name}.html`, source });
        }
      },
    },
  };
}

/** @throws Error if there is nothing to replace */
function replaceOnce(text: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(text)) {
    throw new Error(`${HOME_FILE} has nothing like ${pattern}`);
  }
  return text.replace(pattern, replacement);
}
