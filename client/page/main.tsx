/** The page's beginning. */
import { backendNamed } from '@dareka/engine';
import { render } from 'preact';
import { App } from './app.tsx';
import { createGallery } from './gallery.ts';
import { createHandle } from './handle.ts';

const gallery = createGallery({
  models: '/models/',
  runtime: '/ort/',
  backend: backendNamed(new URLSearchParams(location.search).get('backend')),
});

Object.defineProperty(window, 'dareka', { value: createHandle(gallery), enumerable: true });

gallery.followAddress();
addEventListener('popstate', gallery.followAddress);
// The status line shows a failure; nothing else is waiting for this.
gallery.prepare().catch(() => {});

const page = document.getElementById('page');
if (page !== null) render(<App gallery={gallery} />, page);
