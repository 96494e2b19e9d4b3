/** The page's beginning. */
import { backendNamed } from '@dareka/engine';
import { render } from 'preact';
import { appContext, createAppContext } from './app-context.ts';
import { createWallState, wallStateContext } from './faces/wall-state.ts';
import { createPublicApi } from './public-api.ts';
import { App } from './shell/app.tsx';
import { speakPreferred } from './texts/index.ts';

const app = createAppContext({
  models: '/models/',
  runtime: '/ort/',
  worker: () => new Worker(new URL('./offline/engine-worker.ts', import.meta.url), { type: 'module' }),
  backend: backendNamed(new URLSearchParams(location.search).get('backend')),
});

Object.defineProperty(window, 'dareka', { value: createPublicApi(app), enumerable: true });

// The status line shows a failure; nothing else is waiting for this.
app.prepare().catch(() => {});

speakPreferred().then(() => {
  const page = document.getElementById('page');
  if (page !== null) {
    render(
      <appContext.Provider value={app}>
        <wallStateContext.Provider value={createWallState(app)}>
          <App />
        </wallStateContext.Provider>
      </appContext.Provider>,
      page,
    );
  }
});
