/** The entry point of the page. */
import { backendNamed, runtimeNamed } from '@dareka/engine';
import { render } from 'preact';
import { appContext, createAppContext } from './app-context.ts';
import { createPublicApi } from './public-api.ts';
import { App } from './shell/app.tsx';
import { applyPreferredLanguage } from './texts/language.ts';
// In the first bundle, since most visits begin with this view. The others are fetched when they are shown.
import './faces/view.tsx';

const query = new URLSearchParams(location.search);
const app = createAppContext({
  onnxRuntime: '/ort/',
  worker: () => new Worker(new URL('./offline/engine-worker.ts', import.meta.url), { type: 'module' }),
  backend: backendNamed(query.get('backend')),
  runtime: runtimeNamed(query.get('runtime')),
});

Object.defineProperty(window, 'dareka', { value: createPublicApi(app), enumerable: true });

// The status line shows a failure; nothing else waits for this promise.
app.prepare().catch(() => {});

// Each in a task of its own: with the evaluation of the scripts they would block the page for too long.
setTimeout(() => {
  applyPreferredLanguage();
  setTimeout(renderPage);
});

function renderPage(): void {
  const page = document.getElementById('page');
  if (page !== null) {
    render(
      <appContext.Provider value={app}>
        <App />
      </appContext.Provider>,
      page,
    );
  }
}
