import { seedFace } from '../../../latent/face.ts';
import type { Model } from '../model.ts';
import { useTexts } from '../texts/index.ts';
import type { Course } from './course.ts';

/** Ready-made turns of the head that came with the model: a straight line from one side to the other. */
export function Turns({ model, change }: { model: Model; change: (course: Course) => void }) {
  const { mix } = useTexts();
  const turns = model.manifest.turns ?? [];
  return (
    <section class="panel" aria-labelledby="turns">
      <h2 id="turns">{mix.turns}</h2>
      {turns.length === 0 && <p class="aside">{mix.noTurns}</p>}
      <div class="row">
        {turns.map(({ seed, from, to }, i) => (
          <button
            key={i}
            type="button"
            class="button"
            onClick={() =>
              change({
                faces: [seedFace(model.tag, seed, from), seedFace(model.tag, seed, to)],
                shape: 'line',
                curve: 'straight',
              })
            }
          >
            {mix.turn(i + 1)}
          </button>
        ))}
      </div>
    </section>
  );
}
