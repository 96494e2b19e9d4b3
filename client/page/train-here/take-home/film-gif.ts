/** The film of a training as a GIF, in which the pictures grow from noise. */
import type { Bytes } from '../../../../picture/bytes.ts';
import { encodeFilm } from '../../encode-film/encode-film.ts';
import type { Snapshot } from '../session/snapshots.ts';

/** The side of the film in pixels, unless the pictures are larger. */
const EDGE = 512;
const MILLISECONDS_PER_PICTURE = 120;
/** How many times the last picture is repeated. */
const LAST_REPEATS = 12;

/** @param snapshots at least one @throws the signal's reason when aborted; Error where the worker fails */
export async function filmGif(
  snapshots: readonly Snapshot[],
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Bytes> {
  const { height } = snapshots.at(-1)?.picture ?? { height: EDGE };
  // Snapshots of another size are from before the resolution was changed.
  const grown = snapshots.map(({ picture }) => picture).filter((picture) => picture.height === height);
  const pictures = [
    ...grown,
    ...Array.from({ length: LAST_REPEATS }, () => grown.at(-1) ?? new ImageData(1, 1)),
  ];
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
