import type { ComponentChildren } from 'preact';
import { useTexts } from '../texts/language.ts';
import { trainHereTexts } from './texts.ts';

/** What the view says of the device that trains, and what can be chosen for it. */
export function DevicePanel({ children }: { children: ComponentChildren }) {
  const texts = useTexts(trainHereTexts);
  return (
    <section class="panel" aria-labelledby="device">
      <h2 id="device">{texts.device}</h2>
      {children}
    </section>
  );
}
