import { useEffect, useRef } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useShownModel } from '../hooks/use-model-on-screen.ts';
import { faceInModel } from '../models/face-in-model.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomFace } from '../random-face.ts';
import { formatRoute } from '../shell/route.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { Loading } from '../ui/loading.tsx';
import { ModelPicker } from '../ui/model-picker.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { CompareInterpolations } from './compare-interpolations.tsx';
import { ExportWalk } from './export-walk.tsx';
import { HeadTurns } from './head-turns.tsx';
import { INTERPOLATIONS, type Interpolation, MIX_SHAPES } from './interpolation.ts';
import { MixPreview } from './mix-preview.tsx';
import { MAX_FACES, type Mix, mixInRoute, routeOfMix } from './mix-route.ts';
import { MixedFaces } from './mixed-faces.tsx';
import { mixTexts } from './texts.ts';
import { useMixPosition } from './use-mix-position.ts';
import './mix.css';

/** A walk from face to face. */
export function View() {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const loaded = useLoaded(async () => ({ ...(await mixInRoute(route, app)), route }), [route]);

  useEffect(() => {
    // Effects run late: the visitor may have gone back to another mix, or to another view.
    if (loaded === null || route.view !== 'mix' || loaded.route !== app.router.route.get()) {
      return;
    }
    app.code.set(null);
    const complete = routeOfMix(loaded.mix);
    if (formatRoute(complete) !== formatRoute(loaded.route)) {
      app.router.replace(complete);
    }
  }, [loaded]);

  const shown = useRef(loaded);
  shown.current = loaded;
  if (loaded === null) {
    return <Loading />;
  }
  /** A slider that Back takes away tells of its last key: that changes the mix which was on screen before. */
  function change(mix: Mix): void {
    if (shown.current === loaded) {
      app.router.change(routeOfMix(mix));
    }
  }
  return <MixEditor model={loaded.model} mix={loaded.mix} onChange={change} />;
}

type MixEditorProps = { model: PageModel; mix: Mix; onChange: (mix: Mix) => void };

function MixEditor({ model, mix, onChange }: MixEditorProps) {
  const texts = useTexts(mixTexts);
  const { shape, interpolation } = mix;
  const position = useMixPosition(mix, model);
  const { points, latentAt, legs, loops } = position;
  useShownModel(model.tag);

  /** Shows a step from the first face to the second, by that interpolation. */
  function showStep(at: number, chosen: Interpolation): void {
    position.player.seek(at / legs);
    position.setPadPosition(shape === 'square' ? { x: at, y: 0 } : null);
    if (chosen !== interpolation) {
      onChange({ ...mix, interpolation: chosen });
    }
  }

  function setShape(next: Mix['shape']): void {
    const missing = next === 'square' ? MAX_FACES - mix.faces.length : 0;
    const random = Array.from({ length: missing }, () => randomFace(model.tag));
    onChange({ ...mix, shape: next, faces: [...mix.faces, ...random] });
  }

  return (
    <div class="split-view" style={{ '--resolution': model.manifest.resolution }}>
      <MixPreview model={model} mix={mix} position={position} onChange={onChange} />
      <div class="controls">
        <Staggered>
          <section class="panel">
            <div class="row">
              <SegmentedControl
                label={texts.shape}
                segments={MIX_SHAPES.map((each) => ({
                  text: texts[each],
                  pressed: shape === each,
                  onPress: () => setShape(each),
                }))}
              />
              <SegmentedControl
                label={texts.interpolation}
                segments={INTERPOLATIONS.map((each) => ({
                  text: texts[each],
                  pressed: interpolation === each,
                  onPress: () => onChange({ ...mix, interpolation: each }),
                }))}
              />
            </div>
            <ModelPicker
              id={model.manifest.id}
              onPick={(tag) => onChange({ ...mix, faces: mix.faces.map((face) => faceInModel(face, tag)) })}
            />
            <MixedFaces model={model} mix={mix} onChange={onChange} />
          </section>
          {shape !== 'blend' && <CompareInterpolations model={model} points={points} onPick={showStep} />}
          {shape !== 'blend' && <ExportWalk model={model} latentAt={latentAt} legs={legs} loops={loops} />}
          <HeadTurns model={model} onChange={onChange} />
        </Staggered>
      </div>
    </div>
  );
}
