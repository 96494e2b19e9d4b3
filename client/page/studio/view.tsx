import { useEffect, useMemo, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code.ts';
import { type Face, latentFromFace, seedFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { randomSeed } from '../random-seed.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { FaceFromUrl } from '../ui/face-from-url.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { Alternatives } from './alternatives.tsx';
import { Directions } from './directions.tsx';
import { type EditedFace, editFace, faceOf, latentOf, withLatent } from './edited-face.ts';
import { LatentPanel } from './latent-panel.tsx';
import { Preview } from './preview.tsx';
import { studioTexts } from './texts.ts';
import { Truncation } from './truncation.tsx';
import { type UndoHistory, useUndoHistory } from './undo-history.ts';
import type { Locks } from './variation.ts';
import { Variations } from './variations.tsx';
import './studio.css';

/** One face, and everything that can be changed about it. */
export function View() {
  return (
    <FaceFromUrl>
      {({ face, model, navigation: arrival }) => <FaceEditor key={arrival} face={face} model={model} />}
    </FaceFromUrl>
  );
}

const NO_LOCKS: Locks = { directions: new Set(), dimensions: new Set() };

type FaceEditorProps = { face: Face; model: LoadedModel };

function FaceEditor({ face, model }: FaceEditorProps) {
  const app = useAppContext();
  const timeline = useUndoHistory<EditedFace>(useMemo(() => editFace(face, model), []));
  const [locks, setLocks] = useState(NO_LOCKS);
  const studio = useTexts(studioTexts);
  const { view } = useStore(app.router.route);
  const draft = timeline.present;
  const z = useMemo(() => latentOf(draft, model), [draft, model]);
  // What shows many faces waits for the end of a gesture: the one that is being changed goes first.
  const { committed: rested } = timeline;
  const restedZ = useMemo(() => latentOf(rested, model), [rested, model]);
  const now = useMemo(() => faceOf(draft, model), [draft, model]);
  const code = useMemo(() => encodeFace(now), [now]);
  const [picture] = useDrawnFaces(
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

  const become = (next: EditedFace): void => timeline.commit(next);
  const takeFace = (other: Face): void => become(editFace(other, model));
  const average = useMemo(() => new Float32Array(model.latentSize), [model]);

  return (
    <div class="split-view">
      <Preview timeline={timeline} face={now} code={code} picture={picture} model={model}>
        <button type="button" class="button" onClick={() => takeFace(seedFace(model.tag, randomSeed()))}>
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
      </Preview>
      <div class="tools">
        <Staggered>
          <Directions model={model} timeline={timeline} locks={locks} setLocks={setLocks} />
          <Truncation model={model} timeline={timeline} />
          <Variations
            model={model}
            z={restedZ}
            locks={locks}
            take={(next) => become(withLatent(draft, next, model))}
          />
          <LatentPanel
            model={model}
            timeline={timeline}
            z={z}
            committedZ={restedZ}
            locks={locks}
            setLocks={setLocks}
          />
          <Alternatives
            model={model}
            take={(other) => become(withLatent(draft, latentFromFace(other, model), model))}
          />
        </Staggered>
      </div>
    </div>
  );
}

/** Ctrl or ⌘ with Z, with Shift for redo, and Y, wherever the focus is: no text can be changed here. */
function useUndoKeys({ undo, redo }: UndoHistory<EditedFace>): void {
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
