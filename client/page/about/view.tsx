import { useEffect } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { Loading } from '../ui/loading.tsx';
import { DrawingPanel } from './drawing-panel.tsx';
import { ModelCard } from './model-card.tsx';
import { StoragePanel } from './storage-panel.tsx';
import './about.css';

/** The model card of the default model, what draws it, and what is stored on this device. */
export function View() {
  const app = useAppContext();
  const model = useLoaded(() => app.loadModel(), []);
  useEffect(() => app.code.set(null), [app]);
  return (
    <div class="about">
      {model === null ? <Loading /> : <ModelCard model={model} />}
      <DrawingPanel />
      <StoragePanel />
    </div>
  );
}
