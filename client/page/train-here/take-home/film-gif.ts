/** The film of a training as a GIF, in which the pictures grow from noise. */
import type { Bytes } from '../../../../picture/bytes.ts';
import { encodeFilm } from '../../encode-film/encode-film.ts';
import type { Snapshot } from '../session/snapshots.ts';

/** Enlarged to this, or as large as they are. */
const EDGE = 512;
const MILLISECONDS_PER_PICTURE = 120;
/** The last picture stays for so many. */
const LINGER = 12;

/** @param snapshots one at least @throws the signal's reason when aborted; Error where the worker fails */
export async function filmGif(
  snapshots: readonly Snapshot[],
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Bytes> {
  const { height } = snapshots.at(-1)?.picture ?? { height: EDGE };
  // What was drawn with another size, before the recipe was changed, does not belong to this film.
  const grown = snapshots.map(({ picture }) => picture).filter((picture) => picture.height === height);
  const pictures = [...grown, ...Array.from({ length: LINGER }, () => grown.at(-1) ?? new ImageData(1, 1))];
  const request = {
    edge: Math.max(EDGE, height),
    milliseconds: pictures.length * MILLISECONDS_PER_PICTURE,
  };
  const file = await encodeFilm('gif', pictures, request, signal, onProgress);
  if (file === null) {
    throw new Error('this browser encodes no GIF');
  }
  return file;
}
