/** What all commands of the package share: paths, flags, and errors as sentences. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Device } from '../graph/tensor.ts';

/** Resolves a path from the command line against the folder that npm was called in, not against this package. */
export function userPath(...parts: string[]): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), ...parts);
}

/** A mistake in the flags, or one that the user can correct; printed without a stack. */
export class UsageError extends Error {}

/**
 * The number of a flag.
 * @throws UsageError that says what to write
 */
export function numberFlag(flag: string, text: string, low: number, high = Number.POSITIVE_INFINITY): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= low && value <= high)) {
    throw new UsageError(
      `--${flag}: write a number ${high === Number.POSITIVE_INFINITY ? `of at least ${low}` : `from ${low} to ${high}`}, not ${text}`,
    );
  }
  return value;
}

/**
 * The whole number of a flag.
 * @throws UsageError that says what to write
 */
export function wholeFlag(flag: string, text: string, low: number, high = Number.POSITIVE_INFINITY): number {
  const value = numberFlag(flag, text, low, high);
  if (Number.isFinite(value) && !Number.isInteger(value)) {
    throw new UsageError(`--${flag}: write a whole number, not ${text}`);
  }
  return value;
}

/**
 * The one of several words that a flag has.
 * @throws UsageError that says what to write
 */
export function choiceFlag<T extends string>(flag: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) {
    const list = [choices.slice(0, -1).join(', '), ...choices.slice(-1)].filter(Boolean).join(' or ');
    throw new UsageError(`--${flag}: write ${list}, not ${text}`);
  }
  return found;
}

export function deviceFlag(text: string): Device {
  return choiceFlag('device', text, ['cpu', 'webgpu', 'onnx-webgpu']);
}

/** The message of an error, for people. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // The error of a child process has its exit code there, or null where it was killed.
  const { code: given, path } = error as { code?: unknown; path?: string };
  const code = typeof given === 'string' ? given : '';
  if (code === 'ENOENT' && path !== undefined) {
    return `${path}: there is no such file or folder`;
  }
  if (code.startsWith('ERR_PARSE_ARGS')) {
    return `${error.message}; see --help`;
  }
  return error.message;
}

/** The comment at the start of a script. */
async function openingComment(script: string): Promise<string> {
  const [, comment = ''] = /^\/\*\*\n(.*?)\n \*\//s.exec(await readFile(script, 'utf8')) ?? [];
  return comment.replace(/^ \* ?/gm, '');
}

/**
 * Runs a command. Prints an error's message and those of its causes to stderr, and sets the exit code 1. With --help it
 * prints the comment at the start of the script.
 */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(await openingComment(process.argv[1] ?? ''));
    return;
  }
  try {
    await main();
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      process.stderr.write(`${cause === error ? '' : '  because: '}${describeError(cause)}\n`);
    }
    if (process.env.DEBUG) {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    }
    process.exitCode = 1;
  }
}
