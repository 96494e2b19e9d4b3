/** What all commands of the package share: where paths count from, numbers from words, and errors as one sentence. */
import { resolve } from 'node:path';

/** A path from the command line, meant from where npm was called, not from this package. */
export const userPath = (...parts: string[]): string =>
  resolve(process.env.INIT_CWD ?? process.cwd(), ...parts);

/** A mistake in the command's words, or one its user can mend; told without a stack. */
export class UsageError extends Error {}

/** The number a flag gives; throws a UsageError that says what to write. */
export const numberFlag = (
  flag: string,
  text: string,
  low: number,
  high = Number.POSITIVE_INFINITY,
): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= low && value <= high))
    throw new UsageError(
      `--${flag}: write a number ${high === Number.POSITIVE_INFINITY ? `of at least ${low}` : `from ${low} to ${high}`}, not ${text}`,
    );
  return value;
};

export const deviceFlag = (text: string): 'cpu' | 'webgpu' => {
  if (text !== 'cpu' && text !== 'webgpu') throw new UsageError(`--device: write cpu or webgpu, not ${text}`);
  return text;
};

/** Runs a command; an error becomes its message, with those of its causes, on stderr and the exit code 1. */
export const command = async (main: () => Promise<void>): Promise<void> => {
  try {
    await main();
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      process.stderr.write(`${cause === error ? '' : '  because: '}${cause.message}\n`);
    if (process.env.DEBUG) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  }
};
