/**
 * Calls commands of the package as a person does, all in one process (`command-host.ts`). What is about the process itself,
 * such as a signal, has to start one of its own.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CommandCall, CommandResult } from './command-host.ts';

const HOST = join(import.meta.dirname, 'command-host.ts');
const PACKAGE = join(import.meta.dirname, '..');

let host: ChildProcess | undefined;
/** The host runs one command at a time. */
let last: Promise<unknown> = Promise.resolve();

function openHost(): ChildProcess {
  const started = fork(HOST, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  started.once('exit', () => {
    host = undefined;
  });
  // It ends with this process, which does not wait for it.
  started.unref();
  started.channel?.unref();
  return started;
}

async function send(call: CommandCall): Promise<CommandResult> {
  host ??= openHost();
  const settled = new AbortController();
  const { signal } = settled;
  const answered = once(host, 'message', { signal });
  const ended = once(host, 'exit', { signal }).then(([code, killedBy]): never => {
    throw new Error(`${call.script} ended its process with ${code ?? killedBy}`);
  });
  host.send(call);
  try {
    const [result] = await Promise.race([answered, ended]);
    return result as CommandResult;
  } finally {
    settled.abort();
  }
}

/**
 * Runs a command to its end.
 * @param script its file, relative to the package
 * @param folder the folder that it is called in
 * @throws Error with its `code`, `stdout` and `stderr` where it fails, as `execFile` does
 */
export async function callCommand(
  script: string,
  flags: readonly string[],
  folder: string,
): Promise<CommandResult> {
  const running = last.then(() => send({ script: join(PACKAGE, script), flags, folder }));
  last = running.catch(() => {});
  const result = await running;
  if (result.code !== 0) {
    throw Object.assign(new Error(`${script} failed: ${result.stderr}`), result);
  }
  return result;
}
