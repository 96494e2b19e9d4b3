import { EngineError, toFailure } from '@dareka/engine';
import { decodeFace } from '../../latent/code.ts';
import { latentFromFace } from '../../latent/face.ts';
import type { AppContext } from './app-context.ts';
import { codeInPicture } from './code-in-picture.ts';
import { HOME_VIEW } from './views.ts';

/**
 * Shows the face of a saved picture, or sets `AppContext.pictureProblem`. The file does not leave the device. Never rejects: a failure goes
 * to `AppContext.failure`.
 */
export async function openPicture(file: Blob, app: AppContext): Promise<void> {
  const { pictureProblem } = app;
  pictureProblem.set(null);
  try {
    const found = codeInPicture(new Uint8Array(await file.arrayBuffer()));
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
