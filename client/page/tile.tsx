import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { pathOf } from './address.ts';
import type { Gallery, Portrait } from './gallery.ts';
import { watchNearness } from './nearness.ts';
import { paint } from './paint.ts';
import { useStore } from './store.ts';

/** Enough for the largest tile on a phone's dense screen; the browser interpolates the rest. */
const EDGE = 192;

/** One face on the wall: a link, so that it can be opened elsewhere too. */
export function Tile({
  portrait,
  number,
  gallery,
}: {
  portrait: Portrait;
  number: number;
  gallery: Gallery;
}) {
  const picture = useStore(portrait.picture);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(true);

  useEffect(() => {
    if (canvas.current !== null) return watchNearness(canvas.current, setNear);
  }, []);

  useLayoutEffect(() => {
    if (canvas.current === null || picture === null) return;
    if (near) paint(canvas.current, picture, EDGE);
    // A canvas far away gives its memory back; the picture itself is a fraction of that, and stays.
    else canvas.current.width = 0;
  }, [picture, near]);

  const open = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    gallery.show(portrait);
  };

  return (
    <li>
      <a
        class={picture === null ? 'tile blank' : 'tile'}
        href={pathOf(portrait.code)}
        data-code={portrait.code}
        aria-label={`Face ${number}`}
        onClick={open}
      >
        <canvas ref={canvas} width={0} height={0} />
      </a>
    </li>
  );
}
