/** The metrics of a training as a bounded number of points, however many steps it takes. */
import { CURVE_METRICS, type MetricPoint } from '../../training-metrics.ts';

/** At this number of points, each pair of neighbours is replaced by its mean. An even number. */
export const MAX_POINTS = 240;

export type MetricHistory = {
  readonly points: readonly MetricPoint[];
  /** The number of steps that each point is the mean of. */
  readonly stepsPerPoint: number;
  /** The last steps, which are too few for a point yet. */
  readonly pending: readonly MetricPoint[];
};

export const EMPTY_HISTORY: MetricHistory = { points: [], stepsPerPoint: 1, pending: [] };

export function appendStep(
  { points, stepsPerPoint, pending }: MetricHistory,
  step: MetricPoint,
): MetricHistory {
  const steps = [...pending, step];
  if (steps.length < stepsPerPoint) {
    return { points, stepsPerPoint, pending: steps };
  }
  const longer = [...points, meanOf(steps)];
  if (longer.length < MAX_POINTS) {
    return { points: longer, stepsPerPoint, pending: [] };
  }
  const pairs = Array.from({ length: longer.length / 2 }, (_, i) => meanOf(longer.slice(2 * i, 2 * i + 2)));
  return { points: pairs, stepsPerPoint: 2 * stepsPerPoint, pending: [] };
}

/** The means of the metrics, at the step of the last point. */
function meanOf(points: readonly MetricPoint[]): MetricPoint {
  const last = points.at(-1);
  if (last === undefined) {
    throw new RangeError('there is no mean of no points');
  }
  const means = CURVE_METRICS.map((name) => [
    name,
    points.reduce((sum, point) => sum + point[name], 0) / points.length,
  ]);
  return { ...last, ...Object.fromEntries(means) };
}
