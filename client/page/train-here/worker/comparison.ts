/** Two trainings that take steps in turns. They share this worker and its threads, so that they do not compete for cores. */
import { nextTask } from '../../next-task.ts';
import { createReports } from './reports.ts';
import type { TrainingRun } from './training-run.ts';

const STATUS_INTERVAL_MS = 500;

export type Comparison = {
  /** Trains both as `TrainingRun.train` does, and until one of them diverges. In the end both have taken the same number of steps. */
  train(isWanted: () => boolean, whenShown: () => Promise<void>): Promise<void>;
  /** Stores one of them. */
  keep(side: 0 | 1): Promise<void>;
  report(): Promise<void>;
};

export function createComparison(runs: readonly [TrainingRun, TrainingRun]): Comparison {
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
    async train(isWanted, whenShown) {
      const reportWhenDue = createReports({
        reportSamples,
        reportStatus,
        statusInterval: STATUS_INTERVAL_MS,
      });
      let going = true;
      while (going && isWanted()) {
        // Both take the step, even where one of them diverges. A GPU computes that of one while the metrics of the other are read.
        const taken: Promise<boolean>[] = [];
        for (const run of runs) {
          const step = run.takeStep();
          // Reported where it is awaited.
          step.catch(() => {});
          taken.push(step);
          await nextTask();
        }
        going = (await Promise.all(taken)).every(Boolean);
        await reportWhenDue();
        await whenShown();
      }
      await report();
    },
  };
}
