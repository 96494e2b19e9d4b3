import { useEffect } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { findFilmedModel } from '../filmed-model.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useTexts } from '../texts/language.ts';
import { Loading } from '../ui/loading.tsx';
import { FilmPlayer } from './film-player.tsx';
import { fetchHistory } from './history.ts';
import { trainingTexts } from './texts.ts';
import './training.css';

/** How the default model was trained, or the newest one whose training was filmed: its film, beside its curves. */
export function View() {
  const app = useAppContext();
  const texts = useTexts(trainingTexts);
  const loaded = useLoaded(async () => {
    const model = await app.loadModel();
    const filmed = await findFilmedModel(model);
    return { model, filmed, history: filmed && (await fetchHistory(filmed.history)) };
  }, []);
  useEffect(() => app.code.set(null), [app]);
  if (loaded === null) {
    return <Loading />;
  }
  const { model, filmed, history } = loaded;
  if (filmed === null || history === null) {
    return <p class="notice">{texts.none}</p>;
  }
  return (
    <div class="training">
      {filmed.id !== model.manifest.id && (
        <p class="aside">{texts.otherModel(filmed.id, model.manifest.id)}</p>
      )}
      <FilmPlayer film={filmed.film} history={history} />
      <section class="panel explainer">
        <h2>{texts.curvesTitle}</h2>
        {texts.curvesNotes.map((note) => (
          <p key={note} class="aside">
            {note}
          </p>
        ))}
      </section>
    </div>
  );
}
