import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MetricPoint } from '../../training-metrics.ts';
import { TrainingCurves } from '../../ui/training-curves.tsx';

type LiveCurvesProps = {
  points: readonly MetricPoint[];
  /** The step whose faces are on screen. */
  at: number;
  onSeek: (step: number) => void;
  /** Whether something lies over the curves, so that they need not change. */
  isCovered?: boolean;
};

/** The curves of a running training. They are drawn in a task of their own: together with everything else that a report changes they would block the page for too long. */
export function LiveCurves({ points, at, onSeek, isCovered = false }: LiveCurvesProps) {
  const [shown, setShown] = useState({ points, at });
  const seek = useRef(onSeek);
  seek.current = onSeek;
  useLayoutEffect(() => {
    if (isCovered || (shown.points === points && shown.at === at)) {
      return;
    }
    const timer = setTimeout(() => setShown({ points, at }));
    return () => clearTimeout(timer);
  }, [points, at, isCovered, shown]);
  return useMemo(() => <TrainingCurves {...shown} onSeek={(step) => seek.current(step)} />, [shown]);
}
