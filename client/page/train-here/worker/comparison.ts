/** Two trainings in turns, step for step. They share this worker and its threads, so that neither waits for what the other does not need. */
import { nextTask } from '../../next-task.ts';
import { createPace } from './pace.ts';
import type { TrainingRun } from './training-run.ts';

const STATUS_INTERVAL_MS = 500;
/** Both grids of samples are drawn so often, and take this share of the time at most. */
const SAMPLES_INTERVAL_MS = 1000;
const SAMPLES_SHARE = 0.2;

export type Comparison = {
  /** Trains both while `isWanted`, or until one diverges; both then have taken the same number of steps. @throws EngineError of kind `backend` */
  train(isWanted: () => boolean): Promise<void>;
  /** Stores one of them. */
  keep(side: 0 | 1): Promise<void>;
  report(): Promise<void>;
};

export function createComparison(
  runs: readonly [TrainingRun, TrainingRun],
  whenShown: () => Promise<void>,
): Comparison {
  async function reportSamples(): Promise<void> {
    for (const run of runs) {
      await run.reportSamples();
    }
  }
  function reportStatus(stepsPerSecond: number): void {
    for (const run of runs) {
      run.reportStatus(stepsPerSecond);
    }
  }
  async function report(): Promise<void> {
    await reportSamples();
    reportStatus(0);
  }
  return {
    report,
    keep: (side) => runs[side].save(),
    async train(isWanted) {
      const sampling = createPace(SAMPLES_INTERVAL_MS, SAMPLES_SHARE);
      let statusAt = performance.now();
      let steps = 0;
      let going = true;
      while (going && isWanted()) {
        // Both take the step, even where one of them diverges in it. A GPU computes one of them while the other's metrics are read.
        const taken: Promise<boolean>[] = [];
        for (const run of runs) {
          const step = run.takeStep();
          // Reported where it is awaited.
          step.catch(() => {});
          taken.push(step);
          await nextTask();
        }
        going = (await Promise.all(taken)).every(Boolean);
        steps++;
        await sampling.whenDue(reportSamples);
        const now = performance.now();
        if (now - statusAt > STATUS_INTERVAL_MS) {
          reportStatus((1000 * steps) / (now - statusAt));
          statusAt = now;
          steps = 0;
        }
        await whenShown();
      }
      await report();
    },
  };
}
