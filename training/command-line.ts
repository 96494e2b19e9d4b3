/** What all commands of the package share: where paths count from, numbers from words, and errors as one sentence. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** A path from the command line, meant from where npm was called, not from this package. */
export function userPath(...parts: string[]): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), ...parts);
}

/** A mistake in the command's words, or one its user can mend; told without a stack. */
export class UsageError extends Error {}

/**
 * The number a flag gives.
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

export function deviceFlag(text: string): 'cpu' | 'webgpu' {
  if (text !== 'cpu' && text !== 'webgpu') {
    throw new UsageError(`--device: write cpu or webgpu, not ${text}`);
  }
  return text;
}

/** What an error says to a person. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // A child process that failed has the number it ended with there, or null where it was killed.
  const { code: given, path } = error as { code?: unknown; path?: string };
  const code = typeof given === 'string' ? given : '';
  if (code === 'ENOENT' && path !== undefined) {
    return `${path}: there is no such file or folder`;
  }
  if (code.startsWith('ERR_PARSE_ARGS')) {
    return `${error.message}; --help tells what can be written`;
  }
  return error.message;
}

/** The comment that a script begins with. */
async function openingComment(script: string): Promise<string> {
  const [, comment = ''] = /^\/\*\*\n(.*?)\n \*\//s.exec(await readFile(script, 'utf8')) ?? [];
  return comment.replace(/^ \* ?/gm, '');
}

/**
 * Runs a command; an error becomes its message, with those of its causes, on stderr and the exit code 1. With --help it
 * says what the script says of itself.
 */
export async function command(main: () => Promise<void>): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(await openingComment(process.argv[1] ?? ''));
    return;
  }
  try {
    await main();
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      process.stderr.write(`${cause === error ? '' : '  because: '}${messageOf(cause)}\n`);
    }
    if (process.env.DEBUG) {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    }
    process.exitCode = 1;
  }
}
