import { useTexts } from '../../texts/language.ts';
import { trainHereTexts } from '../texts.ts';
import type { TrainingSetName } from './training-sources.ts';

/** What to look for while the networks train. */
export function Hints({ name }: { name: TrainingSetName }) {
  const texts = useTexts(trainHereTexts);
  return (
    <section class="panel" aria-labelledby="hints">
      <h2 id="hints">{texts.hintsTitle}</h2>
      {texts.of[name].hints.map((note) => (
        <p key={note} class="aside">
          {note}
        </p>
      ))}
    </section>
  );
}
