/** A face that hangs somewhere: its code, and its picture once it is drawn. */
import { encodeFace } from '../../../latent/code.ts';
import type { Face } from '../../../latent/face.ts';
import { createStore, type Store } from '../store.ts';

/** Its picture is null until it is drawn. */
export type WallFace = {
  readonly code: string;
  readonly face: Face;
  readonly picture: Store<ImageData | null>;
};

export function createWallFace(face: Face): WallFace {
  return { code: encodeFace(face), face, picture: createStore<ImageData | null>(null) };
}
