import { EngineError, toFailure } from '@dareka/engine';
import { decodeFace } from '../../../latent/code/code.ts';
import { latentFromFace } from '../../../latent/face.ts';
import { isPicture } from '../../../picture/mark.ts';
import type { AppContext } from '../app-context.ts';
import type { Favourites } from '../favourites.ts';
import type { Router } from '../shell/router.ts';
import { HOME_VIEW } from '../views.ts';
import { codeInJson, codeInPicture } from './code-in-file.ts';
import { addFavourites, readFavourites } from './favourites-file.ts';

type App = Pick<AppContext, 'addedFavourites' | 'failure' | 'loadModel' | 'pictureProblem'> & {
  readonly favourites: Pick<Favourites, 'add'>;
  readonly router: Pick<Router, 'go' | 'route'>;
};

/** Counts the files that were given. */
let given = 0;

/** @returns whether the visitor still waits for the file that is given now: another file, view or face takes its place */
function expectFile({ router }: App): () => boolean {
  given += 1;
  const mine = given;
  const { view, code } = router.route.get();
  return () => {
    const now = router.route.get();
    // Other views put the code of their own face into the address by themselves.
    return mine === given && now.view === view && (view !== HOME_VIEW || now.code === code);
  };
}

/**
 * Opens what was saved here: shows the face of a picture or of its z, or adds a file of favourites to them. Else it sets
 * `AppContext.pictureProblem`. The file does not leave the device. What the visitor does in the meantime, such as going to another view,
 * takes the place of the face or the problem. Never rejects: a failure goes to `AppContext.failure`.
 */
export async function openFile(file: Blob, app: App): Promise<void> {
  const { pictureProblem, addedFavourites } = app;
  const isExpected = expectFile(app);
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
    if (!isExpected()) {
      return;
    }
    const found = codeInJson(text) ?? codeInPicture(bytes);
    if ('problem' in found) {
      pictureProblem.set(found.problem);
      return;
    }
    const face = decodeFace(found.code);
    latentFromFace(face, await app.loadModel(face.model));
    if (isExpected()) {
      app.router.go({ view: HOME_VIEW, code: found.code, parts: [] });
    }
  } catch (error) {
    if (!isExpected()) {
      return;
    }
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
