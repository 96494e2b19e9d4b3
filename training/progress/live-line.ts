/** The view for a terminal: one line that shows the last step, with the other events on lines above it. */
import type { ProgressListener } from './event.ts';
import { formatEvent } from './format.ts';

const CLEAR = '\r\x1b[2K';

/** The line cut to the terminal's width, if that is known: a wrapped line could not be overwritten. */
function cut(line: string, columns: number): string {
  return columns > 0 ? line.slice(0, columns - 1) : line;
}

export function liveLine(out: NodeJS.WritableStream & { columns: number }): ProgressListener {
  let swd: number | undefined;
  return (event) => {
    if (event.type === 'checkpoint') {
      swd = event.swd ?? swd;
    }
    if (event.type === 'step') {
      out.write(`${CLEAR}${cut(formatEvent(event, swd), out.columns)}`);
    } else if (event.type === 'error') {
      out.write(CLEAR);
    } else if (event.type !== 'grid' && !(event.type === 'checkpoint' && !event.best)) {
      out.write(`${CLEAR}${formatEvent(event)}\n`);
    }
  };
}
