import { useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { modelOrDefault } from '../models/model-or-default.ts';
import type { PageModel } from '../models/page-model.ts';
import type { PageRoute } from '../shell/route.ts';
import { useStore } from '../store.ts';
import { directionTexts } from '../texts/directions.ts';
import { useTexts } from '../texts/language.ts';
import { ModelPicker } from '../ui/model-picker.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { FavouritesFileButtons } from './favourites-file-buttons.tsx';
import { type FilterTerm, formatFilter, parseFilter } from './filter.ts';
import { OpenField } from './open-field.tsx';
import { facesTexts } from './texts.ts';
import { FAVOURITES_ROUTE, routeOfWall, showsFavourites, wallInRoute } from './wall-route.ts';
import { useWallState } from './wall-state.ts';
import './filter-bar.css';

/** Chooses between random faces and favourites, filters the random ones, and leads to any face that the visitor has a link, a name or a picture of. */
export function FilterBar() {
  const app = useAppContext();
  const { router } = app;
  const route = useStore(router.route);
  const { filter: text, model: tag } = wallInRoute(route);
  const model = useLoaded(() => modelOrDefault(app, tag), [tag]);
  const texts = useTexts(facesTexts);
  const { selected, lastChoice } = useWallState();
  const isSelecting = useStore(selected) !== null;
  const hasFavourites = useStore(app.favourites.codes).length > 0;
  /** Whether the visitor wants to see the filter; null until they say so. */
  const [isUnfolded, setUnfolded] = useState<boolean | null>(null);
  const isOfFavourites = showsFavourites(route);
  const filter = model === null ? [] : parseFilter(text, model);
  const isOpen = isUnfolded ?? (filter.length > 0 || tag !== undefined);

  function show(next: PageRoute): void {
    selected.set(null);
    router.replace(next);
  }
  function toggle(term: FilterTerm): void {
    if (model === null) {
      return;
    }
    const others = filter.filter(({ direction }) => direction !== term.direction);
    const isOn = includes(filter, term);
    const next = formatFilter(isOn ? others : [...others, term], model);
    show(routeOfWall({ filter: next, model: tag }));
  }
  function pick(picked: string): void {
    const isDefault = picked === app.defaultManifest.get()?.tag;
    show(routeOfWall({ filter: text, model: isDefault ? undefined : picked }));
  }

  return (
    <div class="filter-bar">
      <SegmentedControl
        label={texts.filterBar}
        segments={[
          { text: texts.random, pressed: !isOfFavourites, onPress: () => show(routeOfWall(lastChoice())) },
          { text: texts.favourites, pressed: isOfFavourites, onPress: () => show(FAVOURITES_ROUTE) },
        ]}
      />
      {isOfFavourites && <FavouritesFileButtons />}
      {!isOfFavourites && (
        <button type="button" class="button" aria-expanded={isOpen} onClick={() => setUnfolded(!isOpen)}>
          {texts.filter}
        </button>
      )}
      {(!isOfFavourites || hasFavourites) && (
        <button
          type="button"
          class="button toggle"
          aria-pressed={isSelecting}
          onClick={() => selected.set(isSelecting ? null : [])}
        >
          {texts.select}
        </button>
      )}
      <OpenField />
      {!isOfFavourites && isOpen && model !== null && (
        <Filter
          model={model}
          filter={filter}
          toggle={toggle}
          clear={() => show(routeOfWall({ filter: '', model: tag }))}
          pick={pick}
        />
      )}
    </div>
  );
}

type FilterProps = {
  model: PageModel;
  filter: readonly FilterTerm[];
  toggle: (term: FilterTerm) => void;
  clear: () => void;
  pick: (tag: string) => void;
};

/** The model, and for each of its directions a control with its two ends. */
function Filter({ model, filter, toggle, clear, pick }: FilterProps) {
  const texts = useTexts(facesTexts);
  const names = useTexts(directionTexts);
  const { id, directions } = model.manifest;
  return (
    <div class="filter">
      <ModelPicker id={id} onPick={pick} />
      {directions.length === 0 && <p class="aside">{texts.noDirections}</p>}
      {directions.map((each, direction) => (
        <SegmentedControl
          key={each.name}
          label={names.name(each.name)}
          segments={([-1, 1] as const).map((sign) => ({
            text: sign < 0 ? names.less(each) : names.more(each),
            pressed: includes(filter, { direction, sign }),
            onPress: () => toggle({ direction, sign }),
          }))}
        />
      ))}
      {filter.length > 0 && (
        <button type="button" class="button" onClick={clear}>
          {texts.clear}
        </button>
      )}
    </div>
  );
}

function includes(filter: readonly FilterTerm[], { direction, sign }: FilterTerm): boolean {
  return filter.some((term) => term.direction === direction && term.sign === sign);
}
