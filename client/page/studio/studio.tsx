import { useEffect, useMemo, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code.ts';
import { type Face, resolve, seedFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import type { Model } from '../model.ts';
import { freshSeed } from '../parts/fresh-seed.ts';
import { InTurn } from '../parts/in-turn.tsx';
import { LinkedFace } from '../parts/linked.tsx';
import { useStore } from '../parts/store.ts';
import { useDrawn } from '../parts/use-drawn.ts';
import { useTexts } from '../texts/index.ts';
import { Directions } from './directions.tsx';
import { type Draft, draftOf, faceOf, latentOf, withLatent } from './draft.ts';
import { Easel } from './easel.tsx';
import type { Locks } from './mutate.ts';
import { Numbers } from './numbers.tsx';
import { Relatives } from './relatives.tsx';
import { Stretch } from './stretch.tsx';
import { Takes } from './takes.tsx';
import { type Timeline, useTimeline } from './timeline.ts';
import './studio.css';

/** One face, and everything that can be changed about it. */
export function Studio() {
  return (
    <LinkedFace>{({ face, model, arrival }) => <Bench key={arrival} face={face} model={model} />}</LinkedFace>
  );
}

const NO_LOCKS: Locks = { directions: new Set(), numbers: new Set() };

type BenchProps = { face: Face; model: Model };

function Bench({ face, model }: BenchProps) {
  const app = useAppContext();
  const timeline = useTimeline<Draft>(useMemo(() => draftOf(face, model), []));
  const [locks, setLocks] = useState(NO_LOCKS);
  const { studio } = useTexts();
  const { view } = useStore(app.router.route);
  const draft = timeline.present;
  const z = useMemo(() => latentOf(draft, model), [draft, model]);
  // What shows many faces waits for the end of a gesture: the one that is being changed goes first.
  const { rested } = timeline;
  const restedZ = useMemo(() => latentOf(rested, model), [rested, model]);
  const now = useMemo(() => faceOf(draft, model), [draft, model]);
  const code = useMemo(() => encodeFace(now), [now]);
  const [picture] = useDrawn(
    model.tag,
    useMemo(() => [z], [z]),
  );

  useEffect(() => {
    if (view !== 'studio') {
      return;
    }
    app.code.set(code);
    app.router.settle({ view: 'studio', code, parts: [] });
  }, [code]);
  useUndoKeys(timeline);

  const become = (next: Draft): void => timeline.rest(next);
  const takeFace = (other: Face): void => become(draftOf(other, model));
  const average = useMemo(() => new Float32Array(model.latentSize), [model]);

  return (
    <div class="bench">
      <Easel timeline={timeline} face={now} code={code} picture={picture} model={model}>
        <button type="button" class="button" onClick={() => takeFace(seedFace(model.tag, freshSeed()))}>
          {studio.fresh}
        </button>
        <button
          type="button"
          class="button"
          title={studio.averageNote}
          onClick={() =>
            become(withLatent({ ...draft, amounts: draft.amounts.map(() => 0) }, average, model))
          }
        >
          {studio.average}
        </button>
      </Easel>
      <div class="tools">
        <InTurn>
          <Directions model={model} timeline={timeline} locks={locks} setLocks={setLocks} />
          <Stretch model={model} timeline={timeline} />
          <Relatives
            model={model}
            z={restedZ}
            locks={locks}
            take={(next) => become(withLatent(draft, next, model))}
          />
          <Numbers
            model={model}
            timeline={timeline}
            z={z}
            restedZ={restedZ}
            locks={locks}
            setLocks={setLocks}
          />
          <Takes model={model} take={(other) => become(withLatent(draft, resolve(other, model), model))} />
        </InTurn>
      </div>
    </div>
  );
}

/** Ctrl or ⌘ with Z, with Shift for redo, and Y, wherever the focus is: no text can be changed here. */
function useUndoKeys({ undo, redo }: Timeline<Draft>): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) {
        return;
      }
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) {
        undo();
      } else if (key === 'y' || (key === 'z' && event.shiftKey)) {
        redo();
      } else {
        return;
      }
      event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
