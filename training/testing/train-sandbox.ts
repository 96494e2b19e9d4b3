/** Runs `train` as a person does, all in one temporary folder: to its end, or in a process of its own that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readSafetensors, type Safetensors } from '../../files/safetensors.ts';
import type { ProgressEvent } from '../progress/event.ts';
import { callCommand } from './call-command.ts';
import type { CommandResult } from './command-host.ts';

const SCRIPT = 'train.ts';

/** A small recipe that uses every part of training: a step takes milliseconds, a checkpoint 200 kB. */
export const TINY_RECIPE = `
name = "tiny"
resolution = 32
latentSize = 16
generatorWidth = 4
discriminatorWidth = 4
discriminatorNorm = "none"
batch = 4
r1Weight = 1
penaltyEvery = 2
labelWeight = 1
`;

/** The smallest that there is, for tests of runs: a checkpoint takes 83 kB. */
export const SMALLEST_RECIPE = TINY_RECIPE.replace('resolution = 32', 'resolution = 16');

/** Decoded portraits, which do not depend on the test. */
const PICTURES = join(import.meta.dirname, '../../node_modules/.cache/test-pictures');

/** Runs in this folder share decoded portraits with those of other tests: a new cache takes a second. */
export async function sharePictures(scratch: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await mkdir(join(scratch, 'runs'));
  await symlink(PICTURES, join(scratch, 'runs', '.cache'));
}

export type TrainProcess = {
  readonly process: ChildProcess;
  /** The next event of that type. @throws Error with the process's stderr, if it ends before */
  until<T extends ProgressEvent['type']>(
    type: T,
    where?: (event: Extract<ProgressEvent, { type: T }>) => boolean,
  ): Promise<Extract<ProgressEvent, { type: T }>>;
  /** The exit code or the signal that killed it, all its events, and its stderr. */
  ended(): Promise<{ code: number | null; signal: string | null; events: ProgressEvent[]; stderr: string }>;
};

export type TrainSandbox = {
  readonly scratch: string;
  folder(run: string): string;
  /** Runs a training to its end; rejects with `code`, `stdout` and `stderr` where it fails. */
  run(...flags: string[]): Promise<CommandResult>;
  /** Runs a training with `--json` to its end or failure. */
  events(...flags: string[]): Promise<{ code: number; events: ProgressEvent[]; stderr: string }>;
  /** Starts a training with `--json` in a process of its own. */
  start(...flags: string[]): TrainProcess;
  checkpoint(run: string, steps: number): Promise<Safetensors>;
  /** The steps of the history, line by line. */
  steps(run: string): Promise<number[]>;
  /** Names of temporary files in the run's folder and its grids. */
  temporaryFiles(run: string): Promise<string[]>;
  remove(): Promise<void>;
};

function listen(child: ChildProcess): TrainProcess {
  const events: ProgressEvent[] = [];
  let stderr = '';
  let heard: () => void = () => {};
  let open = true;
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      events.push(JSON.parse(line));
      heard();
    });
  }
  const closed = once(child, 'close').then(([code, signal]) => {
    open = false;
    heard();
    return { code, signal };
  });
  let read = 0;
  return {
    process: child,
    async until(type, where = () => true) {
      for (;;) {
        while (read < events.length) {
          const event = events[read++];
          if (event?.type === type && where(event as Parameters<typeof where>[0])) {
            return event as Parameters<typeof where>[0];
          }
        }
        if (!open) {
          throw new Error(`the training ended before a ${type}: ${stderr}`);
        }
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    },
    ended: async () => ({ ...(await closed), events, stderr }),
  };
}

/** @param recipes further recipes by name, beside `tiny.toml`, which is SMALLEST_RECIPE */
export async function openTrainSandbox(
  recipes: Readonly<Record<string, string>> = {},
): Promise<TrainSandbox> {
  const scratch = await mkdtemp(join(tmpdir(), 'dareka-run-'));
  for (const [name, recipe] of Object.entries({ tiny: SMALLEST_RECIPE, ...recipes })) {
    await writeFile(join(scratch, `${name}.toml`), recipe);
  }
  await sharePictures(scratch);
  const options = { cwd: scratch, env: { ...process.env, INIT_CWD: scratch } };
  const words = (flags: readonly string[]): string[] => [
    ...(flags.includes('--config') ? [] : ['--config', 'tiny.toml']),
    ...flags,
  ];
  const folder = (run: string): string => join(scratch, 'runs', run);
  return {
    scratch,
    folder,
    run: (...flags) => callCommand(SCRIPT, words(flags), scratch),
    async events(...flags) {
      const { code, stdout, stderr } = await callCommand(SCRIPT, words([...flags, '--json']), scratch).catch(
        (failure: CommandResult) => failure,
      );
      return {
        code,
        events: stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
        stderr,
      };
    },
    start: (...flags) =>
      listen(
        spawn(
          process.execPath,
          [join(import.meta.dirname, '..', SCRIPT), ...words([...flags, '--json'])],
          options,
        ),
      ),
    checkpoint: (run, steps) =>
      readSafetensors(join(folder(run), `checkpoint-${String(steps).padStart(9, '0')}.safetensors`)),
    async steps(run) {
      const lines = (await readFile(join(folder(run), 'history.jsonl'), 'utf8')).trim().split('\n');
      return lines.map((line) => JSON.parse(line).step);
    },
    temporaryFiles: async (run) =>
      (await readdir(folder(run), { recursive: true })).filter((name) => name.endsWith('.part')),
    remove: () => rm(scratch, { recursive: true }),
  };
}
