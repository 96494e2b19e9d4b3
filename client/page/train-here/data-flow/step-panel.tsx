import { useEffect } from 'preact/hooks';
import { useStore } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import type { TrainingSession } from '../training-session.ts';
import { PaceChoice } from './pace-choice.tsx';
import { dataFlowTexts } from './texts.ts';

/** What one step does, as data flow, and how fast steps follow one another. Closed, it costs nothing. */
export function StepPanel({ session }: { session: TrainingSession }) {
  const texts = useTexts(dataFlowTexts);
  const { stepInterval } = useStore(session.state);
  useEffect(() => () => session.watch(false), [session]);
  return (
    <section class="panel step-panel">
      <details onToggle={(event) => session.watch(event.currentTarget.open)}>
        <summary>{texts.title}</summary>
        <PaceChoice stepInterval={stepInterval} onChange={session.setStepInterval} />
      </details>
    </section>
  );
}
