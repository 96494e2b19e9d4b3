import { useEffect, useRef, useState } from 'preact/hooks';
import type { Gallery } from './gallery.ts';
import { useStore } from './store.ts';
import { Tile } from './tile.tsx';
import { stepFocus } from './wall-keys.ts';

/** How much wall there is at first, in heights of the window. */
const SCREENS = 1.15;
const LEAST = 12;
const MOST = 72;

/** The faces, and the way to more: a button, after which they keep coming as far as somebody scrolls. */
export function Wall({ gallery }: { gallery: Gallery }) {
  const portraits = useStore(gallery.portraits);
  const manifest = useStore(gallery.manifest);
  const list = useRef<HTMLUListElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const [endless, setEndless] = useState(false);
  const [blanks, setBlanks] = useState(LEAST);

  useEffect(() => setBlanks(wallful(list.current)), []);

  useEffect(() => {
    if (manifest !== null) void gallery.more(wallful(list.current));
  }, [manifest, gallery]);

  useEffect(() => {
    if (!endless || end.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void gallery.more(wallful(list.current));
      },
      { rootMargin: '50%' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
    // Observed anew after each addition, so that an end still in sight is reported again.
  }, [endless, portraits, gallery]);

  return (
    <section class="wall" aria-label="Faces">
      <ul ref={list} class="tiles" aria-busy={manifest === null} onKeyDown={stepFocus}>
        {portraits.map((portrait, i) => (
          <Tile key={portrait.code} portrait={portrait} number={i + 1} gallery={gallery} />
        ))}
        {manifest === null &&
          Array.from({ length: blanks - portraits.length }, (_, i) => (
            <li key={`blank ${i}`} aria-hidden="true">
              <span class="tile blank" />
            </li>
          ))}
      </ul>
      <div ref={end} class="more">
        {manifest !== null && !endless && (
          <button type="button" class="button" onClick={() => setEndless(true)}>
            More faces
          </button>
        )}
      </div>
    </section>
  );
}

/** Whole rows of tiles, a little more than the window holds. */
function wallful(list: HTMLUListElement | null): number {
  if (list === null) return LEAST;
  const { gridTemplateColumns, rowGap } = getComputedStyle(list);
  const columns = gridTemplateColumns.split(' ');
  const row = Number.parseFloat(columns[0] ?? '') + Number.parseFloat(rowGap);
  const rows = Math.ceil((SCREENS * window.innerHeight) / row);
  const least = Math.ceil(LEAST / columns.length);
  const most = Math.floor(MOST / columns.length);
  return columns.length * Math.max(least, Math.min(rows, most));
}
