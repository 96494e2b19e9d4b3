import { useRef } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useNearViewport } from '../hooks/use-near-viewport.ts';
import { facePath } from '../shell/route.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { FavouriteButton } from '../ui/favourite-button.tsx';
import { isPlainClick } from '../ui/link.tsx';
import { uiTexts } from '../ui/texts.ts';
import { usePaintedCanvas } from '../ui/use-painted-canvas.ts';
import type { WallFace } from './wall-face.ts';
import { useWallState } from './wall-state.ts';

/** Two screens: scrolling then shows no blank tiles. */
const NEAR = '200%';

type TileProps = { wallFace: WallFace; number: number };

/** One face on the wall, and its favourite button. */
export function Tile({ wallFace, number }: TileProps) {
  return (
    <li data-caption={wallFace.code}>
      <FaceLink wallFace={wallFace} number={number} />
      <FavouriteButton code={wallFace.code} number={number} />
    </li>
  );
}

/** A link, so that the face can also be opened in a new tab; a checkbox while faces are selected. */
function FaceLink({ wallFace, number }: TileProps) {
  const { favourites } = useAppContext();
  const wall = useWallState();
  const picture = useStore(wallFace.picture);
  const texts = useTexts(uiTexts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const selected = useStore(wall.selected);
  const isSelected = selected?.includes(wallFace) ?? false;
  // A selected tile may be printed, wherever it is.
  const isNear = useNearViewport(canvas, { margin: NEAR, initial: true }) || isSelected;

  // Far from the window its canvas gives back its memory. The picture is kept: it is a fraction of that.
  usePaintedCanvas(canvas, isNear ? picture : null);

  function open(event: MouseEvent): void {
    if (!isPlainClick(event)) {
      return;
    }
    event.preventDefault();
    if (selected === null) {
      wall.openFace(wallFace);
    } else {
      select();
    }
  }
  const choice = selected === null ? {} : ({ role: 'checkbox', 'aria-checked': isSelected } as const);
  function select(): void {
    const others = selected?.filter((face) => face !== wallFace) ?? [];
    wall.selected.set(isSelected ? others : [...others, wallFace]);
  }

  return (
    <a
      class={picture === null ? 'tile blank' : 'tile'}
      href={facePath(wallFace.code)}
      data-code={wallFace.code}
      {...choice}
      aria-label={texts.face(number)}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key === ' ' && selected !== null) {
          event.preventDefault();
          select();
        }
        if (event.key.toLowerCase() === 'f' && !event.metaKey && !event.ctrlKey) {
          favourites.toggle(wallFace.code);
        }
      }}
    >
      <canvas ref={canvas} width={0} height={0} />
    </a>
  );
}
