/** A face on the wall, with its picture once it is drawn. */
import { encodeFace } from '../../../latent/code/code.ts';
import type { Face } from '../../../latent/face.ts';
import { createStore, type Store } from '../store.ts';

export type WallFace = {
  readonly code: string;
  readonly face: Face;
  /** As large as a tile needs it. Null until it is drawn. */
  readonly picture: Store<ImageData | null>;
  /** Of the model's resolution. Null until the face has been opened and drawn. */
  readonly fullPicture: Store<ImageData | null>;
};

export function createWallFace(face: Face): WallFace {
  return {
    code: encodeFace(face),
    face,
    picture: createStore<ImageData | null>(null),
    fullPicture: createStore<ImageData | null>(null),
  };
}

/** The picture of no face, for hooks that need a store. */
export const NO_PICTURE = createStore<ImageData | null>(null);
