import { useEffect, useState } from 'preact/hooks';
import type { House } from '../house.ts';
import type { Model } from '../model.ts';
import { useTexts } from '../texts/index.ts';
import { Card } from './card.tsx';
import { Storage } from './storage.tsx';
import './about.css';

/** What draws the faces, in words people understand, and what is stored on this device. */
export function About({ house }: { house: House }) {
  const { status } = useTexts();
  const [model, setModel] = useState<Model | null>(null);
  useEffect(() => {
    house.code.set(null);
    // What fails here has failed for everything, and the status says so.
    house.model().then(setModel, () => {});
  }, [house]);
  return (
    <div class="about">
      {model === null ? (
        <p class="coming" role="status">
          {status.opening}
        </p>
      ) : (
        <Card model={model} />
      )}
      <Storage house={house} />
    </div>
  );
}
