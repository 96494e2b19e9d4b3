import { useEffect, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useStore } from '../store.ts';
import { directionTexts } from '../texts/directions.ts';
import { useTexts } from '../texts/language.ts';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { type FilterTerm, formatFilter, parseFilter } from './filter.ts';
import { facesTexts } from './texts.ts';

/** Which faces hang on the wall: fresh or kept, and of the fresh ones anyone or only such. */
export function FilterBar() {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const model = useDefaultModel();
  const faces = useTexts(facesTexts);
  const [wide, setWide] = useState(false);
  const kept = route.parts[0] === 'favourites';
  const wants = model === null ? [] : parseFilter(route.parts, model);
  const show = (parts: string[]): void => app.router.replace({ view: 'faces', code: null, parts });

  function toggle(want: FilterTerm): void {
    if (model === null) {
      return;
    }
    const others = wants.filter(({ direction }) => direction !== want.direction);
    const on = wants.some(({ direction, sign }) => direction === want.direction && sign === want.sign);
    show(formatFilter(on ? others : [...others, want], model));
  }

  return (
    <div class="choice">
      <SegmentedControl
        label={faces.which}
        segments={[
          { text: faces.fresh, pressed: !kept, onPress: () => show([]) },
          { text: faces.kept, pressed: kept, onPress: () => show(['favourites']) },
        ]}
      />
      {!kept && (
        <button
          type="button"
          class="button"
          aria-expanded={wide || wants.length > 0}
          onClick={() => setWide(!wide)}
        >
          {faces.filter}
        </button>
      )}
      {!kept && (wide || wants.length > 0) && model !== null && (
        <Wants model={model} wants={wants} toggle={toggle} clear={() => show([])} />
      )}
    </div>
  );
}

type WantsProps = {
  model: LoadedModel;
  wants: readonly FilterTerm[];
  toggle: (want: FilterTerm) => void;
  clear: () => void;
};

function Wants({ model, wants, toggle, clear }: WantsProps) {
  const faces = useTexts(facesTexts);
  const directions = useTexts(directionTexts);
  const named = model.manifest.directions;
  if (named.length === 0) {
    return <p class="aside">{faces.noDirections}</p>;
  }
  const isOn = (direction: number, sign: 1 | -1): boolean =>
    wants.some((want) => want.direction === direction && want.sign === sign);
  return (
    <div class="wants">
      {named.map((each, direction) => (
        <SegmentedControl
          key={each.name}
          label={directions.name(each.name)}
          segments={([-1, 1] as const).map((sign) => ({
            text: sign < 0 ? directions.less(each) : directions.more(each),
            pressed: isOn(direction, sign),
            onPress: () => toggle({ direction, sign }),
          }))}
        />
      ))}
      {wants.length > 0 && (
        <button type="button" class="button" onClick={clear}>
          {faces.clear}
        </button>
      )}
    </div>
  );
}

/** Null until it is ready. */
function useDefaultModel(): LoadedModel | null {
  const app = useAppContext();
  const manifest = useStore(app.defaultManifest);
  const [model, setModel] = useState<LoadedModel | null>(null);
  useEffect(() => {
    // What fails here fails for the wall too, which says so.
    if (manifest !== null) {
      app.loadModel().then(setModel, () => {});
    }
  }, [manifest, app]);
  return model;
}
