import { useEffect } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { Coming } from '../parts/coming.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { Card } from './card.tsx';
import { Storage } from './storage.tsx';
import './about.css';

/** What draws the faces, in words people understand, and what is stored on this device. */
export function About() {
  const app = useAppContext();
  const model = useLoaded(() => app.loadModel(), []);
  useEffect(() => app.code.set(null), [app]);
  return (
    <div class="about">
      {model === null ? <Coming /> : <Card model={model} />}
      <Storage />
    </div>
  );
}
