import { useMemo, useRef } from 'preact/hooks';
import { type Face, latentFromFace } from '../../../latent/face.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import { useNearViewport } from '../hooks/use-near-viewport.ts';
import { useStableList } from '../hooks/use-stable-list.ts';
import type { PageModel } from '../models/page-model.ts';
import { PictureCanvas } from './picture-canvas.tsx';

/** About the edge of each face's element, in CSS pixels. */
const EDGE = 128;

/** Half a screen: a row is drawn only while it is on screen or about to be. */
const NEAR = '50%';

export type FaceChoice = {
  /** A face, or its z: f32 [latentSize]. It is drawn again when it is another object. */
  readonly face: Face | Float32Array;
  /** The accessible name. */
  readonly label: string;
  /** The text under the face, if any. */
  readonly caption?: string;
  /** Whether it is the one that is chosen; undefined where none can be. */
  readonly pressed?: boolean;
  readonly onPick: () => void;
};

/** A row of faces to choose from. Off screen it keeps its last pictures and draws no new ones. */
export function FaceRow({ model, choices }: { model: PageModel; choices: readonly FaceChoice[] }) {
  const list = useRef<HTMLUListElement>(null);
  const isNear = useNearViewport(list, { margin: NEAR, initial: false });
  const faces = useStableList(choices.map(({ face }) => face));
  const latents = useMemo(
    () => faces.map((face) => (face instanceof Float32Array ? face : latentFromFace(face, model))),
    [faces, model],
  );
  const pictures = useDrawnFaces(isNear ? model.tag : null, latents, EDGE);
  return (
    <ul ref={list} class="face-row" style={{ '--face-count': choices.length }}>
      {choices.map(({ label, caption, pressed, onPick }, i) => (
        <li key={i}>
          <button
            type="button"
            class="face-button"
            aria-label={label}
            aria-pressed={pressed}
            onClick={onPick}
          >
            <PictureCanvas picture={pictures[i]} label="" />
          </button>
          {caption !== undefined && <small aria-hidden="true">{caption}</small>}
        </li>
      ))}
    </ul>
  );
}
