/** The metrics of a training that the page draws as curves: both networks' losses, D(x), and D(G(z)) before D's update. */
export const CURVE_METRICS = ['lossDReal', 'lossDFake', 'lossG', 'dReal', 'dFakeBefore'] as const;

/** A point of the curves: means over the steps after the previous point, up to `step`. */
export type MetricPoint = Readonly<Record<'step' | (typeof CURVE_METRICS)[number], number>>;
