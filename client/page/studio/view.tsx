import { useEffect, useMemo, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code/code.ts';
import { classInInput } from '../../../latent/condition/condition.ts';
import { type Face, latentFromFace, seedFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import { faceInModel } from '../models/face-in-model.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomSeed } from '../random-face.ts';
import type { PageRoute } from '../shell/route.ts';
import { useStore } from '../store.ts';
import { FaceFromUrl } from '../ui/face-from-url.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { Alternatives } from './alternatives.tsx';
import { ClassPanel } from './class-panel.tsx';
import { Directions } from './directions.tsx';
import { editFace, faceOf, latentOf, withClass, withLatent } from './edited-face.ts';
import { LatentPanel } from './latent-panel.tsx';
import { Preview } from './preview.tsx';
import { Truncation } from './truncation.tsx';
import { useKeptHistory } from './use-kept-history.ts';
import { useUndoKeys } from './use-undo-keys.ts';
import type { Locks } from './variation.ts';
import { Variations } from './variations.tsx';
import './studio.css';

/** One face, and everything that can be changed about it. */
export function View() {
  return (
    <FaceFromUrl>
      {({ face, model, navigation }) => <FaceEditor key={navigation} face={face} model={model} />}
    </FaceFromUrl>
  );
}

const NO_LOCKS: Locks = { directions: new Set(), dimensions: new Set() };

type FaceEditorProps = { face: Face; model: PageModel };

function FaceEditor({ face, model }: FaceEditorProps) {
  const app = useAppContext();
  const history = useKeptHistory(face, model);
  const [locks, setLocks] = useState(NO_LOCKS);
  const { view } = useStore(app.router.route);
  const { present, committed } = history;
  const { condition } = model.manifest;
  const z = useMemo(() => latentOf(present, model), [present, model]);
  // Rows of faces wait for the end of a gesture, so that the preview is drawn first.
  const committedZ = useMemo(() => latentOf(committed, model), [committed, model]);
  const edited = useMemo(() => faceOf(present, model), [present, model]);
  const code = useMemo(() => encodeFace(edited), [edited]);
  const [picture] = useDrawnFaces(model.tag, [z]);

  const isGesture = present !== committed;
  useEffect(() => {
    if (view !== 'studio') {
      return;
    }
    app.code.set(code);
    const route: PageRoute = { view: 'studio', code, parts: [] };
    if (isGesture) {
      app.router.replaceSoon(route);
    } else {
      app.router.replace(route);
    }
  }, [code, isGesture]);
  useUndoKeys(history);

  return (
    <div class="split-view" style={{ '--resolution': model.manifest.resolution }}>
      <Preview
        history={history}
        face={edited}
        code={code}
        picture={picture}
        model={model}
        onNewFace={() =>
          history.commit(editFace(seedFace(model.tag, randomSeed(), [], present.ofClass), model))
        }
      />
      <div class="controls studio-controls">
        <Staggered>
          {condition !== undefined && (
            <ClassPanel
              condition={condition}
              chosen={classInInput(z, model)}
              onPick={(index) => history.commit(withClass(present, index, model))}
            />
          )}
          <Directions
            model={model}
            history={history}
            locks={locks}
            setLocks={setLocks}
            onPickModel={(tag) =>
              app.router.go({ view: 'studio', code: encodeFace(faceInModel(edited, tag)), parts: [] })
            }
          />
          <Truncation model={model} history={history} />
          <Variations model={model} history={history} z={committedZ} locks={locks} />
          <LatentPanel
            model={model}
            history={history}
            z={z}
            committedZ={committedZ}
            locks={locks}
            setLocks={setLocks}
          />
          <Alternatives
            model={model}
            onPick={(other) => history.commit(withLatent(present, latentFromFace(other, model), model))}
          />
        </Staggered>
      </div>
    </div>
  );
}
