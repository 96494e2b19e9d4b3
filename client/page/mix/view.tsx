import { useEffect, useMemo, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code.ts';
import { latentFace, latentFromFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { formatRoute } from '../shell/route.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { Link } from '../ui/link.tsx';
import { Loading } from '../ui/loading.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { Slider } from '../ui/slider.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { CompareInterpolations } from './compare-interpolations.tsx';
import { ExportWalk } from './export-walk.tsx';
import { HeadTurns } from './head-turns.tsx';
import { alongPath, INTERPOLATIONS, inSquare, squareLoop } from './interpolation.ts';
import { freshFace, MAX_FACES, type MixRoute, mixInRoute, routeOfMix } from './mix-route.ts';
import { MixedFaces } from './mixed-faces.tsx';
import { mixTexts } from './texts.ts';
import { usePlayer } from './use-player.ts';
import { XyPad } from './xy-pad.tsx';
import './mix.css';

/** A walk from face to face. */
export function View() {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const here = useLoaded(() => mixInRoute(route, app), [route]);

  useEffect(() => {
    const now = app.router.route.get();
    if (here === null || now.view !== 'mix') {
      return;
    }
    app.code.set(null);
    const whole = routeOfMix(here.course);
    if (formatRoute(whole) !== formatRoute(now)) {
      app.router.replace(whole);
    }
  }, [here]);

  if (here === null) {
    return <Loading />;
  }
  return (
    <MixEditor
      model={here.model}
      course={here.course}
      change={(course) => app.router.replace(routeOfMix(course))}
    />
  );
}

const EDGE = 512;

type MixEditorProps = { model: LoadedModel; course: MixRoute; change: (course: MixRoute) => void };

function MixEditor({ model, course, change }: MixEditorProps) {
  const mix = useTexts(mixTexts);
  const { shape, curve } = course;
  const [loops, setLoops] = useState(true);
  const [spot, setSpot] = useState<{ x: number; y: number } | null>(null);
  const points = useMemo(
    () => course.faces.map((face) => latentFromFace(face, model)),
    [course.faces, model],
  );
  const isSquare = shape === 'square';
  const legs = isSquare ? MAX_FACES : loops ? points.length : points.length - 1;
  const player = usePlayer(legs, loops || isSquare);
  const frame = useMemo(
    () => (at: number) => {
      if (!isSquare) {
        return alongPath(points, at, curve, loops);
      }
      const { x, y } = squareLoop(at);
      return inSquare(points, x, y, curve);
    },
    [points, isSquare, curve, loops],
  );
  const place = spot !== null && !player.playing ? spot : squareLoop(player.at);
  const z = useMemo(
    () => (isSquare ? inSquare(points, place.x, place.y, curve) : frame(player.at)),
    [points, isSquare, place.x, place.y, curve, frame, player.at],
  );
  const [picture] = useDrawnFaces(
    model.tag,
    useMemo(() => [z], [z]),
  );

  function setShape(next: MixRoute['shape']): void {
    const missing = next === 'square' ? MAX_FACES - course.faces.length : 0;
    const fresh = Array.from({ length: missing }, () => freshFace(model));
    change({ ...course, shape: next, faces: [...course.faces, ...fresh] });
  }

  return (
    <div class="split-view">
      <div class="preview">
        <div class="preview-picture">
          <PictureCanvas picture={picture} edge={EDGE} label={mix.picture} />
        </div>
        <div class="row">
          <button type="button" class="button strong" onClick={player.toggle}>
            <span aria-hidden="true">{player.playing ? '❚❚' : '▶'}</span>{' '}
            {player.playing ? mix.pause : mix.play}
          </button>
          {!isSquare && (
            <button
              type="button"
              class="button toggle"
              aria-pressed={loops}
              title={mix.loop}
              onClick={() => setLoops(!loops)}
            >
              <span aria-hidden="true">↻</span> {mix.loops}
            </button>
          )}
          <Link class="button" to={{ view: 'studio', code: encodeFace(latentFace(model.tag, z)), parts: [] }}>
            {mix.studio}
          </Link>
        </div>
        {isSquare ? (
          <XyPad model={model} points={points} curve={curve} place={place} onMove={setSpot} player={player} />
        ) : (
          <Slider
            label={mix.position}
            value={Math.round(player.at * 1000)}
            min={0}
            max={1000}
            step={1}
            valueText={`${Math.round(player.at * 100)} %`}
            onInput={(value) => player.seek(value / 1000)}
          />
        )}
      </div>
      <div class="tools">
        <Staggered>
          <section class="panel">
            <div class="row">
              <SegmentedControl
                label={mix.shape}
                segments={(['line', 'square'] as const).map((each) => ({
                  text: mix[each],
                  pressed: shape === each,
                  onPress: () => setShape(each),
                }))}
              />
              <SegmentedControl
                label={mix.curve}
                segments={INTERPOLATIONS.map((each) => ({
                  text: mix[each],
                  pressed: curve === each,
                  onPress: () => change({ ...course, curve: each }),
                }))}
              />
            </div>
            <MixedFaces model={model} course={course} change={change} />
          </section>
          <CompareInterpolations model={model} points={points} seek={player.seek} />
          <ExportWalk model={model} frame={frame} legs={legs} />
          <HeadTurns model={model} change={change} />
        </Staggered>
      </div>
    </div>
  );
}
