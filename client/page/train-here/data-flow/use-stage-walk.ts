import { useEffect } from 'preact/hooks';
import { STAGES } from './stages.ts';

/** How long a stage has to be on screen, in milliseconds; faster ones would flicker. */
const SHORTEST_MS = 250;

/**
 * In slow motion, walks through the stages of a step until the next step comes. Nothing moves by itself with reduced motion, or where stages would
 * be too short.
 *
 * @param step the number of the step on screen
 * @param interval milliseconds from one step to the next; 0 where it does not train, or at full speed
 * @returns whether it walks
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
