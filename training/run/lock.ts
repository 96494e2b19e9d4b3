/**
 * One process at a time trains a run. The lock is a file that tells who holds it; it outlives a process that was
 * killed, so whoever finds one asks whether its holder still runs.
 */
import { readFileSync, rmSync } from 'node:fs';
import { link, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeWhole } from '../write-whole.ts';
import { processRuns, processStart } from './process-identity.ts';

const holderSchema = v.object({
  pid: v.pipe(v.number(), v.integer()),
  host: v.string(),
  /** When that process began, as its machine tells it (`processStart`). */
  start: v.optional(v.string()),
  /** When it took the lock: ISO 8601. */
  since: v.string(),
});
type Holder = v.InferOutput<typeof holderSchema>;

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
function isMissing(cause: unknown): boolean {
  return hasCode(cause, 'ENOENT');
}
function isThere(cause: unknown): boolean {
  return hasCode(cause, 'EEXIST');
}

/** Whether nobody holds a lock any more: its process, on this machine, is gone, or its number is another's now. */
async function isStale({ pid, host, start }: Holder): Promise<boolean> {
  if (host !== hostname()) {
    return false;
  }
  if (!processRuns(pid)) {
    return true;
  }
  const now = await processStart(pid);
  return start !== undefined && now !== undefined && start !== now;
}

/** Puts a stale lock away, unless another process did so first and its new lock lies there now. */
async function putAway(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}.part`;
  try {
    await rename(path, aside);
  } catch (cause) {
    if (isMissing(cause)) {
      return;
    }
    throw cause;
  }
  if ((await readFile(aside, 'utf8')) !== stale) {
    await link(aside, path);
  }
  await rm(aside);
}

/**
 * Takes the lock of a run's folder, until `release` or the end of the process.
 * Throws, with the process and the host that hold it, where it is held; one from another host is never taken over.
 */
export async function lockRun(folder: string): Promise<{ release(): void }> {
  const path = join(folder, 'lock.json');
  const mine = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    start: await processStart(process.pid),
    since: new Date().toISOString(),
  });
  const whole = `${path}.${process.pid}.whole.part`;
  for (;;) {
    // A second name for a whole file: it is there with all it says, or not at all, and only one can be first.
    try {
      await writeWhole(whole, mine);
      await link(whole, path);
      break;
    } catch (cause) {
      // Missing is the first name, where the holder took it for a leftover.
      if (!(isMissing(cause) || isThere(cause))) {
        throw cause;
      }
    } finally {
      await rm(whole, { force: true });
    }
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      if (isMissing(cause)) {
        return undefined;
      }
      throw cause;
    });
    if (text === undefined) {
      continue;
    }
    const holder = v.parse(holderSchema, JSON.parse(text));
    if (!(await isStale(holder))) {
      throw new Error(
        `${folder} is being trained by process ${holder.pid} on ${holder.host} since ${holder.since}; wait for it, ` +
          'stop it, or write --run NAME to start a run beside it' +
          (holder.host === hostname() ? '' : ` (if ${holder.host} is no more, remove ${path})`),
      );
    }
    await putAway(path, text);
  }

  function release(): void {
    process.off('exit', release);
    try {
      if (readFileSync(path, 'utf8') === mine) {
        rmSync(path);
      }
    } catch (cause) {
      if (!isMissing(cause)) {
        throw cause;
      }
    }
  }
  process.on('exit', release);
  return { release };
}
