/**
 * One process at a time trains a run, or fills a folder. The lock is a file that names its holder. It outlives a process
 * that was killed, so whoever finds one checks whether its holder still runs.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { isMissing, readOptional } from '../../files/read-optional.ts';
import { TEMPORARY_SUFFIX, writeError } from '../../files/write-atomic.ts';
import { parseJson } from '../read/parse.ts';

const holderSchema = v.object({
  pid: v.pipe(v.number(), v.integer()),
  host: v.string(),
  /** When that process started (`processStart`): a PID is reused, a start time is not. */
  start: v.optional(v.string()),
  /** When it took the lock: ISO 8601. */
  since: v.string(),
});
type Holder = v.InferOutput<typeof holderSchema>;

/** Index of `starttime` in /proc/PID/stat: field 22, counted from field 3, which follows the name (proc(5)). */
const START_FIELD = 22 - 3;

/** On Linux: the boot, and the clock tick of that boot at which the process started. */
async function startOnLinux(pid: number): Promise<string> {
  const [boot, stat] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
  ]);
  // The name may contain spaces and parentheses; nothing after its last parenthesis does.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${boot.trim()} ${fields[START_FIELD]}`;
}

async function startElsewhere(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
  return stdout.trim();
}

/** When a process of this machine started, as text to compare; undefined where the machine does not tell. */
export async function processStart(pid: number): Promise<string | undefined> {
  try {
    return await (process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid));
  } catch {
    return undefined;
  }
}

/** Whether a process with that PID runs on this machine, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/** Whether the holder is gone: its process, on this machine, has ended, or its PID belongs to another process now. */
async function isStale({ pid, host, start }: Holder): Promise<boolean> {
  if (host !== hostname()) {
    return false;
  }
  if (!isRunning(pid)) {
    return true;
  }
  const now = await processStart(pid);
  return start !== undefined && now !== undefined && start !== now;
}

function isExisting(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
}

/** Removes a stale lock, unless another process removed it first and its new lock is there now. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}${TEMPORARY_SUFFIX}`;
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

/** Another process holds the lock. */
export class LockedError extends Error {}

/**
 * Takes the lock of a folder, until `release` or the end of the process.
 * @param work what its holder does to it, and what else one could do instead
 * @throws LockedError with the process and the host that hold it. A lock from another host is never taken over.
 */
export async function lockFolder(
  folder: string,
  work = { isBeing: 'trained', instead: 'write --run NAME to start a run beside it' },
): Promise<{ release(): void }> {
  const path = join(folder, 'lock.json');
  const mine = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    start: await processStart(process.pid),
    since: new Date().toISOString(),
  });
  // Another one at each call: two in one process would link each other's.
  const complete = `${path}.${randomUUID()}${TEMPORARY_SUFFIX}`;
  for (;;) {
    // A hard link to a complete file appears with its content or not at all, and only one process can be first.
    await writeFile(complete, mine, { flush: true }).catch((cause: unknown) => {
      throw writeError(complete, cause);
    });
    try {
      await link(complete, path);
      break;
    } catch (cause) {
      // The complete file is missing where the holder removed it among the temporary files.
      if (!(isMissing(cause) || isExisting(cause))) {
        throw cause;
      }
    } finally {
      await rm(complete, { force: true });
    }
    const text = await readOptional(path);
    if (text === undefined) {
      continue;
    }
    const holder = parseJson(holderSchema, text, path);
    if (!(await isStale(holder))) {
      throw new LockedError(
        `${folder} is being ${work.isBeing} by process ${holder.pid} on ${holder.host} since ${holder.since}; ` +
          `wait for it, stop it, or ${work.instead}` +
          (holder.host === hostname() ? '' : ` (if ${holder.host} no longer exists, remove ${path})`),
      );
    }
    await removeStale(path, text);
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
