/** Gives many damaged files to one reader, and collects what becomes of them. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { ReaderReply, ReaderRequest } from './reader-process.ts';

const PROCESS = join(import.meta.dirname, 'reader-process.ts');
const SUBJECTS = new URL('./subjects.ts', import.meta.url).href;

/** How long the process may take to start, and to make the examples. */
const STARTING_MS = 60_000;

export type Fault = { readonly index: number; readonly detail: string };

export type Outcome = {
  readonly read: number;
  readonly refused: number;
  readonly faults: readonly Fault[];
  /** The most memory that a process of it has had, in bytes. */
  readonly peak: number;
};

type RunOptions = {
  readonly seed: number;
  readonly inputs: number;
  /** How long one file may take. */
  readonly milliseconds: number;
  /** The URL of a module with `SUBJECTS`; by default those of the package. */
  readonly module?: string;
};

type Part = { readonly next: number; readonly fault: Fault | undefined; readonly peak: number };

/** Inputs from `from` on, until all are read or the process ends. */
async function readFrom(
  request: ReaderRequest,
  milliseconds: number,
  note: (kind: 'read' | 'refused', fault: Fault | undefined) => void,
): Promise<Part> {
  const child: ChildProcess = fork(PROCESS, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let next = request.from;
  let peak = 0;
  let isSlow = false;
  let timer: NodeJS.Timeout | undefined;
  function expectWithin(limit: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isSlow = true;
      child.kill('SIGKILL');
    }, limit);
  }
  child.on('message', (reply: ReaderReply) => {
    if ('peak' in reply) {
      peak = reply.peak;
      return;
    }
    const { index, kind, detail } = reply;
    note(kind === 'read' ? 'read' : 'refused', kind === 'fault' ? { index, detail } : undefined);
    next = index + 1;
    expectWithin(milliseconds);
  });
  const ended = new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(String(code ?? signal)));
  });
  expectWithin(STARTING_MS + milliseconds);
  child.send(request);
  const how = await ended;
  clearTimeout(timer);
  if (next >= request.to) {
    return { next, fault: undefined, peak };
  }
  const detail = isSlow ? `took longer than ${milliseconds / 1000} seconds` : `ended the process (${how})`;
  return { next: next + 1, fault: { index: next, detail }, peak };
}

/** @param subject a name in `SUBJECTS` */
export async function runSubject(
  subject: string,
  { seed, inputs, milliseconds, module = SUBJECTS }: RunOptions,
): Promise<Outcome> {
  const counts = { read: 0, refused: 0 };
  const faults: Fault[] = [];
  let peak = 0;
  for (let from = 0; from < inputs; ) {
    const part = await readFrom({ module, subject, seed, from, to: inputs }, milliseconds, (kind, fault) => {
      if (fault === undefined) {
        counts[kind]++;
      } else {
        faults.push(fault);
      }
    });
    if (part.fault !== undefined) {
      faults.push(part.fault);
    }
    from = part.next;
    peak = Math.max(peak, part.peak);
  }
  return { ...counts, faults, peak };
}
