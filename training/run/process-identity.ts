/** Which process a number means: numbers are given again, start times are not. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Field 22 of /proc/PID/stat, counted from the third, which follows the name in parentheses (proc(5)). */
const START_FIELD = 22 - 3;

/** On Linux: the boot, and the clock tick of that boot at which the process began. */
async function startOnLinux(pid: number): Promise<string> {
  const [boot, stat] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
  ]);
  // The name may hold spaces and parentheses; nothing after its last parenthesis does.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${boot.trim()} ${fields[START_FIELD]}`;
}

async function startElsewhere(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
  return stdout.trim();
}

/** When a process of this machine began, in words to compare; undefined where the machine does not tell. */
export async function processStart(pid: number): Promise<string | undefined> {
  try {
    return await (process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid));
  } catch {
    return undefined;
  }
}

/** Whether a process of that number runs on this machine, whoever owns it. */
export function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
