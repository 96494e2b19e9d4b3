import type { Gallery } from './gallery.ts';
import { Status } from './status.tsx';
import { useStore } from './store.ts';
import { Viewer } from './viewer.tsx';
import { Wall } from './wall.tsx';

/** The whole page. */
export function App({ gallery }: { gallery: Gallery }) {
  const notice = useStore(gallery.notice);
  return (
    <>
      <header class="masthead">
        <h1>
          Dareka <span lang="ja">誰か</span>
        </h1>
        <p class="lead">People who do not exist, drawn on your own device as you look.</p>
        <Status gallery={gallery} />
      </header>
      <main>
        {notice !== null && (
          <p class="notice" role="alert">
            {notice}
          </p>
        )}
        <Wall gallery={gallery} />
      </main>
      <Footer gallery={gallery} />
      <Viewer gallery={gallery} />
    </>
  );
}

function Footer({ gallery }: { gallery: Gallery }) {
  const manifest = useStore(gallery.manifest);
  const card = manifest?.files.find(({ role }) => role === 'card');
  return (
    <footer class="colophon">
      <p>
        No real person is in here: the model learned from portraits rendered from CC0 3-D assets, and from no
        photograph of anyone.
      </p>
      {manifest && card && (
        <p>
          <a href={`/models/${manifest.id}/${card.name}`}>About the model, {manifest.name}</a>
        </p>
      )}
    </footer>
  );
}
