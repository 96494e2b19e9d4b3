import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { watchNearness } from '../hooks/use-near-viewport.ts';
import { facePath } from '../shell/route.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/index.ts';
import { FavouriteButton } from '../ui/favourite-button.tsx';
import { isPlainClick } from '../ui/link.tsx';
import { paintCanvasGradually } from '../ui/paint-canvas.ts';
import type { WallFace } from './wall-face.ts';
import { useWallState } from './wall-state.ts';

/** From here on the browser's own interpolation does for a tile, and costs the page nothing. */
const EDGE = 128;

type TileProps = { portrait: WallFace; number: number };

/** One face on the wall, and the heart that keeps it. */
export function Tile(props: TileProps) {
  return (
    <li>
      <Face {...props} />
      <FavouriteButton code={props.portrait.code} />
    </li>
  );
}

/** A link, so that the face can be opened elsewhere too. */
function Face({ portrait, number }: TileProps) {
  const app = useAppContext();
  const gallery = useWallState();
  const picture = useStore(portrait.picture);
  const { faces } = useTexts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(true);

  useEffect(() => {
    if (canvas.current !== null) {
      return watchNearness(canvas.current, setNear);
    }
  }, []);

  useLayoutEffect(() => {
    if (canvas.current === null || picture === null) {
      return;
    }
    if (near) {
      return paintCanvasGradually(canvas.current, picture, EDGE);
    }
    // A canvas far away gives its memory back; the picture itself is a fraction of that, and stays.
    canvas.current.width = 0;
  }, [picture, near]);

  function open(event: MouseEvent): void {
    if (!isPlainClick(event)) {
      return;
    }
    event.preventDefault();
    gallery.openFace(portrait);
  }

  return (
    <a
      class={picture === null ? 'tile blank' : 'tile'}
      href={facePath(portrait.code)}
      data-code={portrait.code}
      aria-label={faces.face(number)}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key === 'f' && !event.metaKey && !event.ctrlKey) {
          app.favourites.toggle(portrait.code);
        }
      }}
    >
      <canvas ref={canvas} width={EDGE} height={EDGE} />
    </a>
  );
}
