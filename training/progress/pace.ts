/** The speed of a training, and its remaining time. */

/** Steps that the rate is measured over, so that a pause does not affect it for long. */
const WINDOW = 50;

export type Pace = {
  /** Records the end of a step, in seconds since the process began to train. */
  step(seconds: number): void;
  /** Steps a second over the last steps; 0 before the second step. */
  rate(): number;
  /** Seconds until the steps or the time are used up; undefined where neither ends or the rate is not known. */
  left(stepsLeft: number, timeLeft: number): number | undefined;
};

export function measurePace(): Pace {
  const times: number[] = [];
  function rate(): number {
    const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
    return span > 0 ? (times.length - 1) / span : 0;
  }
  return {
    step(seconds) {
      times.push(seconds);
      if (times.length > WINDOW + 1) {
        times.shift();
      }
    },
    rate,
    left(stepsLeft, timeLeft) {
      const byRate = rate() > 0 ? stepsLeft / rate() : Number.POSITIVE_INFINITY;
      const left = Math.min(byRate, timeLeft);
      return Number.isFinite(left) ? Math.max(0, left) : undefined;
    },
  };
}
