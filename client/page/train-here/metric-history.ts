/** Curves that stay short however long a training goes on. */
import type { MetricPoint } from '../training/metrics.ts';

/** So many points at most; beyond, neighbours become their mean. */
export const MAX_POINTS = 240;

const METRICS = ['lossDReal', 'lossDFake', 'lossG', 'dReal', 'dFakeBefore'] as const;

export type MetricHistory = {
  /** What is to be shown. */
  readonly points: readonly MetricPoint[];
  /** Steps that a point stands for. */
  readonly stretch: number;
  /** Steps that do not make a whole point yet. */
  readonly rest: readonly MetricPoint[];
};

export const EMPTY_HISTORY: MetricHistory = { points: [], stretch: 1, rest: [] };

/** The curves with one more step. */
export function appendStep({ points, stretch, rest }: MetricHistory, step: MetricPoint): MetricHistory {
  const more = [...rest, step];
  if (more.length < stretch) {
    return { points, stretch, rest: more };
  }
  const longer = [...points, meanOf(more)];
  if (longer.length < MAX_POINTS) {
    return { points: longer, stretch, rest: [] };
  }
  const pairs = Array.from({ length: longer.length / 2 }, (_, i) => meanOf(longer.slice(2 * i, 2 * i + 2)));
  return { points: pairs, stretch: 2 * stretch, rest: [] };
}

/** The means of some points, at the step of the last of them. */
function meanOf(points: readonly MetricPoint[]): MetricPoint {
  const last = points.at(-1);
  if (last === undefined) {
    throw new RangeError('there is no mean of no points');
  }
  const means = METRICS.map((name) => [
    name,
    points.reduce((sum, point) => sum + point[name], 0) / points.length,
  ]);
  return { ...last, ...Object.fromEntries(means) };
}
