import { useEffect, useMemo, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code.ts';
import { noiseSize } from '../../../latent/condition.ts';
import { latentFace, latentFromFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { useShownModel } from '../hooks/use-model-on-screen.ts';
import { faceInModel } from '../models/face-in-model.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomFace } from '../random-face.ts';
import { formatRoute } from '../shell/route.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { Loading } from '../ui/loading.tsx';
import { ModelPicker } from '../ui/model-picker.tsx';
import { Opinion } from '../ui/opinion.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { Slider } from '../ui/slider.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { BlendWeights } from './blend-weights.tsx';
import { CompareInterpolations } from './compare-interpolations.tsx';
import { ExportWalk } from './export-walk.tsx';
import { HeadTurns } from './head-turns.tsx';
import {
  alongPath,
  blend,
  INTERPOLATIONS,
  type Interpolation,
  inSquare,
  MIX_SHAPES,
  squareLoop,
} from './interpolation.ts';
import { MAX_FACES, type Mix, mixInRoute, routeOfMix, weightsOf } from './mix-route.ts';
import { MixedFaces } from './mixed-faces.tsx';
import { mixTexts } from './texts.ts';
import { usePlayer } from './use-player.ts';
import { XyPad } from './xy-pad.tsx';
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

  if (loaded === null) {
    return <Loading />;
  }
  return (
    <MixEditor model={loaded.model} mix={loaded.mix} onChange={(mix) => app.router.change(routeOfMix(mix))} />
  );
}

type MixEditorProps = { model: PageModel; mix: Mix; onChange: (mix: Mix) => void };

function MixEditor({ model, mix, onChange }: MixEditorProps) {
  const texts = useTexts(mixTexts);
  const { shape, interpolation } = mix;
  const [loops, setLoops] = useState(true);
  /** Where the visitor has moved the handle of the pad; null while it follows the walk around the square. */
  const [padPosition, setPadPosition] = useState<{ x: number; y: number } | null>(null);
  const points = useMemo(() => mix.faces.map((face) => latentFromFace(face, model)), [mix.faces, model]);
  const noise = noiseSize(model);
  const isSquare = shape === 'square';
  const isBlend = shape === 'blend';
  /** The weights while the visitor moves one of them; null otherwise. */
  const [moving, setMoving] = useState<readonly number[] | null>(null);
  useEffect(() => setMoving(null), [mix]);
  const weights = moving ?? weightsOf(mix.faces.length, mix.weights);
  const legs = isSquare ? MAX_FACES : points.length - (loops ? 0 : 1);
  const player = usePlayer(legs, loops || isSquare);
  function togglePlayer(): void {
    setPadPosition(null);
    player.toggle();
  }
  const latentAt = useMemo(
    () => (at: number) => {
      if (!isSquare) {
        return alongPath(points, at, interpolation, loops, noise);
      }
      const { x, y } = squareLoop(at);
      return inSquare(points, x, y, interpolation, noise);
    },
    [points, isSquare, interpolation, loops],
  );
  const position = padPosition ?? squareLoop(player.at);
  const z = useMemo(() => {
    if (isBlend) {
      return blend(points, weights, interpolation, noise);
    }
    return isSquare ? inSquare(points, position.x, position.y, interpolation, noise) : latentAt(player.at);
  }, [points, shape, weights.join(), position.x, position.y, interpolation, latentAt, player.at]);
  const face = useMemo(() => latentFace(model.tag, z), [model, z]);
  const [picture] = useDrawnFaces(model.tag, [z]);

  /** Shows a step from the first face to the second, by that interpolation. */
  function showStep(at: number, chosen: Interpolation): void {
    player.seek(at / legs);
    setPadPosition(isSquare ? { x: at, y: 0 } : null);
    if (chosen !== interpolation) {
      onChange({ ...mix, interpolation: chosen });
    }
  }

  function setShape(next: Mix['shape']): void {
    const missing = next === 'square' ? MAX_FACES - mix.faces.length : 0;
    const random = Array.from({ length: missing }, () => randomFace(model.tag));
    onChange({ ...mix, shape: next, faces: [...mix.faces, ...random] });
  }

  useShownModel(model.tag);

  return (
    <div class="split-view" style={{ '--resolution': model.manifest.resolution }}>
      <div class="preview">
        <div class="preview-picture">
          <PictureCanvas picture={picture} label={texts.picture} />
        </div>
        <div class="row">
          {!isBlend && (
            <button type="button" class="button primary" onClick={togglePlayer}>
              <Icon name={player.playing ? 'pause' : 'play'} /> {player.playing ? texts.pause : texts.play}
            </button>
          )}
          {shape === 'line' && (
            <button
              type="button"
              class="button toggle"
              aria-pressed={loops}
              title={texts.loopNote}
              onClick={() => setLoops(!loops)}
            >
              <Icon name="loop" /> {texts.loops}
            </button>
          )}
          <Link class="button" to={{ view: 'studio', code: encodeFace(face), parts: [] }}>
            {texts.openInStudio}
          </Link>
        </div>
        {isBlend && (
          <BlendWeights
            weights={weights}
            onInput={setMoving}
            onChange={(next) => onChange({ ...mix, weights: next })}
          />
        )}
        {isSquare && (
          <XyPad
            model={model}
            points={points}
            interpolation={interpolation}
            position={position}
            onMove={setPadPosition}
            player={player}
          />
        )}
        {shape === 'line' && (
          <Slider
            label={texts.position}
            value={Math.round(player.at * 1000)}
            min={0}
            max={1000}
            step={1}
            valueText={`${Math.round(player.at * 100)} %`}
            onInput={(value) => player.seek(value / 1000)}
          />
        )}
        <Opinion face={face} manifest={model.manifest} picture={picture} />
      </div>
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
          {!isBlend && <CompareInterpolations model={model} points={points} onPick={showStep} />}
          {!isBlend && <ExportWalk model={model} latentAt={latentAt} legs={legs} loops={loops || isSquare} />}
          <HeadTurns model={model} onChange={onChange} />
        </Staggered>
      </div>
    </div>
  );
}
