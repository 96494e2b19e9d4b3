import { useEffect } from 'preact/hooks';
import { STAGES } from './stages.ts';

/** A stage has to be on screen for this long to be seen, in milliseconds; what is faster would flicker. */
const SHORTEST_MS = 250;

/**
 * In slow motion, walks through the stages of each step while the step before the next one lasts. With reduced motion, and where there is no time for
 * it, nothing moves by itself.
 *
 * @param step the number of the step on screen
 * @param interval milliseconds from one step to the next; 0 where it does not train, or at full speed
 */
export function useStageWalk(
  step: number | null,
  interval: number,
  setStage: (stage: number | null) => void,
): boolean {
  const stay = interval / STAGES.length;
  const walks = stay >= SHORTEST_MS && !matchMedia('(prefers-reduced-motion: reduce)').matches;
  useEffect(() => {
    if (!walks) {
      return;
    }
    let stage = 0;
    setStage(stage);
    const timer = setInterval(() => {
      stage++;
      if (stage in STAGES) {
        setStage(stage);
      }
    }, stay);
    return () => clearInterval(timer);
  }, [step, walks, stay]);
  return walks;
}
