import { useEffect } from 'preact/hooks';
import { type AppContext, useAppContext } from '../app-context.ts';
import type { Model } from '../model.ts';
import { Coming } from '../parts/coming.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { useTexts } from '../texts/index.ts';
import { FilmPlayer } from './film-player.tsx';
import { fetchHistory, type History } from './history.ts';
import './training.css';

/** How the default model learned: its film, tied to its curves. */
export function Training() {
  const app = useAppContext();
  const { training } = useTexts();
  const here = useLoaded(() => told(app), []);
  useEffect(() => app.code.set(null), [app]);
  if (here === null) {
    return <Coming />;
  }
  const film = here.model.fileUrl('film');
  if (here.history === null || film === null) {
    return <p class="notice">{training.none}</p>;
  }
  return (
    <div class="training">
      <FilmPlayer film={film} history={here.history} />
      <section class="panel lesson">
        <h2>{training.why}</h2>
        {training.whyNotes.map((note) => (
          <p key={note} class="aside">
            {note}
          </p>
        ))}
      </section>
    </div>
  );
}

/** The default model, and what it tells of its training. */
async function told(app: AppContext): Promise<{ model: Model; history: History | null }> {
  const model = await app.loadModel();
  return { model, history: await fetchHistory(model) };
}
