/** What a training reports to the page between its steps: samples and status, each as often as is worth its time. */
import { createThrottle } from './throttle.ts';

const SAMPLES_INTERVAL_MS = 1000;
/** The share of the time that drawing samples may take. */
const SAMPLES_SHARE = 0.2;

export type Reports = {
  reportSamples(): Promise<void>;
  reportStatus(stepsPerSecond: number): void;
  /** Milliseconds from one status to the next. */
  statusInterval: number;
};

/** @returns a function that is to be called after each step of a running training */
export function createReports({ reportSamples, reportStatus, statusInterval }: Reports): () => Promise<void> {
  const sampling = createThrottle(SAMPLES_INTERVAL_MS, SAMPLES_SHARE);
  let statusAt = performance.now();
  let steps = 0;
  return async () => {
    steps++;
    await sampling.whenDue(reportSamples);
    const now = performance.now();
    if (now - statusAt > statusInterval) {
      reportStatus((1000 * steps) / (now - statusAt));
      statusAt = now;
      steps = 0;
    }
  };
}
