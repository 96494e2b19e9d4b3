/** Saves many faces at once: as a zip of pictures, or as one sheet with all of them. */
import type { Bytes } from '../../../picture/bytes.ts';
import type { AppContext } from '../app-context.ts';
import { canDraw } from '../face-list.ts';
import { modelOrNull } from '../models/model-or-default.ts';
import { downloadFile } from '../saved-files/download.ts';
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
 * Draws the faces, encodes them in a worker, and opens the browser's download.
 *
 * @param onProgress called with the number of faces that are encoded
 * @returns the faces that were left out, since this site does not have their model, or their model cannot draw them. Where that is all of
 *   them, nothing is downloaded
 * @throws EngineError; Error where the browser cannot encode them; the signal's reason when aborted
 */
export async function saveFaces(
  wallFaces: readonly WallFace[],
  format: SaveFormat,
  app: AppContext,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<readonly WallFace[]> {
  const tags = [...new Set(wallFaces.map(({ face }) => face.model))];
  const loaded = await Promise.all(tags.map(async (tag) => [tag, await modelOrNull(app, tag)] as const));
  signal.throwIfAborted();
  const models = new Map(loaded);
  const drawable = wallFaces.filter(({ face }) => {
    const model = models.get(face.model);
    return model && canDraw(face, model);
  });
  const leftOut = wallFaces.filter((wallFace) => !drawable.includes(wallFace));
  if (drawable.length === 0) {
    return leftOut;
  }
  const pictures = await app.engine.draw(
    drawable.map(({ face }) => face),
    { signal },
  );
  const faces = drawable.flatMap(({ code, face }, i): SavedFace[] => {
    const [picture, model] = [pictures[i], models.get(face.model)];
    return picture === undefined || !model ? [] : [{ code, model: model.manifest.id, picture }];
  });
  const worker = new Worker(new URL('./save-faces-worker.ts', import.meta.url), { type: 'module' });
  const request: SaveRequest = { format, faces };
  const file = await runTask<SaveRequest, Bytes>(worker, request, signal, onProgress);
  downloadFile(FILE_NAMES[format], new Blob([file]));
  return leftOut;
}

/** Safari encodes no WebP, and gives a PNG in its place. */
export function canEncodeWebp(): boolean {
  return document.createElement('canvas').toDataURL('image/webp').startsWith('data:image/webp');
}
