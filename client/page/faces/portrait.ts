/** A face that hangs somewhere: its code, and its picture once it is drawn. */
import { encodeFace } from '../../../latent/code.ts';
import type { Face } from '../../../latent/face.ts';
import { createStore, type Store } from '../parts/store.ts';

/** Its picture is null until it is drawn. */
export type Portrait = {
  readonly code: string;
  readonly face: Face;
  readonly picture: Store<ImageData | null>;
};

export function portraitOf(face: Face): Portrait {
  return { code: encodeFace(face), face, picture: createStore<ImageData | null>(null) };
}
