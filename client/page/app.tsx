import type { Gallery } from './gallery.ts';
import { Status } from './status.tsx';
import { useStore } from './store.ts';
import { Viewer } from './viewer.tsx';
import { Wall } from './wall.tsx';

const OF_NOBODY =
  'No real person is in here: the model learned from portraits rendered from CC0 3-D assets, and from no ' +
  'photograph of anyone.';

/** For sites that publish a model of their own, trained on such pictures. */
const OF_REAL_PEOPLE =
  'These faces are nobody’s, but the model learned from pictures of real people; its card says which.';

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
      <p>{manifest?.data.realPersons ? OF_REAL_PEOPLE : OF_NOBODY}</p>
      {manifest && card && (
        <p>
          <a href={`/models/${manifest.id}/${card.name}`}>About the model, {manifest.name}</a>
        </p>
      )}
    </footer>
  );
}
