import { useEffect } from 'preact/hooks';
import { type AppContext, useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
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
    return <Loading />;
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
async function told(app: AppContext): Promise<{ model: LoadedModel; history: History | null }> {
  const model = await app.loadModel();
  return { model, history: await fetchHistory(model) };
}
