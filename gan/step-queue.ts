/**
 * Starts training steps one after the other, each while the one before is still computed: a device has the next step's commands by the time
 * that it is done, and whoever reads results keeps nobody waiting.
 */
import type { Values } from '../graph/tensor.ts';
import type { StepPart } from './step-parts.ts';

/** A part of a step, with the inputs of its graph. */
export type PreparedPart = { readonly part: StepPart; readonly inputs: Values };

export type StepQueue = {
  /** Starts the parts of a step in order, after all steps before. @returns the outputs of its last part */
  start(parts: readonly PreparedPart[]): Promise<Values>;
  /** Waits until the device has all steps that were started: what it is asked for from then on comes after them. */
  started(): Promise<void>;
};

export type StepQueueOptions = {
  /** The program of a part, which may have to be compiled first. */
  readonly programOf: (part: StepPart) => Promise<{ run(inputs: Values): Promise<Values> }>;
  /** Whether the device takes runs in order before earlier ones are done; else each run waits for the one before. */
  readonly isOrdered: boolean;
};

export function openStepQueue({ programOf, isOrdered }: StepQueueOptions): StepQueue {
  let last: Promise<unknown> = Promise.resolve();
  async function startAfter(before: Promise<unknown>, parts: readonly PreparedPart[]) {
    await before;
    const runs: Promise<Values>[] = [];
    for (const { part, inputs } of parts) {
      const program = await programOf(part);
      if (!isOrdered) {
        await runs.at(-1);
      }
      const run = program.run(inputs);
      // Its rejection is the step's, or a later part cannot be compiled, and that is.
      run.catch(() => {});
      runs.push(run);
    }
    return { outputs: Promise.all(runs).then((all) => all.at(-1) ?? {}) };
  }
  return {
    async start(parts) {
      const starting = startAfter(last, parts);
      last = starting;
      return (await starting).outputs;
    },
    async started() {
      await last;
    },
  };
}
