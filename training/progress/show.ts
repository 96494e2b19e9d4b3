/** Chooses the view of a training's progress. */
import type { ProgressListener } from './event.ts';
import { liveLine } from './live-line.ts';
import { plainLines } from './plain-lines.ts';

export type ProgressOptions = {
  /** Every event as a line of JSON on stdout, and no text for people. */
  json: boolean;
  /** Only the start, checkpoints and the end. */
  quiet: boolean;
};

/** The live line on a terminal, plain lines elsewhere, both on stderr. Errors are printed by whoever catches them. */
export function showProgress({ json, quiet }: ProgressOptions): ProgressListener {
  const out = json ? process.stdout : process.stderr;
  // The reader of a pipe may leave; the training goes on.
  out.on('error', () => {});
  if (json) {
    return (event) => out.write(`${JSON.stringify(event)}\n`);
  }
  return out.isTTY && !quiet ? liveLine(out) : plainLines(out, quiet);
}
