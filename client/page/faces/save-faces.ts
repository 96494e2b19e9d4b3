/** Saves many faces at once: as a zip of pictures, or as one sheet with all of them. */
import type { Bytes } from '../../../picture/bytes.ts';
import type { AppContext } from '../app-context.ts';
import { downloadFile } from '../download.ts';
import { runTask } from '../worker-task.ts';
import type { WallFace } from './wall-face.ts';

export type SaveFormat = 'png' | 'webp' | 'sheet';

export type SavedFace = {
  readonly code: string;
  /** The id of its model. */
  readonly model: string;
  /** Of its model's resolution. */
  readonly picture: ImageData;
};

export type SaveRequest = { readonly format: SaveFormat; readonly faces: readonly SavedFace[] };

const FILE_NAMES: Readonly<Record<SaveFormat, string>> = {
  png: 'dareka-faces-png.zip',
  webp: 'dareka-faces-webp.zip',
  sheet: 'dareka-faces.png',
};

/**
 * Draws the faces, codes them in a worker, and opens the browser's download.
 *
 * @param onProgress called with the number of faces that are coded
 * @throws EngineError; Error where the browser cannot code them; the signal's reason when aborted
 */
export async function saveFaces(
  wallFaces: readonly WallFace[],
  format: SaveFormat,
  { engine }: AppContext,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<void> {
  const tags = [...new Set(wallFaces.map(({ face }) => face.model))];
  const manifests = await Promise.all(tags.map((tag) => engine.load(tag, { signal })));
  const ids = new Map(manifests.map(({ tag, id }) => [tag, id]));
  const pictures = await engine.draw(
    wallFaces.map(({ face }) => face),
    { signal },
  );
  const faces = wallFaces.flatMap(({ code, face }, i): SavedFace[] => {
    const [picture, model] = [pictures[i], ids.get(face.model)];
    return picture === undefined || model === undefined ? [] : [{ code, model, picture }];
  });
  const worker = new Worker(new URL('./save-faces-worker.ts', import.meta.url), { type: 'module' });
  const request: SaveRequest = { format, faces };
  const file = await runTask<SaveRequest, Bytes>(worker, request, signal, onProgress);
  downloadFile(FILE_NAMES[format], new Blob([file]));
}

/** Safari codes no WebP, and gives a PNG in its place. */
export function codesWebp(): boolean {
  return document.createElement('canvas').toDataURL('image/webp').startsWith('data:image/webp');
}
