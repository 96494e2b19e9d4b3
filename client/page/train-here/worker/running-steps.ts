/** The steps of a training that are under way: the next one is started while the metrics of the one before are still to come. */
import type { MetricPoint } from '../../training-metrics.ts';
import type { BrowserTrainer, TrainingBatch } from './trainer.ts';

export type RunningSteps = {
  /** How many there are. */
  readonly count: number;
  start(batch: TrainingBatch): void;
  /**
   * Waits until no more than `left` steps are under way.
   * @returns whether the training can go on: false where it has diverged
   * @throws EngineError of kind `backend`
   */
  finish(left?: number): Promise<boolean>;
};

type RunningStepsParts = {
  trainer: BrowserTrainer;
  /** Called with the metrics of each step, and the seconds that it took. */
  onPoint(point: MetricPoint, seconds: number): void;
  /** Called with a step whose metrics are not all finite. Those after it are dropped. */
  onDiverged(step: number): void;
};

export function createRunningSteps({ trainer, onPoint, onDiverged }: RunningStepsParts): RunningSteps {
  /** The oldest first. */
  const running: { readonly startedAt: number; readonly point: Promise<MetricPoint> }[] = [];
  let finishedAt = 0;
  return {
    get count() {
      return running.length;
    },
    start(batch) {
      const startedAt = performance.now();
      const point = trainer.step(batch);
      // Reported where it is awaited.
      point.catch(() => {});
      running.push({ startedAt, point });
    },
    async finish(left = 0) {
      for (let oldest = running[0]; oldest !== undefined && running.length > left; oldest = running[0]) {
        const point = await oldest.point;
        running.shift();
        const now = performance.now();
        const seconds = (now - Math.max(oldest.startedAt, finishedAt)) / 1000;
        finishedAt = now;
        if (!Object.values(point).every(Number.isFinite)) {
          await Promise.allSettled(running.splice(0).map((later) => later.point));
          onDiverged(point.step);
          return false;
        }
        onPoint(point, seconds);
      }
      return true;
    },
  };
}
