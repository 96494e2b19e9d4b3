import { useEffect, useMemo, useState } from 'preact/hooks';
import { decodeFaceOrNull } from '../../../latent/code/code.ts';
import { inputFromSeed } from '../../../latent/condition/condition.ts';
import { useAppContext } from '../app-context.ts';
import { useClassNames } from '../hooks/use-class-names.ts';
import { useDrawnFaces } from '../hooks/use-drawn-faces.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { type ConditionalManifest, conditionalModels, isConditional } from '../models/conditional-models.ts';
import type { PageModel } from '../models/page-model.ts';
import { randomSeed } from '../random-face.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { ClassButtons } from '../ui/class-buttons.tsx';
import { FaceRow } from '../ui/face-row.tsx';
import { FavouriteButton } from '../ui/favourite-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link } from '../ui/link.tsx';
import { Loading } from '../ui/loading.tsx';
import { ModelPicker } from '../ui/model-picker.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { Staggered } from '../ui/staggered.tsx';
import { UndoButton } from '../ui/undo-button.tsx';
import { ClassGrid } from './class-grid.tsx';
import { ClassMix } from './class-mix.tsx';
import { type Drawn, drawnInRoute, routeOfDrawn } from './conditional-route.ts';
import { conditionalTexts } from './texts.ts';
import { canBeTyped } from './typed-classes.ts';
import { TypedText } from './typed-text.tsx';
import { Ways } from './ways.tsx';
import { WithAndWithout } from './with-and-without.tsx';
import './conditional.css';

/** The seed at every visitor's first visit. It is the first one of the grid, too. */
const FIRST_SEED = 1;
/** How many other z of the chosen class are drawn. */
const OTHERS = 6;

/** A conditional model: it draws what it is asked for. */
export function View() {
  const app = useAppContext();
  const { code } = app.router.route.get();
  const [asked] = useState(() => (code === null ? undefined : decodeFaceOrNull(code)?.model));
  const models = useLoaded(() => conditionalModels(app, asked), []);
  if (models === null) {
    return <Loading />;
  }
  const [newest, ...older] = models;
  return newest === undefined ? <NoModel /> : <Conditional models={[newest, ...older]} />;
}

/** What to do where the site has no conditional model. */
function NoModel() {
  const texts = useTexts(conditionalTexts);
  return (
    <div class="conditional">
      <div class="notice">
        <p>{texts.none}</p>
        <pre lang="en">{`npm run make-digits -- --out digits
npm run train -- --config digits-32 --data digits
npm run publish-model -- --run digits-32 --about ABOUT.toml`}</pre>
        <p>{texts.noneThen}</p>
      </div>
      <Ways models={[]} />
    </div>
  );
}

type Models = readonly [ConditionalManifest, ...ConditionalManifest[]];

function Conditional({ models }: { models: Models }) {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const drawn = useMemo(() => drawnInRoute(route, models, FIRST_SEED), [route.code, models]);
  const { tag } = drawn.model;
  const loaded = useLoaded(() => app.loadModel(tag), [tag]);

  useEffect(() => {
    // Effects run late: the visitor may have gone to another view.
    if (app.router.route.get().view !== 'conditional') {
      return;
    }
    const here = routeOfDrawn(drawn);
    app.code.set(here.code);
    if (app.router.route.get().code !== here.code) {
      app.router.replace(here);
    }
  }, [app, drawn]);

  if (loaded === null || loaded.tag !== tag) {
    return <Loading />;
  }
  return <Chosen key={tag} model={loaded} models={models} drawn={drawn} />;
}

type ChosenProps = { model: PageModel; models: Models; drawn: Drawn };

function Chosen({ model, models, drawn }: ChosenProps) {
  const app = useAppContext();
  const texts = useTexts(conditionalTexts);
  const { seed, ofClass } = drawn;
  const { condition } = drawn.model;
  const { classes } = condition;
  const names = useClassNames(condition);
  const name = names[ofClass] ?? '';
  const code = routeOfDrawn(drawn).code ?? '';
  const latent = useMemo(() => inputFromSeed(seed, model, ofClass), [seed, ofClass, model]);
  const [picture] = useDrawnFaces(model.tag, [latent]);
  const [otherSeeds] = useState(() => Array.from({ length: OTHERS }, randomSeed));
  const others = useMemo(
    () => otherSeeds.map((each) => inputFromSeed(each, model, ofClass)),
    [otherSeeds, model, ofClass],
  );
  const pick = (nextSeed: number, nextClass: number): void =>
    app.router.change(routeOfDrawn({ ...drawn, seed: nextSeed, ofClass: nextClass }));
  function pickModel(tag: string): void {
    const other = models.find((each) => each.tag === tag);
    if (other !== undefined) {
      app.router.change(routeOfDrawn({ model: other, seed, ofClass: 0 }));
    }
  }

  return (
    <div class="conditional">
      <div class="split-view" style={{ '--resolution': model.manifest.resolution }}>
        <div class="preview">
          <div class="preview-picture">
            <PictureCanvas picture={picture} label={texts.picture(name)} />
            <FavouriteButton code={code} />
          </div>
          <div class="row">
            <button type="button" class="button" onClick={() => pick(randomSeed(), ofClass)}>
              <Icon name="dice" /> {texts.anotherZ}
            </button>
            <Link class="button" to={{ view: 'studio', code, parts: [] }}>
              {texts.openInStudio}
            </Link>
            <UndoButton />
          </div>
        </div>
        <div class="controls">
          <Staggered>
            <section class="panel" aria-labelledby="what-to-draw">
              <div class="row panel-header">
                <h2 id="what-to-draw">{texts.draw}</h2>
                {models.length > 1 && (
                  <ModelPicker id={model.manifest.id} offers={isConditional} onPick={pickModel} />
                )}
              </div>
              <p class="aside">
                {texts.drawNote(condition)}{' '}
                {condition.measured && texts.accuracy(condition.measured.accuracy)}
              </p>
              <ClassButtons
                condition={condition}
                label={texts.draw}
                chosen={ofClass}
                onPick={(index) => pick(seed, index)}
              />
              <h3>{texts.others(name)}</h3>
              <FaceRow
                model={model}
                choices={others.map((face, i) => ({
                  face,
                  label: texts.other(name, i + 1),
                  onPick: () => pick(otherSeeds[i] ?? seed, ofClass),
                }))}
              />
            </section>
            {canBeTyped(classes) && <TypedText model={model} classes={classes} seed={seed} />}
          </Staggered>
        </div>
      </div>
      <Staggered>
        <div class="class-panels">
          <Staggered>
            <ClassGrid model={model} condition={condition} seed={seed} ofClass={ofClass} onPick={pick} />
            <ClassMix model={model} classes={names} seed={seed} ofClass={ofClass} />
            <WithAndWithout model={model} condition={condition} seed={seed} ofClass={ofClass} onPick={pick} />
          </Staggered>
        </div>
        <Ways models={models} />
      </Staggered>
    </div>
  );
}
