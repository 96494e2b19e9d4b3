import type { Backend } from '@dareka/engine';
import { useTexts } from '../../texts/language.ts';
import { BACKEND_NAMES } from '../../texts/status.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { trainHereTexts } from '../texts.ts';
import type { BackendChoice, StepTimes } from '../worker/messages.ts';

type BackendControlProps = {
  /** The backend that trains; `faster` while that is not known. */
  backend: BackendChoice;
  /** How long a step takes on each, where that was measured. */
  stepTimes: StepTimes | null;
  onChange: (backend: Backend) => void;
};

/** Chooses the backend that trains. */
export function BackendControl({ backend, stepTimes, onChange }: BackendControlProps) {
  const texts = useTexts(trainHereTexts);
  return (
    <>
      <SegmentedControl
        label={texts.backend}
        segments={(['webgpu', 'wasm'] as const).map((each) => ({
          text: BACKEND_NAMES[each],
          pressed: backend === each,
          onPress: () => onChange(each),
        }))}
      />
      {stepTimes !== null && <p class="aside">{texts.stepTimes(stepTimes)}</p>}
      <p class="aside">{texts.backendNote}</p>
    </>
  );
}
