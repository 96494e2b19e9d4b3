/** The page's beginning. */
import { backendNamed } from '@dareka/engine';
import { render } from 'preact';
import { createGallery } from './faces/gallery.ts';
import { createHandle } from './handle.ts';
import { createHouse } from './house.ts';
import { App } from './shell/app.tsx';
import { speakPreferred } from './texts/index.ts';

const house = createHouse({
  models: '/models/',
  runtime: '/ort/',
  worker: () => new Worker(new URL('./offline/engine-worker.ts', import.meta.url), { type: 'module' }),
  backend: backendNamed(new URLSearchParams(location.search).get('backend')),
});

Object.defineProperty(window, 'dareka', { value: createHandle(house), enumerable: true });

// The status line shows a failure; nothing else is waiting for this.
house.prepare().catch(() => {});

speakPreferred().then(() => {
  const page = document.getElementById('page');
  if (page !== null) {
    render(<App house={house} gallery={createGallery(house)} />, page);
  }
});
