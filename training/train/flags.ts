/** The flags of `train`. */
import { parseArgs } from 'node:util';
import type { Device } from '../../graph/tensor.ts';
import { choiceFlag, deviceFlag, numberFlag, userPath, wholeFlag } from '../command-line.ts';
import type { ProgressOptions } from '../progress/show.ts';
import { recipeFile } from '../read/recipe.ts';

export type TrainFlags = ProgressOptions & {
  /** The recipe's file; if not given, that of the named run, or first-64. */
  readonly config: string | undefined;
  /** The portraits; if not given, those that the run was started with, or the sample. */
  readonly data: string | undefined;
  /** The run's name, where it is not the recipe's. */
  readonly run: string | undefined;
  /** The folder of runs. */
  readonly runs: string;
  /** The run of half the resolution that a new run grows from. */
  readonly grow: string | undefined;
  /** How long this process may train, and the last step of the run; infinite where nothing limits it. */
  readonly seconds: number;
  readonly steps: number;
  /** A device, or `auto`. */
  readonly device: Device | 'auto';
  readonly threads: number;
  /** Seconds and steps between checkpoints, whichever comes first. */
  readonly checkpointSeconds: number;
  readonly checkpointSteps: number;
  readonly onDiverge: 'stop' | 'rollback';
};

/**
 * Reads the flags.
 * @throws UsageError that says what to write
 */
export function readTrainFlags(words: readonly string[]): TrainFlags {
  const { values } = parseArgs({
    args: [...words],
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      minutes: { type: 'string', default: '60' },
      steps: { type: 'string', default: 'Infinity' },
      device: { type: 'string', default: 'auto' },
      threads: { type: 'string', default: '0' },
      run: { type: 'string' },
      runs: { type: 'string', default: 'runs' },
      grow: { type: 'string' },
      'checkpoint-seconds': { type: 'string', default: '180' },
      'checkpoint-steps': { type: 'string', default: 'Infinity' },
      'on-diverge': { type: 'string', default: 'stop' },
      quiet: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    config: values.config === undefined ? undefined : recipeFile(values.config),
    data: values.data === undefined ? undefined : userPath(values.data),
    run: values.run,
    runs: userPath(values.runs),
    grow: values.grow,
    seconds: 60 * numberFlag('minutes', values.minutes, 0),
    steps: wholeFlag('steps', values.steps, 0),
    device: values.device === 'auto' ? 'auto' : deviceFlag(values.device),
    threads: wholeFlag('threads', values.threads, 0, 1024),
    checkpointSeconds: numberFlag('checkpoint-seconds', values['checkpoint-seconds'], 0),
    checkpointSteps: wholeFlag('checkpoint-steps', values['checkpoint-steps'], 1),
    onDiverge: choiceFlag('on-diverge', values['on-diverge'], ['stop', 'rollback']),
    quiet: values.quiet,
    json: values.json,
  };
}
