/// <reference types="vite/types/importMeta.d.ts" />
import type { ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { nextTask } from '../next-task.ts';
import { useStore } from '../store.ts';
import { Loading } from '../ui/loading.tsx';
import { HOME_VIEW, VIEWS, type ViewName } from '../views.ts';

/** Vite makes a bundle of each view, which is fetched when the view is first shown. */
const components = import.meta.glob<ComponentType>('../*/view.tsx', { import: 'View' });

/** The first view of a visit is rendered in a task of its own: with what is around it, it would block the page for too long. */
let isFirstOfVisit = true;

/** The component of a view: `View` in the `view.tsx` of its folder. */
export function LazyView({ name }: { name: ViewName }) {
  const app = useAppContext();
  const retries = useStore(app.retries);
  const [view, setView] = useState<{ component: ComponentType } | null>(null);
  const [isFirst] = useState(isFirstOfVisit);

  // Before the browser paints, so that a view whose bundle is here already is shown at once.
  useLayoutEffect(() => {
    let current = true;
    const load = components[`../${VIEWS[name].folder ?? name}/view.tsx`];
    const loaded = load?.();
    const ready = isFirstOfVisit ? loaded?.then((component) => nextTask().then(() => component)) : loaded;
    isFirstOfVisit = false;
    ready?.then(
      (component) => current && setView({ component }),
      () => current && app.failure.set({ kind: 'view' }),
    );
    return () => {
      current = false;
    };
  }, [name, retries]);

  if (view === null) {
    // The home view is in the first bundle.
    return isFirst && name === HOME_VIEW ? null : <Loading />;
  }
  const { component: VIEW } = view;
  return <VIEW />;
}
