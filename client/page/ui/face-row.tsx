import { useEffect, useRef, useState } from 'preact/hooks';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import { watchNearness } from '../hooks/use-near-viewport.ts';
import { PictureCanvas } from './picture-canvas.tsx';

/** As for the tiles of the wall. */
const EDGE = 128;

/** A strip is drawn while it is seen, or is about to be: half a screen away. */
const NEAR = '50%';

type FaceRowProps = {
  tag: string;
  /** f32 [latentSize] each. */
  latents: readonly Float32Array[];
  /** What each of them is. */
  label: (index: number) => string;
  /** What is written beneath each; nothing where left out. */
  caption?: (index: number) => string;
  /** Chosen with a click or a key. */
  onPick: (index: number) => void;
  /** Which of them is where one is. */
  current?: number;
};

/** Faces in a row, each to be chosen; out of sight they stay as they were drawn last. */
export function FaceRow({ tag, latents, label, caption, onPick, current }: FaceRowProps) {
  const list = useRef<HTMLUListElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (list.current !== null) {
      return watchNearness(list.current, setNear, NEAR);
    }
  }, []);
  const pictures = useDrawnFaces(near ? tag : null, latents);
  return (
    <ul ref={list} class="strip" style={{ '--count': latents.length }}>
      {latents.map((_, i) => (
        <li key={i}>
          <button
            type="button"
            class="pick"
            aria-label={label(i)}
            aria-current={i === current ? 'true' : undefined}
            onClick={() => onPick(i)}
          >
            <PictureCanvas picture={pictures[i]} edge={EDGE} label="" />
          </button>
          {caption && <small aria-hidden="true">{caption(i)}</small>}
        </li>
      ))}
    </ul>
  );
}
