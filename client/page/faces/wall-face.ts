/** A face on the wall, with its picture once it is drawn. */
import { encodeFace } from '../../../latent/code.ts';
import type { Face } from '../../../latent/face.ts';
import { createStore, type Store } from '../store.ts';

export type WallFace = {
  readonly code: string;
  readonly face: Face;
  /** Null until it is drawn. */
  readonly picture: Store<ImageData | null>;
};

export function createWallFace(face: Face): WallFace {
  return { code: encodeFace(face), face, picture: createStore<ImageData | null>(null) };
}
