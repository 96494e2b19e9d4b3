import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Gallery } from '../faces/gallery.ts';
import type { House } from '../house.ts';
import type { Model } from '../model.ts';
import { Coming } from '../parts/coming.tsx';
import { InTurn } from '../parts/in-turn.tsx';
import { Picker } from '../parts/picker.tsx';
import { useStore } from '../parts/store.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import {
  type Equation,
  EXEMPLARS,
  equationOf,
  firstEquation,
  routeOfEquation,
  SIDES,
  type Side,
  solveSteps,
  tagIn,
} from './equation.ts';
import { Examples } from './examples.tsx';
import { Outcome } from './outcome.tsx';
import { SideOf } from './side.tsx';
import './arithmetic.css';

type ArithmeticProps = { house: House; gallery: Gallery };

/** Faces added and subtracted. */
export function Arithmetic({ house, gallery }: ArithmeticProps) {
  const route = useStore(house.router.route);
  const tag = tagIn(route);
  const model = useLoaded(house, () => house.model(tag).catch(() => house.model()), [tag]);
  if (model === null) {
    return <Coming />;
  }
  return <Board house={house} gallery={gallery} model={model} />;
}

function Board({ house, gallery, model }: ArithmeticProps & { model: Model }) {
  const route = useStore(house.router.route);
  const said = useMemo(() => equationOf(route, model), [route, model]);
  const [first] = useState(() => said ?? firstEquation(model));
  const equation = said ?? first;
  const steps = useMemo(() => solveSteps(equation, model, EXEMPLARS), [equation, model]);
  const [choosing, setChoosing] = useState<{ side: Side; index: number } | null>(null);

  const change = (next: Equation): void =>
    house.router.replace(routeOfEquation(next, solveSteps(next, model, EXEMPLARS).result, model));

  useEffect(() => {
    const here = routeOfEquation(equation, steps.result, model);
    house.code.set(here.code);
    const { view, code } = house.router.route.get();
    if (view === 'arithmetic' && (said === null || code !== here.code)) {
      house.router.replace(here);
    }
  }, [equation, steps, model]);

  return (
    <div class="arithmetic">
      <Examples model={model} equation={equation} change={change} />
      <div class="equation">
        <InTurn>
          {SIDES.map((side, i) => (
            <SideOf
              key={side}
              house={house}
              model={model}
              side={side}
              sign={['', '−', '+'][i] ?? ''}
              faces={equation[side]}
              mean={steps[side]}
              choose={(index) => setChoosing({ side, index })}
            />
          ))}
          <Outcome house={house} model={model} equation={equation} steps={steps} />
        </InTurn>
      </div>
      {choosing !== null && (
        <Picker
          house={house}
          gallery={gallery}
          model={model}
          onClose={() => setChoosing(null)}
          onPick={(face) => {
            const faces = equation[choosing.side].map((old, i) => (i === choosing.index ? face : old));
            change({ ...equation, [choosing.side]: faces });
          }}
        />
      )}
    </div>
  );
}
