import { useEffect, useMemo, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
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

/** Faces added and subtracted. */
export function Arithmetic() {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const tag = tagIn(route);
  const model = useLoaded(() => app.loadModel(tag).catch(() => app.loadModel()), [tag]);
  if (model === null) {
    return <Coming />;
  }
  return <Board model={model} />;
}

function Board({ model }: { model: Model }) {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const said = useMemo(() => equationOf(route, model), [route, model]);
  const [first] = useState(() => said ?? firstEquation(model));
  const equation = said ?? first;
  const steps = useMemo(() => solveSteps(equation, model, EXEMPLARS), [equation, model]);
  const [choosing, setChoosing] = useState<{ side: Side; index: number } | null>(null);

  const change = (next: Equation): void =>
    app.router.replace(routeOfEquation(next, solveSteps(next, model, EXEMPLARS).result, model));

  useEffect(() => {
    const here = routeOfEquation(equation, steps.result, model);
    app.code.set(here.code);
    const { view, code } = app.router.route.get();
    if (view === 'arithmetic' && (said === null || code !== here.code)) {
      app.router.replace(here);
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
              model={model}
              side={side}
              sign={['', '−', '+'][i] ?? ''}
              faces={equation[side]}
              mean={steps[side]}
              choose={(index) => setChoosing({ side, index })}
            />
          ))}
          <Outcome model={model} equation={equation} steps={steps} />
        </InTurn>
      </div>
      {choosing !== null && (
        <Picker
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
