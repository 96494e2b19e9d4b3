import { useTexts } from '../../texts/language.ts';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { dataFlowTexts } from './texts.ts';

/** Milliseconds from one step to the next. */
const STEP_INTERVALS = { full: 0, slow: 500, slowest: 2000 } as const;

type PaceChoiceProps = { stepInterval: number; onChange: (milliseconds: number) => void };

/** Full speed, or slow motion. */
export function PaceChoice({ stepInterval, onChange }: PaceChoiceProps) {
  const texts = useTexts(dataFlowTexts);
  return (
    <SegmentedControl
      label={texts.pace}
      segments={(['full', 'slow', 'slowest'] as const).map((name) => ({
        text: texts.paces[name],
        pressed: STEP_INTERVALS[name] === stepInterval,
        onPress: () => onChange(STEP_INTERVALS[name]),
      }))}
    />
  );
}
