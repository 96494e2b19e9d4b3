import { useEffect, useMemo, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { useStore } from '../store.ts';
import { FacePicker } from '../ui/face-picker.tsx';
import { Loading } from '../ui/loading.tsx';
import { Staggered } from '../ui/staggered.tsx';
import {
  type Equation,
  EXEMPLARS,
  equationInRoute,
  evaluate,
  firstEquation,
  modelTagInRoute,
  routeOfEquation,
  TERMS,
  type Term,
} from './equation.ts';
import { EquationResult } from './equation-result.tsx';
import { EquationTerm } from './equation-term.tsx';
import { Examples } from './examples.tsx';
import './arithmetic.css';

/** Faces added and subtracted. */
export function View() {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const tag = modelTagInRoute(route);
  const model = useLoaded(() => app.loadModel(tag).catch(() => app.loadModel()), [tag]);
  if (model === null) {
    return <Loading />;
  }
  return <EquationEditor model={model} />;
}

function EquationEditor({ model }: { model: LoadedModel }) {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const said = useMemo(() => equationInRoute(route, model), [route, model]);
  const [first] = useState(() => said ?? firstEquation(model));
  const equation = said ?? first;
  const steps = useMemo(() => evaluate(equation, model, EXEMPLARS), [equation, model]);
  const [choosing, setChoosing] = useState<{ side: Term; index: number } | null>(null);

  const change = (next: Equation): void =>
    app.router.replace(routeOfEquation(next, evaluate(next, model, EXEMPLARS).result, model));

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
        <Staggered>
          {TERMS.map((side, i) => (
            <EquationTerm
              key={side}
              model={model}
              side={side}
              sign={['', '−', '+'][i] ?? ''}
              faces={equation[side]}
              mean={steps[side]}
              choose={(index) => setChoosing({ side, index })}
            />
          ))}
          <EquationResult model={model} equation={equation} steps={steps} />
        </Staggered>
      </div>
      {choosing !== null && (
        <FacePicker
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
