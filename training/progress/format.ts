/** What happened, in one line for people. */
import { basename } from 'node:path';
import { formatBytes } from '../../files/format-bytes.ts';
import { counted } from '../counted.ts';
import type { ProgressEvent } from './event.ts';

/** h:mm:ss */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`;
}

const REASONS = { steps: 'all its steps are taken', time: 'its time is up', stopped: 'stopped' } as const;

/** The event as a line; `swd` is the last distance that was measured, to go with a step. */
export function formatEvent(event: ProgressEvent, swd?: number): string {
  switch (event.type) {
    case 'start': {
      const { run, recipe, portraits, session } = event;
      const how = session.from === 0 ? 'starts' : `goes on after step ${session.from}`;
      return (
        `${run} ${how}: ${recipe.resolution}×${recipe.resolution}, batches of ${recipe.batch} from ` +
        `${counted(portraits, 'portrait')}, ${session.device} (${session.cpu}, ${session.cores} cores)`
      );
    }
    case 'step':
      return [
        `step ${event.step}`,
        ...(event.imagesPerSecond > 0 ? [`${event.imagesPerSecond.toFixed(1)} images/s`] : []),
        `loss D ${(event.lossDReal + event.lossDFake).toFixed(3)}`,
        `loss G ${event.lossG.toFixed(3)}`,
        `D(x) ${event.dReal.toFixed(2)}`,
        `D(G(z)) ${event.dFakeBefore.toFixed(2)} → ${event.dFakeAfter.toFixed(2)}`,
        ...(event.errorLabelsReal === undefined || event.errorLabelsFake === undefined
          ? []
          : [`labels ${event.errorLabelsReal.toFixed(2)}, ${event.errorLabelsFake.toFixed(2)}`]),
        ...(event.accuracyReal === undefined || event.accuracyFake === undefined
          ? []
          : [`classes ${event.accuracyReal.toFixed(2)}, ${event.accuracyFake.toFixed(2)}`]),
        ...(swd === undefined ? [] : [`SWD ${swd.toFixed(1)}`]),
        ...(event.secondsLeft === undefined ? [] : [`${formatDuration(event.secondsLeft)} left`]),
      ].join('  ');
    case 'grid':
      return `step ${event.step}  grid ${basename(event.file)}`;
    case 'checkpoint': {
      const distance = event.swd === undefined ? '' : `  SWD ${event.swd.toFixed(1)}`;
      return `step ${event.step}  ${basename(event.file)}${distance}${event.best ? ', the best so far' : ''}`;
    }
    case 'rollback':
      return `${event.reason}; back to step ${event.to} and on with other latents (rollback ${event.rollbacks})`;
    case 'stopping':
      return `${event.signal}: stops after this step and saves; once more to stop at once`;
    case 'done':
      return (
        `${counted(event.step, 'step')}, ${counted(event.images, 'image')} in ${formatDuration(event.seconds)}; ${REASONS[event.reason]}; ` +
        `saved in ${event.run}; this time ${formatDuration(event.cost.processorSeconds)} of processor time and ` +
        `${formatBytes(event.cost.memory)} of memory at most`
      );
    case 'note':
    case 'error':
      return event.message;
  }
}
