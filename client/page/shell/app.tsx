import { type ComponentType, h } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Gallery } from '../faces/gallery.ts';
import { Viewer } from '../faces/viewer.tsx';
import { Wall } from '../faces/wall.tsx';
import type { House } from '../house.ts';
import { Coming } from '../parts/coming.tsx';
import { useStore } from '../parts/store.ts';
import { choose, useTexts } from '../texts/index.ts';
import type { View } from './address.ts';
import { Go } from './go.tsx';
import { Status } from './status.tsx';

type ViewProps = { house: House; gallery: Gallery };

/** Every view but the wall comes when it is asked for. */
const VIEWS: Partial<Record<View, () => Promise<ComponentType<ViewProps>>>> = {
  studio: async () => (await import('../studio/studio.tsx')).Studio,
  mix: async () => (await import('../mix/mix.tsx')).Mix,
  arithmetic: async () => (await import('../arithmetic/arithmetic.tsx')).Arithmetic,
  inside: async () => (await import('../inside/inside.tsx')).Inside,
  training: async () => (await import('../training/training.tsx')).Training,
  lesson: async () => (await import('../lesson/lesson.tsx')).Lesson,
  quiz: async () => (await import('../quiz/quiz.tsx')).Quiz,
  about: async () => (await import('../about/about.tsx')).About,
};

const IN_NAVIGATION = ['faces', ...(Object.keys(VIEWS) as View[])] as const;

/** The whole page. */
export function App({ house, gallery }: ViewProps) {
  const { view } = useStore(house.router.route);
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
      <Bar house={house} />
      <main id="content" tabIndex={-1}>
        <Update house={house} />
        <header class="masthead">
          <h1 ref={heading} tabIndex={-1}>
            {view === 'faces' ? <Name /> : texts.views[view]}
          </h1>
          <p class="lead">{texts.leads[view]}</p>
          <Status house={house} />
        </header>
        {view === 'faces' ? (
          <Wall house={house} gallery={gallery} />
        ) : (
          <Lazy key={view} view={view} house={house} gallery={gallery} />
        )}
      </main>
      <Footer house={house} />
      <Viewer house={house} gallery={gallery} />
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

function Bar({ house }: { house: House }) {
  const { view } = useStore(house.router.route);
  const code = useStore(house.code);
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
          <Go
            key={each}
            router={house.router}
            to={{ view: each, code: each === 'faces' || each === 'about' ? null : code, parts: [] }}
            current={each === view}
          >
            {texts.views[each]}
          </Go>
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

function Lazy({ view, ...props }: ViewProps & { view: View }) {
  const attempt = useStore(props.house.attempt);
  const [loaded, setLoaded] = useState<ComponentType<ViewProps> | null>(null);
  useEffect(() => {
    let wanted = true;
    VIEWS[view]?.().then(
      (component) => wanted && setLoaded(() => component),
      () => props.house.failure.set({ kind: 'network', url: location.href, status: null }),
    );
    return () => {
      wanted = false;
    };
  }, [view, attempt]);
  return loaded === null ? <Coming /> : h(loaded, props);
}

/** A newer build of the page waits: it takes over when it is asked to, or when the page is next opened. */
function Update({ house }: { house: House }) {
  const waits = useStore(house.offline.update);
  const { about } = useTexts();
  if (!waits) {
    return null;
  }
  return (
    <p class="notice" role="status">
      {about.update}{' '}
      <button type="button" class="button" onClick={house.offline.takeOver}>
        {about.takeOver}
      </button>
    </p>
  );
}

function Footer({ house }: { house: House }) {
  const manifest = useStore(house.manifest);
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
