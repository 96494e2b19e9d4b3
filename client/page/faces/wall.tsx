import { useEffect, useRef, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/index.ts';
import { moveFocus } from './arrow-keys.ts';
import { FilterBar } from './filter-bar.tsx';
import { Tile } from './tile.tsx';
import { useFavourites } from './use-favourite-faces.ts';
import { useWallState } from './wall-state.ts';

/** How much wall there is at first, in heights of the window. */
const SCREENS = 1.15;
const LEAST = 12;
const MOST = 72;
/** How many tiles are hung in a turn of the page: all at once would keep it from answering. */
const AT_ONCE = 8;

/** The wall: faces fresh or kept, and the choice among them. */
export function Wall() {
  const app = useAppContext();
  const gallery = useWallState();
  const { parts } = useStore(app.router.route);
  const { faces } = useTexts();
  const notice = useStore(gallery.notice);
  const kept = parts[0] === 'favourites';
  return (
    <section class="wall" aria-label={faces.section}>
      {notice !== null && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      <FilterBar />
      {kept ? <Kept /> : <Fresh key={parts[0]} />}
    </section>
  );
}

function Kept() {
  const portraits = useFavourites();
  const { faces } = useTexts();
  if (portraits.length === 0) {
    return <p class="empty">{faces.noneKept}</p>;
  }
  return (
    <ul class="tiles" onKeyDown={moveFocus}>
      {portraits.map((portrait, i) => (
        <Tile key={portrait.code} portrait={portrait} number={i + 1} />
      ))}
    </ul>
  );
}

/** Fresh faces, and the way to more: a button, after which they keep coming as far as somebody scrolls. */
function Fresh() {
  const app = useAppContext();
  const gallery = useWallState();
  const portraits = useStore(gallery.faces);
  const manifest = useStore(app.defaultManifest);
  const { parts } = useStore(app.router.route);
  const { faces } = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [endless, setEndless] = useState(false);
  const hung = useHung(portraits.length);
  const coming = portraits.length === 0 || hung < portraits.length;
  /** What stands in for faces until there are any, so that nothing moves when they come. */
  const [blanks, setBlanks] = useState(LEAST);
  const wish = parts[0] ?? '';

  // After the first frame, which has laid out the list: to ask before would be to lay it out twice.
  useEffect(() => setBlanks(wallful(list.current)), []);

  useEffect(() => {
    if (manifest === null || gallery.isFilteredBy(wish)) {
      return;
    }
    gallery.reset(wish);
    void gallery.addFaces(wallful(list.current));
  }, [manifest, gallery, wish]);

  useEffect(() => {
    if (!endless || coming || end.current === null) {
      return;
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) {
          void gallery.addFaces(wallful(list.current));
        }
      },
      { rootMargin: '50%' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
    // Observed anew after each addition, so that an end still in sight is reported again.
  }, [endless, coming, portraits, gallery]);

  return (
    <>
      <ul ref={list} class="tiles" aria-busy={portraits.length === 0} onKeyDown={moveFocus}>
        {portraits.slice(0, hung).map((portrait, i) => (
          <Tile key={portrait.code} portrait={portrait} number={i + 1} />
        ))}
        {Array.from({ length: coming ? Math.max(0, blanks - hung) : 0 }, (_, i) => (
          <li key={`blank ${hung + i}`} aria-hidden="true">
            <span class="tile blank" />
          </li>
        ))}
      </ul>
      <div ref={end} class="more">
        {hung > 0 && !endless && (
          <button type="button" class="button" onClick={() => setEndless(true)}>
            {faces.more}
          </button>
        )}
      </div>
    </>
  );
}

/** How many of that many tiles hang by now: a few more each turn. */
function useHung(wanted: number): number {
  const [hung, setHung] = useState(0);
  useEffect(() => {
    if (hung === wanted) {
      return;
    }
    const timer = setTimeout(() => setHung(Math.min(hung + AT_ONCE, wanted)));
    return () => clearTimeout(timer);
  }, [hung, wanted]);
  return Math.min(hung, wanted);
}

/** Whole rows of tiles, a little more than the window holds. */
function wallful(list: HTMLUListElement | null): number {
  if (list === null) {
    return LEAST;
  }
  const { gridTemplateColumns, rowGap } = getComputedStyle(list);
  const columns = gridTemplateColumns.split(' ');
  const row = Number.parseFloat(columns[0] ?? '') + Number.parseFloat(rowGap);
  const rows = Math.ceil((SCREENS * window.innerHeight) / row);
  const least = Math.ceil(LEAST / columns.length);
  const most = Math.floor(MOST / columns.length);
  return columns.length * Math.max(least, Math.min(rows, most));
}
