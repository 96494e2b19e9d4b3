import { useTexts } from '../texts/language.ts';
import { trainHereTexts } from './texts.ts';

/** What to look for while it learns. */
export function Hints() {
  const lesson = useTexts(trainHereTexts);
  return (
    <section class="panel" aria-labelledby="happening">
      <h2 id="happening">{lesson.happening}</h2>
      {lesson.happens.map((note) => (
        <p key={note} class="aside">
          {note}
        </p>
      ))}
    </section>
  );
}
