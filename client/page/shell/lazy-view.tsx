/// <reference types="vite/types/importMeta.d.ts" />
import type { ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { Loading } from '../ui/loading.tsx';
import { VIEWS, type ViewName } from '../views.ts';

/** Vite makes a bundle of each view, which is fetched when the view is first shown. */
const components = import.meta.glob<ComponentType>('../*/view.tsx', { import: 'View' });

/** The component of a view: `View` in the `view.tsx` of its folder. */
export function LazyView({ name }: { name: ViewName }) {
  const app = useAppContext();
  const retries = useStore(app.retries);
  const [view, setView] = useState<{ component: ComponentType } | null>(null);

  // Before the browser paints, so that a view whose bundle is here already is shown at once.
  useLayoutEffect(() => {
    let current = true;
    const load = components[`../${VIEWS[name].folder ?? name}/view.tsx`];
    load?.().then(
      (component) => current && setView({ component }),
      () => current && app.failure.set({ kind: 'view' }),
    );
    return () => {
      current = false;
    };
  }, [name, retries]);

  if (view === null) {
    return <Loading />;
  }
  const { component: VIEW } = view;
  return <VIEW />;
}
