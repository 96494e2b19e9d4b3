import { useEffect, useState } from 'preact/hooks';
import { WELCOME_KEY } from '../../storage/names.ts';
import { useAppContext } from '../app-context.ts';
import { useTexts } from '../texts/language.ts';
import { Link } from '../ui/link.tsx';
import type { ViewName } from '../views.ts';
import { facesTexts } from './texts.ts';
import './welcome.css';

/** The views that the sentences are about. */
const PLACES = ['studio', 'arithmetic', 'inside'] as const satisfies readonly ViewName[];

/** Three sentences for a first visit, gone for good once a view that they lead to is opened, or they are closed. */
export function Welcome() {
  const { welcome } = useTexts(facesTexts);
  const { router } = useAppContext();
  const [isShown, setShown] = useState(isFirstVisit);

  function leave(): void {
    noteVisit();
    setShown(false);
  }
  useEffect(
    () => router.route.subscribe(() => PLACES.some((view) => view === router.route.get().view) && leave()),
    [router],
  );
  if (!isShown) {
    return null;
  }
  return (
    <section class="welcome" aria-label={welcome.label}>
      {PLACES.map((view) => (
        <Link key={view} to={{ view, code: null, parts: [] }}>
          {welcome[view]}
        </Link>
      ))}
      <button
        type="button"
        class="welcome-close"
        aria-label={welcome.hide}
        title={welcome.hide}
        onClick={leave}
      >
        <span aria-hidden="true">×</span>
      </button>
    </section>
  );
}

/** In localStorage, which can be read before the first render, so that nothing moves. */
function isFirstVisit(): boolean {
  try {
    return localStorage.getItem(WELCOME_KEY) === null;
  } catch {
    // Storage is forbidden: what is closed would come back at each visit.
    return false;
  }
}

function noteVisit(): void {
  try {
    localStorage.setItem(WELCOME_KEY, 'seen');
  } catch {
    // Storage is full: the sentences are gone until the next visit.
  }
}
