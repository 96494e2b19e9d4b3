import { useEffect, useRef } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useModelOnScreen } from '../hooks/use-model-on-screen.ts';
import { useStore } from '../store.ts';
import { chooseLanguage, useLanguage, useTexts } from '../texts/language.ts';
import { sourcesOf } from '../texts/sources.ts';
import { FavouritesProblem } from '../ui/favourites-problem.tsx';
import { Link } from '../ui/link.tsx';
import { HOME_VIEW, VIEW_NAMES, VIEWS } from '../views.ts';
import { DocumentHead } from './document-head.ts';
import { DroppedFiles } from './dropped-files.tsx';
import { keepFocus } from './kept-focus.ts';
import { LazyView } from './lazy-view.tsx';
import { Status } from './status.tsx';
import { shellTexts } from './texts.ts';

/** The paper that this project is modelled on, and the tutorials that many know it from. */
const READING = {
  paper: 'https://arxiv.org/abs/1511.06434',
  pytorch: 'https://pytorch.org/tutorials/beginner/dcgan_faces_tutorial.html',
  tensorflow: 'https://www.tensorflow.org/tutorials/generative/dcgan',
} as const;

/** The address of the source code, if whoever built the site gave one. */
declare const __REPOSITORY__: string | null;

/** The whole page: navigation, heading, status, one view, footer. */
export function App() {
  const { router } = useAppContext();
  const route = useStore(router.route);
  const { view } = route;
  const texts = useTexts(shellTexts);
  const language = useLanguage();
  const content = useRef<HTMLElement>(null);
  useEffect(() => {
    if (content.current !== null) {
      keepFocus(content.current);
    }
  }, []);
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);

  // A screen reader goes on from the heading of the new view.
  useEffect(() => {
    if (!isFirst.current) {
      heading.current?.focus({ preventScroll: true });
    }
    isFirst.current = false;
  }, [view]);

  return (
    <>
      <DocumentHead route={route} />
      <button type="button" class="skip-link" onClick={focusContent}>
        {texts.skip}
      </button>
      <Navigation />
      <main ref={content} id="content" tabIndex={-1}>
        <header class="page-header">
          <h1 ref={heading} tabIndex={-1}>
            {view === HOME_VIEW ? <SiteName /> : VIEWS[view].title[language]}
          </h1>
          <p class="lead">{VIEWS[view].lead[language]}</p>
          <Status />
        </header>
        <UpdateNotice />
        <FavouritesProblem />
        <DroppedFiles />
        <LazyView key={view} name={view} />
      </main>
      <Footer />
    </>
  );
}

/** Not a link to `#content`: the hash of the address names the view. */
function focusContent(): void {
  document.getElementById('content')?.focus();
}

function SiteName() {
  return (
    <>
      Dareka <span lang="ja">誰か</span>
    </>
  );
}

function Navigation() {
  const { router, code: shownCode } = useAppContext();
  const { view } = useStore(router.route);
  const code = useStore(shownCode);
  const texts = useTexts(shellTexts);
  const language = useLanguage();

  return (
    <div class="top-bar">
      <nav aria-label={texts.nav}>
        {VIEW_NAMES.map((name) => (
          <Link
            key={name}
            to={{ view: name, code: VIEWS[name].keepsFace ? code : null, parts: [] }}
            current={name === view}
          >
            {VIEWS[name].title[language]}
          </Link>
        ))}
      </nav>
      <button
        type="button"
        class="language-button"
        lang={texts.otherLanguageCode}
        onClick={() => chooseLanguage(texts.otherLanguageCode)}
      >
        {texts.otherLanguage}
      </button>
    </div>
  );
}

/** A newer build of the page is installed: it is used when the visitor asks for it, or at the next visit. */
function UpdateNotice() {
  const { offline } = useAppContext();
  const isWaiting = useStore(offline.update);
  const texts = useTexts(shellTexts);
  if (!isWaiting) {
    return null;
  }
  return (
    <p class="notice" role="status">
      {texts.updateReady}{' '}
      <button type="button" class="button" onClick={offline.takeOver}>
        {texts.useNow}
      </button>
    </p>
  );
}

function Footer() {
  const app = useAppContext();
  const code = useStore(app.code);
  const manifest = useModelOnScreen();
  const isDefault = manifest?.tag === useStore(app.defaultManifest)?.tag;
  const { footer } = useTexts(shellTexts);
  const language = useLanguage();
  return (
    <footer class="page-footer">
      <p>{footer[sourcesOf(manifest)]}</p>
      {manifest && (
        <p>
          <Link to={{ view: 'about', code, parts: code === null && !isDefault ? [manifest.tag] : [] }}>
            {footer.model(manifest.name)}
          </Link>
        </p>
      )}
      <p>
        <a href={`/embed?lang=${language}`}>{footer.embed}</a>
      </p>
      <p>
        <a href="/api/docs">{footer.api}</a>
      </p>
      {__REPOSITORY__ !== null && (
        <p>
          <a href={__REPOSITORY__}>{footer.code}</a>
        </p>
      )}
      {(['paper', 'pytorch', 'tensorflow'] as const).map((name) => (
        <p key={name}>
          <a href={READING[name]}>{footer[name]}</a>
        </p>
      ))}
    </footer>
  );
}
