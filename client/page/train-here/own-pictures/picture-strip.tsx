import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useTexts } from '../../texts/language.ts';
import { PictureCanvas } from '../../ui/picture-canvas.tsx';
import type { OwnPicture } from './decode-messages.ts';
import { OWN_SIDE } from './own-set.ts';
import { ownTexts } from './texts.ts';

/** Pictures on screen at once: a page bears some hundred canvases, not thousands. */
const PICTURES_PER_PAGE = 48;

type PictureStripProps = {
  pictures: readonly OwnPicture[];
  onLeaveOut: (picture: OwnPicture) => void;
};

/** The pictures as they are learned from, page by page. Each is a button that leaves it out. */
export function PictureStrip({ pictures, onLeaveOut }: PictureStripProps) {
  const texts = useTexts(ownTexts);
  const list = useRef<HTMLUListElement>(null);
  const [asked, setPage] = useState(0);
  /** Where the focus goes once the picture that had it is gone. */
  const focusAt = useRef<number | null>(null);
  const pages = Math.ceil(pictures.length / PICTURES_PER_PAGE);
  const page = Math.min(asked, pages - 1);
  const shown = pictures.slice(page * PICTURES_PER_PAGE, (page + 1) * PICTURES_PER_PAGE);

  useEffect(() => {
    if (focusAt.current !== null) {
      const buttons = list.current?.querySelectorAll('button') ?? [];
      buttons[Math.min(focusAt.current, buttons.length - 1)]?.focus({ preventScroll: true });
      focusAt.current = null;
    }
  }, [pictures]);

  return (
    <>
      <ul ref={list} class="own-pictures" aria-label={texts.strip}>
        {shown.map((picture, i) => (
          <li key={picture.id}>
            <Thumbnail
              picture={picture}
              onLeaveOut={() => {
                focusAt.current = i;
                onLeaveOut(picture);
              }}
            />
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <nav class="row" aria-label={texts.strip}>
          <button type="button" class="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            {texts.earlier}
          </button>
          <span class="aside">
            {texts.shown(
              page * PICTURES_PER_PAGE + 1,
              page * PICTURES_PER_PAGE + shown.length,
              pictures.length,
            )}
          </span>
          <button
            type="button"
            class="button"
            disabled={page === pages - 1}
            onClick={() => setPage(page + 1)}
          >
            {texts.later}
          </button>
        </nav>
      )}
    </>
  );
}

function Thumbnail({ picture, onLeaveOut }: { picture: OwnPicture; onLeaveOut: () => void }) {
  const texts = useTexts(ownTexts);
  const image = useMemo(() => new ImageData(picture.pixels, OWN_SIDE, OWN_SIDE), [picture]);
  return (
    <button type="button" aria-label={texts.leaveOut(picture.name)} title={picture.name} onClick={onLeaveOut}>
      <PictureCanvas picture={image} label="" />
    </button>
  );
}
