import { useEffect } from 'preact/hooks';
import type { House } from '../house.ts';
import { Coming } from '../parts/coming.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import { Card } from './card.tsx';
import { Storage } from './storage.tsx';
import './about.css';

/** What draws the faces, in words people understand, and what is stored on this device. */
export function About({ house }: { house: House }) {
  const model = useLoaded(house, () => house.model(), []);
  useEffect(() => house.code.set(null), [house]);
  return (
    <div class="about">
      {model === null ? <Coming /> : <Card model={model} />}
      <Storage house={house} />
    </div>
  );
}
