import { useRef } from 'preact/hooks';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import { useNearViewport } from '../hooks/use-near-viewport.ts';
import { PictureCanvas } from './picture-canvas.tsx';

/** The edge of each canvas, in pixels. */
const EDGE = 128;

/** Half a screen: a row is drawn only while it is on screen or about to be. */
const NEAR = '50%';

type FaceRowProps = {
  /** The tag of the model that draws. */
  tag: string;
  /** f32 [latentSize] each. */
  latents: readonly Float32Array[];
  /** The accessible name of each face. */
  label: (index: number) => string;
  /** The text under each face, if any. */
  caption?: (index: number) => string;
  onPick: (index: number) => void;
  /** The index of the selected face. */
  current?: number;
};

/** A row of faces to choose from. Off screen it keeps its last pictures and draws no new ones. */
export function FaceRow({ tag, latents, label, caption, onPick, current }: FaceRowProps) {
  const list = useRef<HTMLUListElement>(null);
  const isNear = useNearViewport(list, { margin: NEAR, initial: false });
  const pictures = useDrawnFaces(isNear ? tag : null, latents);
  return (
    <ul ref={list} class="face-row" style={{ '--face-count': latents.length }}>
      {latents.map((_, i) => (
        <li key={i}>
          <button
            type="button"
            class="face-button"
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
