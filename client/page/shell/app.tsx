import { type ComponentType, h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { Viewer } from '../faces/viewer.tsx';
import { Wall } from '../faces/wall.tsx';
import { useStore } from '../store.ts';
import { choose, useTexts } from '../texts/index.ts';
import { Link } from '../ui/link.tsx';
import { Loading } from '../ui/loading.tsx';
import type { ViewName } from './route.ts';
import { Status } from './status.tsx';

/** Every view but the wall comes when it is asked for. */
const VIEWS: Partial<Record<ViewName, () => Promise<ComponentType>>> = {
  studio: async () => (await import('../studio/studio.tsx')).Studio,
  mix: async () => (await import('../mix/mix.tsx')).Mix,
  arithmetic: async () => (await import('../arithmetic/arithmetic.tsx')).Arithmetic,
  inside: async () => (await import('../inside/inside.tsx')).Inside,
  training: async () => (await import('../training/training.tsx')).Training,
  lesson: async () => (await import('../train-here/train-here.tsx')).TrainHere,
  quiz: async () => (await import('../quiz/quiz.tsx')).Quiz,
  about: async () => (await import('../about/about.tsx')).About,
};

const IN_NAVIGATION = ['faces', ...(Object.keys(VIEWS) as ViewName[])] as const;

/** The whole page. */
export function App() {
  const app = useAppContext();
  const { view } = useStore(app.router.route);
  const texts = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);

  // A new view begins where it begins, for readers of the screen too.
  useEffect(() => {
    if (!first.current) {
      heading.current?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [view]);

  return (
    <>
      <button type="button" class="skip" onClick={skip}>
        {texts.skip}
      </button>
      <Bar />
      <main id="content" tabIndex={-1}>
        <Update />
        <header class="masthead">
          <h1 ref={heading} tabIndex={-1}>
            {view === 'faces' ? <Name /> : texts.views[view]}
          </h1>
          <p class="lead">{texts.leads[view]}</p>
          <Status />
        </header>
        {view === 'faces' ? <Wall /> : <Lazy key={view} view={view} />}
      </main>
      <Footer />
      <Viewer />
    </>
  );
}

/** No link: the hash of the address is the view's. */
function skip(): void {
  document.getElementById('content')?.focus();
}

function Name() {
  return (
    <>
      Dareka <span lang="ja">誰か</span>
    </>
  );
}

function Bar() {
  const app = useAppContext();
  const { view } = useStore(app.router.route);
  const code = useStore(app.code);
  const texts = useTexts();
  const nav = useRef<HTMLElement>(null);

  // On a phone not all views fit: the one that is open comes first there.
  useEffect(() => {
    if (nav.current) {
      nav.current.scrollLeft = 0;
    }
  }, [view]);

  return (
    <div class="bar">
      <nav ref={nav} aria-label={texts.nav}>
        {IN_NAVIGATION.map((each) => (
          <Link
            key={each}
            to={{ view: each, code: each === 'faces' || each === 'about' ? null : code, parts: [] }}
            current={each === view}
          >
            {texts.views[each]}
          </Link>
        ))}
      </nav>
      <button
        type="button"
        class="language"
        lang={texts.otherLanguageCode}
        onClick={() => void choose(texts.otherLanguageCode)}
      >
        {texts.otherLanguage}
      </button>
    </div>
  );
}

function Lazy({ view }: { view: ViewName }) {
  const app = useAppContext();
  const retries = useStore(app.retries);
  const [loaded, setLoaded] = useState<ComponentType | null>(null);
  useEffect(() => {
    let wanted = true;
    VIEWS[view]?.().then(
      (component) => wanted && setLoaded(() => component),
      () => app.failure.set({ kind: 'network', url: location.href, status: null }),
    );
    return () => {
      wanted = false;
    };
  }, [view, retries]);
  return loaded === null ? <Loading /> : h(loaded, null);
}

/** A newer build of the page waits: it takes over when it is asked to, or when the page is next opened. */
function Update() {
  const app = useAppContext();
  const waits = useStore(app.offline.update);
  const { about } = useTexts();
  if (!waits) {
    return null;
  }
  return (
    <p class="notice" role="status">
      {about.update}{' '}
      <button type="button" class="button" onClick={app.offline.takeOver}>
        {about.takeOver}
      </button>
    </p>
  );
}

function Footer() {
  const app = useAppContext();
  const manifest = useStore(app.defaultManifest);
  const { footer } = useTexts();
  const card = manifest?.files.find(({ role }) => role === 'card');
  return (
    <footer class="colophon">
      <p>{manifest?.data.realPersons ? footer.realPeople : footer.nobody}</p>
      {manifest && card && (
        <p>
          <a href={`/models/${manifest.id}/${card.name}`}>{footer.model(manifest.name)}</a>
        </p>
      )}
    </footer>
  );
}
