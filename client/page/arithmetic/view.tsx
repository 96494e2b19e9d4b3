import { toFailure } from '@dareka/engine';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { modelOrDefault } from '../models/model-or-default.ts';
import type { PageModel } from '../models/page-model.ts';
import { useStore } from '../store.ts';
import { FacePicker } from '../ui/face-picker.tsx';
import { Loading } from '../ui/loading.tsx';
import { ModelPicker } from '../ui/model-picker.tsx';
import { Staggered } from '../ui/staggered.tsx';
import {
  type Equation,
  EXEMPLARS,
  equationInRoute,
  firstEquation,
  modelTagInRoute,
  routeOfEquation,
  solveEquation,
  TERMS,
  type Term,
} from './equation.ts';
import { EquationResult } from './equation-result.tsx';
import { EquationTerm } from './equation-term.tsx';
import { Examples } from './examples.tsx';
import './arithmetic.css';

/** Arithmetic with faces, as in the paper. */
export function View() {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const tag = modelTagInRoute(route);
  const loaded = useLoaded(async () => ({ tag, model: await modelOrDefault(app, tag) }), [tag]);
  // Until the model of another equation is there, the one before would put an equation of its own into the address.
  if (loaded === null || loaded.tag !== tag) {
    return <Loading />;
  }
  return <EquationEditor key={loaded.model.tag} model={loaded.model} />;
}

function EquationEditor({ model }: { model: PageModel }) {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const fromRoute = useMemo(() => equationInRoute(route, model), [route, model]);
  const [initial] = useState(() => fromRoute ?? firstEquation(model));
  const equation = fromRoute ?? initial;
  const solution = useMemo(() => solveEquation(equation, model, EXEMPLARS), [equation, model]);
  const [replacing, setReplacing] = useState<{ term: Term; index: number } | null>(null);

  const change = (next: Equation): void =>
    app.router.change(routeOfEquation(next, solveEquation(next, model, EXEMPLARS).result, model));

  /** The model that was chosen, while it is loaded. */
  const [chosen, setChosen] = useState<string | null>(null);
  const retries = useStore(app.retries);
  useEffect(() => {
    if (chosen === null || chosen === model.tag) {
      return;
    }
    let isCurrent = true;
    app.loadModel(chosen).then(
      (next) => {
        if (isCurrent) {
          // Exemplars show what they are named after in their own model only.
          const first = firstEquation(next);
          app.router.change(routeOfEquation(first, solveEquation(first, next, EXEMPLARS).result, next));
        }
      },
      (error: unknown) => isCurrent && app.failure.set(toFailure(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [app, model, chosen, retries]);

  useEffect(() => {
    // Effects run late: the visitor may have gone back to another equation, or to another view.
    if (route !== app.router.route.get()) {
      return;
    }
    const here = routeOfEquation(equation, solution.result, model);
    app.code.set(here.code);
    if (route.view === 'arithmetic' && (fromRoute === null || route.code !== here.code)) {
      app.router.replace(here);
    }
  }, [equation, solution, model]);

  return (
    <div class="arithmetic" style={{ '--resolution': model.manifest.resolution }}>
      <div class="row">
        <ModelPicker id={model.manifest.id} onPick={setChosen} />
      </div>
      <Examples model={model} equation={equation} onChange={change} />
      <div class="equation">
        <Staggered>
          {TERMS.map((term, i) => (
            <EquationTerm
              key={term}
              model={model}
              term={term}
              sign={['', '−', '+'][i] ?? ''}
              faces={equation[term]}
              mean={solution[term]}
              onPick={(index) => setReplacing({ term, index })}
            />
          ))}
          <EquationResult model={model} equation={equation} solution={solution} />
        </Staggered>
      </div>
      {replacing !== null && (
        <FacePicker
          model={model}
          onClose={() => setReplacing(null)}
          onPick={(face) => {
            const faces = equation[replacing.term].map((old, i) => (i === replacing.index ? face : old));
            change({ ...equation, [replacing.term]: faces });
          }}
        />
      )}
    </div>
  );
}
