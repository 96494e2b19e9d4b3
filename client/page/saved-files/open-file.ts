import { EngineError, toFailure } from '@dareka/engine';
import { decodeFace } from '../../../latent/code/code.ts';
import { latentFromFace } from '../../../latent/face.ts';
import { isPicture } from '../../../picture/mark.ts';
import type { AppContext } from '../app-context.ts';
import { HOME_VIEW } from '../views.ts';
import { codeInJson, codeInPicture } from './code-in-file.ts';
import { addFavourites, readFavourites } from './favourites-file.ts';

/**
 * Opens what was saved here: shows the face of a picture or of its z, or adds a file of favourites to them. Else it sets
 * `AppContext.pictureProblem`. The file does not leave the device. Never rejects: a failure goes to `AppContext.failure`.
 */
export async function openFile(file: Blob, app: AppContext): Promise<void> {
  const { pictureProblem, addedFavourites } = app;
  pictureProblem.set(null);
  addedFavourites.set(null);
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = isPicture(bytes) ? '' : new TextDecoder().decode(bytes);
    const favourites = readFavourites(text);
    if (favourites !== null) {
      addedFavourites.set(addFavourites(favourites, app.favourites));
      return;
    }
    const found = codeInJson(text) ?? codeInPicture(bytes);
    if ('problem' in found) {
      pictureProblem.set(found.problem);
      return;
    }
    const face = decodeFace(found.code);
    latentFromFace(face, await app.loadModel(face.model));
    app.router.go({ view: HOME_VIEW, code: found.code, parts: [] });
  } catch (error) {
    if (error instanceof DOMException) {
      pictureProblem.set('unreadable');
    } else if (error instanceof RangeError) {
      // The model cannot draw such a face.
      pictureProblem.set('damaged');
    } else if (error instanceof EngineError && error.failure.kind === 'model') {
      pictureProblem.set('otherModel');
    } else {
      app.failure.set(toFailure(error));
    }
  }
}
