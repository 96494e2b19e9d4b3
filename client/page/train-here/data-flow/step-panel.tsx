import { useEffect, useState } from 'preact/hooks';
import { useSelected } from '../../store.ts';
import { useTexts } from '../../texts/language.ts';
import { Link } from '../../ui/link.tsx';
import type { TrainingSession } from '../session/training-session.ts';
import { CodeLink } from './code-link.tsx';
import { PaceChoice } from './pace-choice.tsx';
import { nextStage, STAGES } from './stages.ts';
import { StepFlow } from './step-flow.tsx';
import { dataFlowTexts } from './texts.ts';
import { useStageWalk } from './use-stage-walk.ts';
import './data-flow.css';

/** Where the keys lead among the stages. */
const DIRECTIONS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

/** What one step does, as data flow, and how fast steps follow one another. While it is closed the worker looks into no step. */
export function StepPanel({ session }: { session: TrainingSession }) {
  const texts = useTexts(dataFlowTexts);
  const stepInterval = useSelected(session.state, (state) => state.stepInterval);
  const inspection = useSelected(session.state, (state) => state.inspection);
  const phase = useSelected(session.state, (state) => state.phase);
  /** An index of `STAGES`; null for the whole step. */
  const [stage, setStage] = useState<number | null>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => () => session.watch(false), [session]);
  const trains = phase === 'training';
  const walks = useStageWalk(inspection?.step ?? null, open && trains ? stepInterval : 0, setStage);

  const canStep = phase === 'paused' && inspection !== null;
  /** Goes to another stage. After the last one of a paused training the step is taken, and the next one begins. */
  function go(by: 1 | -1): void {
    const next = nextStage(stage, by);
    if (by > 0 && next === null && canStep) {
      session.step();
      setStage(0);
    } else {
      setStage(next);
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    const by = DIRECTIONS[event.key];
    if (by !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      go(by);
    }
  }
  const current = stage === null ? undefined : STAGES[stage];
  const takesStep = canStep && stage === STAGES.length - 1;
  return (
    <section class="panel step-panel">
      <details
        onToggle={({ currentTarget }) => {
          setOpen(currentTarget.open);
          session.watch(currentTarget.open);
        }}
      >
        <summary>{texts.title}</summary>
        <PaceChoice stepInterval={stepInterval} onChange={session.setStepInterval} />
        {open && inspection === null && <p role="status">{texts.loading}</p>}
        {open && inspection !== null && (
          <>
            <fieldset class="stage" aria-label={texts.stages} onKeyDown={onKeyDown}>
              <div class="row">
                <button type="button" class="button" onClick={() => go(-1)}>
                  <span aria-hidden="true">←</span> {texts.previous}
                </button>
                <button type="button" class="button" onClick={() => go(1)}>
                  {takesStep ? texts.takeStep : texts.next} <span aria-hidden="true">→</span>
                </button>
              </div>
              <div class="stage-text" role={walks ? undefined : 'status'}>
                <p>
                  <strong>
                    {texts.ofStep(inspection.step, phase === 'paused')}{' '}
                    {stage === null ? '' : texts.stage(stage + 1, STAGES.length)}
                  </strong>
                </p>
                {inspection.discriminatorSteps > 1 && (
                  <p>{texts.lastUpdate(inspection.discriminatorSteps)}</p>
                )}
                <p>
                  {current === undefined ? texts.whole : texts.stageNotes[current.name]}{' '}
                  <CodeLink path={current?.code ?? 'gan/step.ts'} />
                </p>
              </div>
            </fieldset>
            <StepFlow inspection={inspection} stage={stage} />
            <p class="aside">
              {texts.columnsNote}{' '}
              <Link to={{ view: 'inside', code: null, parts: [] }}>{texts.insideLink}</Link>
            </p>
          </>
        )}
      </details>
    </section>
  );
}
