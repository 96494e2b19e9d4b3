import { EngineError } from '@dareka/engine';
import { expect, test } from 'vitest';
import { encodeFace } from '../../../latent/code/code.ts';
import { latentFace } from '../../../latent/face.ts';
import type { PageFailure } from '../app-context.ts';
import type { PageModel } from '../models/page-model.ts';
import type { PageRoute } from '../shell/route.ts';
import { createStore } from '../store.ts';
import { HOME_VIEW } from '../views.ts';
import type { PictureProblem } from './code-in-file.ts';
import type { AddedFavourites } from './favourites-file.ts';
import { openFile } from './open-file.ts';

const TAG = '1a2b3c';
const [first, second] = [0.5, 1].map((value) => encodeFace(latentFace(TAG, Float32Array.of(value))));

function savedZ(code: string | undefined): Blob {
  return new Blob([JSON.stringify({ code, z: [0] })]);
}

/** A page in the view `about`, whose model is downloaded until `answer` or `fail` is called. */
function openPage() {
  const route = createStore<PageRoute>({ view: 'about', code: null, parts: [] });
  const { promise, resolve, reject } = Promise.withResolvers<PageModel>();
  const download = Promise.withResolvers<void>();
  const app = {
    addedFavourites: createStore<AddedFavourites | null>(null),
    failure: createStore<PageFailure | null>(null),
    favourites: { add: (codes: readonly string[]) => codes.length },
    loadModel() {
      download.resolve();
      return promise;
    },
    pictureProblem: createStore<PictureProblem | null>(null),
    router: { route, go: (to: PageRoute) => route.set(to) },
  };
  const answer = () => resolve({ latentSize: 1 } as PageModel);
  return { app, begun: download.promise, answer, fail: reject };
}

test('a saved face opens once its model is there', async () => {
  const { app, answer } = openPage();
  const opened = openFile(savedZ(first), app);
  answer();
  await opened;
  expect(app.router.route.get()).toEqual({ view: HOME_VIEW, code: first, parts: [] });
});

test('another view, and a file that is given later, take the place of a file whose model is still downloaded', async () => {
  const { app, begun, answer } = openPage();
  const former = openFile(savedZ(first), app);
  await begun;
  const latter = openFile(savedZ(second), app);
  answer();
  await Promise.all([former, latter]);
  expect(app.router.route.get().code).toBe(second);

  const left = openPage();
  const opened = openFile(savedZ(first), left.app);
  await left.begun;
  const quiz: PageRoute = { view: 'quiz', code: null, parts: [] };
  left.app.router.go(quiz);
  left.answer();
  await opened;
  expect(left.app.router.route.get()).toBe(quiz);
});

test('a problem of a file is not said over another face on the wall', async () => {
  const { app, begun, fail } = openPage();
  app.router.go({ view: HOME_VIEW, code: null, parts: [] });
  const opened = openFile(savedZ(first), app);
  await begun;
  app.router.go({ view: HOME_VIEW, code: second ?? null, parts: [] });
  fail(new EngineError({ kind: 'model', tag: TAG }));
  await opened;
  expect(app.pictureProblem.get()).toBeNull();
});

test('what a view puts into the address by itself does not end the wait for a file', async () => {
  const { app, answer } = openPage();
  app.router.go({ view: 'studio', code: null, parts: [] });
  const opened = openFile(savedZ(first), app);
  app.router.go({ view: 'studio', code: second ?? null, parts: [] });
  answer();
  await opened;
  expect(app.router.route.get().code).toBe(first);
});
