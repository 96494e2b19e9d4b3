/** The view for logs: whole lines, for steps every half a minute; with `quiet`, none for steps and grids. */
import type { ProgressListener } from './event.ts';
import { formatEvent } from './format.ts';

/** Seconds of training between two lines of steps. */
const EVERY = 30;

export function plainLines(out: NodeJS.WritableStream, quiet: boolean): ProgressListener {
  let swd: number | undefined;
  let shown = Number.NEGATIVE_INFINITY;
  return (event) => {
    if (event.type === 'checkpoint') {
      swd = event.swd ?? swd;
    }
    if (event.type === 'error') {
      return;
    }
    if (event.type === 'grid' && quiet) {
      return;
    }
    if (event.type === 'step') {
      if (quiet || event.seconds - shown < EVERY) {
        return;
      }
      shown = event.seconds;
    }
    out.write(`${formatEvent(event, swd)}\n`);
  };
}
