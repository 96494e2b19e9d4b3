import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import type { House } from '../house.ts';
import type { Model } from '../model.ts';
import { useStore } from '../parts/store.ts';
import { useTexts } from '../texts/index.ts';
import { fetchHistory, type History } from './history.ts';
import { Screening } from './screening.tsx';
import './training.css';

/** How the default model learned: its film, tied to its curves. */
export function Training({ house }: { house: House }) {
  const { training, status } = useTexts();
  const attempt = useStore(house.attempt);
  const [here, setHere] = useState<{ model: Model; history: History | null } | null>(null);

  useEffect(() => {
    let wanted = true;
    house.code.set(null);
    house
      .model()
      .then(async (model) => ({ model, history: await fetchHistory(model) }))
      .then(
        (next) => wanted && setHere(next),
        (error: unknown) => wanted && house.failure.set(toFailure(error)),
      );
    return () => {
      wanted = false;
    };
  }, [house, attempt]);

  if (here === null) {
    return (
      <p class="coming" role="status">
        {status.opening}
      </p>
    );
  }
  const film = here.model.fileUrl('film');
  if (here.history === null || film === null) return <p class="notice">{training.none}</p>;
  return (
    <div class="training">
      <Screening house={house} film={film} history={here.history} />
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
